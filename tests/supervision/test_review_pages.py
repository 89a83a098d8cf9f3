"""The pages of reviews, people and rules, as colleagues use them."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.assigning import take
from frontoffice.cases.models import Case
from frontoffice.correspondence.models import Status
from frontoffice.supervision.actions.disputing import dispute
from frontoffice.supervision.models import Review, ReviewShare, Scorecard, Skill
from frontoffice.supervision.queries import held, reviews
from tests import factories
from tests.cases import making as cases
from tests.cases.making import later
from tests.factories import NOW
from tests.portal.making import text_of
from tests.supervision import making
from tests.supervision.conftest import signed_in
from tests.supervision.pages import fill, on_that_day

__all__ = ["on_that_day"]
pytestmark = pytest.mark.django_db


def test_a_drawn_contact_is_reviewed_on_its_page(noor: StaffMember, ruth: StaffMember) -> None:
    drawn = making.drawn(noor)
    client = signed_in(ruth)
    assert "Telephone" in text_of(client.get("/supervision/reviews/"))
    address = reverse("supervision:review", args=[drawn.reference])
    assert "Answered" in text_of(client.get(address))
    wrong = fill(client, address, findings=["tone"])
    assert wrong.status_code == 422
    assert "Say what was wrong" in text_of(wrong)
    assert fill(client, address, findings=["tone"], comments="Say hello.").status_code == 302
    assert "Reviewed afterward" in text_of(client.get("/supervision/reviews/?show=done"))
    assert "Nothing to review" in text_of(client.get("/supervision/reviews/"))


def test_stf_7_the_person_reads_disputes_and_gets_a_decision(
    noor: StaffMember, ruth: StaffMember, miriam: StaffMember
) -> None:
    review = making.reviewed(noor, ruth, "wrong-rule")
    own = signed_in(noor)
    assert "Wrong rule" in text_of(own.get("/supervision/mine/"))
    mine = reverse("supervision:my_review", args=[review.reference])
    assert fill(own, mine, reverse("supervision:seen", args=[review.reference])).status_code == 302
    assert fill(own, mine, reason="It was in force that day.").status_code == 302
    judge, address = signed_in(miriam), reverse("supervision:review", args=[review.reference])
    assert "It was in force that day." in text_of(judge.get(address))
    assert "Noor Haddad" in text_of(judge.get("/supervision/reviews/?show=disputed"))
    decided = fill(
        judge,
        address,
        reverse("supervision:decide", args=[review.reference]),
        strike=["wrong-rule"],
        reason="It was.",
    )
    assert decided.status_code == 302
    review.refresh_from_db()
    assert (review.errors, review.passed) == (0, True)
    assert "Miriam Castellanos decided: It was." in text_of(own.get(mine))


def test_the_reviewer_is_not_offered_the_dispute_of_their_own_review(
    noor: StaffMember, miriam: StaffMember
) -> None:
    review = making.reviewed(noor, miriam, "tone")
    dispute(review=review, reason="No.", by=noor.actor, at=later(hours=2))
    page = signed_in(miriam).get(reverse("supervision:review", args=[review.reference]))
    assert "Decide the dispute" not in text_of(page)


def test_nobody_else_opens_what_was_said_of_somebody(
    noor: StaffMember, ruth: StaffMember, dana: StaffMember
) -> None:
    review = making.reviewed(noor, ruth, "tone")
    for name in ("my_review", "review"):
        answer = signed_in(dana).get(reverse(f"supervision:{name}", args=[review.reference]))
        assert answer.status_code in {403, 404}
    assert signed_in(ruth).get(reverse("supervision:my_review", args=[review.reference])).status_code == 404


def test_people_and_what_they_have(noor: StaffMember, dana: StaffMember, miriam: StaffMember) -> None:
    take(case=cases.case(at=later(days=-9)), by=dana.actor, at=NOW)
    making.held(noor)
    case = cases.case()
    answer = signed_in(miriam).get("/supervision/people/")
    said = text_of(answer)
    assert "1 case has nobody." in said
    assert case.number in said
    page = answer.content.decode()
    row = re.search(r"<tr data-row><th scope=\"row\"><a[^>]*>Dana Whitfield.*?</tr>", page, re.DOTALL)
    assert row is not None
    assert re.sub(r"<[^>]+>|\s+", " ", row.group()).split()[2:6] == ["Unit", "front", "1", "0"]


def test_a_share_is_set_on_the_persons_page(dana: StaffMember, miriam: StaffMember) -> None:
    person = reverse("supervision:person", args=[dana.reference])
    address = reverse("supervision:share", args=[dana.reference])
    client = signed_in(miriam)
    assert fill(client, person, address, kind="contacts", percent="12.5", reason="Good.").status_code == 302
    assert ReviewShare.objects.get().share == pytest.approx(0.125)
    assert "20 % → 12.5 %" in text_of(client.get(person))
    wrong = fill(client, person, address, kind="contacts", percent="120", reason="Good.")
    assert wrong.status_code == 422


def test_the_persons_figures_come_with_their_interval_and_a_chart(
    noor: StaffMember, ruth: StaffMember, miriam: StaffMember
) -> None:
    making.reviewed(noor, ruth, "tone")
    answer = signed_in(miriam).get(reverse("supervision:person", args=[noor.reference]))
    said = text_of(answer)
    assert "1 (100 %; 20–100 %)" in said
    assert "few: says little" in said
    page = answer.content.decode()
    assert page.count('class="chart-plot"') == 1
    assert "style=" not in page


def test_skills_are_noted_and_taken_back_on_the_persons_page(dana: StaffMember, miriam: StaffMember) -> None:
    person, client = reverse("supervision:person", args=[dana.reference]), signed_in(miriam)
    address = reverse("supervision:skill", args=[dana.reference])
    assert fill(client, person, address, kind="language", code="es").status_code == 302
    skill = Skill.objects.get()
    ending = reverse("supervision:end_skill", args=[dana.reference])
    assert client.post(ending, {"skill": skill.reference}).status_code == 302
    skill.refresh_from_db()
    assert skill.ended_at is not None


def test_scorecards_and_rules_are_changed_on_their_page(miriam: StaffMember) -> None:
    client = signed_in(miriam)
    address = reverse("supervision:item")
    form = {"kind": "messages", "code": "slang", "name": "Slang", "weight": "5"}
    assert fill(client, "/supervision/rules/", address, **form).status_code == 302
    assert Scorecard.objects.get(version=2).items.filter(code="slang").exists()
    assert "Slang" in text_of(client.get("/supervision/rules/"))
    risk = {"channel": "phone", "topic": "cards", "factor": "3", "reason": "New fee"}
    assert fill(client, "/supervision/rules/", reverse("supervision:risk"), **risk).status_code == 302
    assert "phone · cards: 3 ×" in text_of(client.get("/supervision/rules/"))
    rule = {
        "kind": "contacts",
        "days": "60",
        "least": "10",
        "too_many": "5",
        "few_enough": "20",
        "factor": "2",
        "floor": "25",
        "every_days": "14",
        "due_days": "3",
    }
    assert fill(client, "/supervision/rules/", reverse("supervision:rule"), **rule).status_code == 302
    assert "from 10 first looks in 60 days on" in text_of(client.get("/supervision/rules/"))
    wrong = fill(client, "/supervision/rules/", reverse("supervision:rule"), **rule | {"days": "1"})
    assert wrong.status_code == 422


def test_a_case_is_handed_out_by_hints_and_by_a_persons_choice(
    dana: StaffMember, noor: StaffMember, miriam: StaffMember
) -> None:
    case = cases.case(language="es")
    Skill.objects.create(staff_member=dana, kind="language", code="es", from_at=NOW, noted_by=miriam.actor)
    client, address = signed_in(miriam), reverse("supervision:assign", args=[case.reference])
    answer = client.get(address)
    said = text_of(answer)
    assert said.index("Dana Whitfield") < said.index("Noor Haddad")
    assert "Speaks es" in said
    assert "Language not noted: es" in said
    case.refresh_from_db()
    assert case.assignee is None, "a hint assigns nothing"
    assert fill(client, address).status_code == 422
    assert fill(client, address, assignee=noor.reference, reason="To learn it.").status_code == 302
    assert Case.objects.get(pk=case.pk).assignee == noor, "the person chose otherwise"


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_lists_ask_as_often_for_many_as_for_few(
    noor: StaffMember, dana: StaffMember, ruth: StaffMember, miriam: StaffMember
) -> None:
    lists = {
        "/supervision/": ruth,
        "/supervision/reviews/": ruth,
        "/supervision/reviews/?show=done": ruth,
        "/supervision/people/": miriam,
        "/supervision/mine/": noor,
    }
    clients = {address: signed_in(member) for address, member in lists.items()}

    def more() -> None:
        message = making.held(noor)
        making.drawn(noor, at=later(minutes=Review.objects.count()))
        making.reviewed(noor, ruth, "tone", at=later(minutes=Review.objects.count()))
        factories.representative(f"Colleague {Review.objects.count()}")
        assert message.status == Status.HELD

    more()
    before = {address: queries_of(client, address) for address, client in clients.items()}
    for _time in range(4):
        more()
    after = {address: queries_of(client, address) for address, client in clients.items()}
    assert after == before
    assert max(after.values()) <= 30


def test_lists_go_on_by_key(noor: StaffMember, ruth: StaffMember, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reviews, "ON_A_PAGE", 2)
    for number in range(5):
        making.drawn(noor, at=later(minutes=number))
    client, seen, address = signed_in(ruth), [], "/supervision/reviews/"
    for _page in range(3):
        page = client.get(address).content.decode()
        seen += re.findall(r'href="/supervision/reviews/([\w-]+)/"', page)
        following = re.search(r'href="(\?[^"]+after[^"]+)" rel="next"', page)
        address = "/supervision/reviews/" + (following.group(1).replace("&amp;", "&") if following else "")
    assert len(seen) == len(set(seen)) == 5
    messages = [making.held(noor) for _number in range(3)]
    first = held.held(by=ruth.actor, at=NOW, most=2)
    second = held.held(by=ruth.actor, at=NOW, after=first.after, most=2)
    assert [row.message for row in (*first.rows, *second.rows)] == messages


@pytest.mark.parametrize("key", ["x", "²", "9" * 40, "2026-11-17_x", "2026-11-17_" + "9" * 40, "%00"])
def test_a_key_that_is_none_starts_at_the_beginning(miriam: StaffMember, key: str) -> None:
    client = signed_in(miriam)
    for address in (
        "?after=",
        "reviews/?after=",
        "reviews/?show=done&after=",
        "people/?after=",
        "mine/?before=",
    ):
        assert client.get(f"/supervision/{address}{key}").status_code == 200
