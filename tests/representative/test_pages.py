"""The page of drafts: question, draft and sources side by side; release, edit, reject; the switch; the figures."""

import pytest
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Case
from frontoffice.correspondence.models import Message
from frontoffice.foundation import clock
from frontoffice.knowledge.actions.publishing import withdraw
from frontoffice.knowledge.models import ArticleVersion
from frontoffice.representative.models import Attempt, AutomatedPost
from tests import factories
from tests.cases import making as cases
from tests.representative import making

pytestmark = pytest.mark.django_db
DRAFTS = "/representative/"


@pytest.fixture
def waiting(post: AutomatedPost) -> list[Attempt]:
    """Two drafts that wait."""
    made = [making.inquiry(subject=f"Card {number}", by=factories.visitor(f"v{number}")) for number in (1, 2)]
    return [making.attempt_at(case) for case in made]


def at(attempt: Attempt, act: str = "") -> str:
    return f"{DRAFTS}{attempt.reference}/{act}"


def said(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_list_opens_the_one_that_has_waited_longest(desk: Client, waiting: list[Attempt]) -> None:
    page = said(desk, DRAFTS)
    assert "Card 1" in page
    assert f'action="{at(waiting[0], "release/")}"' in page
    assert at(waiting[1]) in page


def test_each_sentence_stands_beside_its_source_with_the_words_marked(
    desk: Client, waiting: list[Attempt]
) -> None:
    page = said(desk, at(waiting[0]))
    assert "What does a replacement card cost?" in page
    assert "<mark>A replacement card costs $18.00.</mark>" in page.replace("&#x27;", "'")


def test_released_it_goes_out_unchanged_and_the_next_one_comes_up(
    desk: Client, ruth: StaffMember, waiting: list[Attempt]
) -> None:
    answer = desk.post(at(waiting[0], "release/"))
    assert answer.status_code == 302
    assert answer.headers["Location"] == at(waiting[1])
    cases.tell_everything(clock.now())
    attempt = Attempt.objects.select_related("message").get(pk=waiting[0].pk)
    assert (attempt.decision, attempt.decided_by) == ("released", ruth.actor)
    assert attempt.message is not None
    assert attempt.message.status == "sent"
    assert attempt.message.by == attempt.post.staff_member.actor


def test_edited_it_goes_out_in_the_editors_name_and_the_original_is_kept(
    desk: Client, ruth: StaffMember, waiting: list[Attempt]
) -> None:
    attempt = waiting[0]
    form = said(desk, at(attempt, "edit/"))
    assert "put together automatically" not in form
    answer = desk.post(at(attempt, "edit/"), {"text": "Hello, it costs $18.00. [1]"})
    assert answer.headers["Location"] == at(waiting[1])
    attempt = Attempt.objects.select_related("message", "edited_message").get(pk=attempt.pk)
    assert attempt.message is not None
    assert attempt.edited_message is not None
    assert (attempt.decision, attempt.decided_by) == ("edited", ruth.actor)
    assert (attempt.edited_message.by, attempt.edited_message.body) == (
        ruth.actor,
        "Hello, it costs $18.00. [1]",
    )
    assert "put together automatically" in attempt.message.body
    assert attempt.message.released_at is None
    cases.tell_everything(clock.now())
    case = Case.objects.get(pk=attempt.case_id)
    assert (case.status, case.attention) == ("waiting", "")
    assert Attempt.objects.get(pk=attempt.pk).decision == "edited"


def test_rejected_for_a_reason_the_case_waits_for_a_person(
    desk: Client, ruth: StaffMember, waiting: list[Attempt]
) -> None:
    attempt = waiting[0]
    answer = desk.post(at(attempt, "reject/"), {"reason": "needs_person", "comment": "Call her."})
    assert answer.headers["Location"] == at(waiting[1])
    cases.tell_everything(clock.now())
    attempt = Attempt.objects.get(pk=attempt.pk)
    assert (attempt.decision, attempt.reason, attempt.comment) == ("rejected", "needs_person", "Call her.")
    case = Case.objects.get(pk=attempt.case_id)
    assert (case.assignee, case.attention) == (None, "declined")
    assert not Message.objects.filter(released_at__isnull=False).exists()


def test_a_rejection_without_a_reason_is_shown_again(desk: Client, waiting: list[Attempt]) -> None:
    answer = desk.post(at(waiting[0], "reject/"), {"comment": "no"})
    assert answer.status_code == 422
    assert "Choose a reason." in answer.content.decode()


def test_inq_5_withdrawn_between_draft_and_release_its_text_stops_the_release(
    desk: Client, waiting: list[Attempt]
) -> None:
    version = ArticleVersion.objects.get(article__slug="replacing-a-card")
    withdraw(version=version, reason="Wrong fee", by=factories.supervisor("Gordon").actor, at=clock.now())
    page = said(desk, at(waiting[0]))
    assert "This version was withdrawn." in page
    answer = desk.post(at(waiting[0], "release/"))
    assert answer.status_code == 409
    assert "Replacing a card: This version was withdrawn. Edit the draft or reject it." in (
        answer.content.decode().replace("&#x27;", "'")
    )
    assert not Message.objects.filter(released_at__isnull=False).exists()


def test_who_may_not_approve_sees_no_way_to_decide(waiting: list[Attempt]) -> None:
    dana = factories.representative("Dana", username="dana")
    client = Client()
    assert dana.user is not None
    client.force_login(dana.user)
    page = said(client, at(waiting[0]))
    assert "Card 1" in page
    for act in ("release/", "edit/", "reject/"):
        assert at(waiting[0], act) not in page
        assert client.post(at(waiting[0], act), {"text": "x", "reason": "tone"}).status_code == 403
    assert Attempt.objects.get(pk=waiting[0].pk).decision == ""


def test_the_case_itself_leads_to_its_draft(desk: Client, waiting: list[Attempt]) -> None:
    page = said(desk, f"/desk/cases/{waiting[0].case.reference}/")
    assert at(waiting[0]) in page


def test_the_switch_is_at_the_desk_and_only_a_supervisor_switches_on_again(
    desk: Client, post: AutomatedPost
) -> None:
    address = f"{DRAFTS}posts/{post.reference}/switch/"
    assert address in said(desk, "/desk/")
    answer = desk.post(address, {"to": "off", "back": "/desk/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/")
    post.refresh_from_db()
    assert post.on is False
    assert address not in said(desk, "/desk/"), "a senior colleague can't let it work again"
    desk.post(address, {"to": "on"})
    post.refresh_from_db()
    assert post.on is False


def test_the_switch_leads_nowhere_else(desk: Client, post: AutomatedPost) -> None:
    answer = desk.post(f"{DRAFTS}posts/{post.reference}/switch/", {"back": "https://elsewhere.example/"})
    assert answer.headers["Location"] == DRAFTS


def test_figures_count_by_topic_and_week_and_say_what_is_read(desk: Client, waiting: list[Attempt]) -> None:
    desk.post(at(waiting[0], "reject/"), {"reason": "tone"})
    page = said(desk, f"{DRAFTS}figures/")
    assert "100 %" in page
    assert "Topic cards" in page
    assert "The share moves only when a person" in page


def test_what_it_referred_is_listed_with_the_reason(desk: Client, post: AutomatedPost) -> None:
    attempt = making.attempt_at(making.inquiry("Can I bring my tortoise to the aquarium?"))
    page = said(desk, f"{DRAFTS}referred/")
    assert at(attempt) in page
    assert "No text of ours answers this well enough." in page
    assert "tortoise" in said(desk, at(attempt))


@pytest.mark.parametrize("path", ["nothing/", "7KM4-29QX-T8/", "7KM4-29QX-T8/edit/"])
def test_what_is_not_there_is_not_found(desk: Client, path: str) -> None:
    assert desk.get(f"{DRAFTS}{path}").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_drafts(
    desk: Client, waiting: list[Attempt], django_assert_max_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        said(desk, DRAFTS)
    for number in range(3, 7):
        making.attempt_at(making.inquiry(subject=f"Card {number}", by=factories.visitor(f"v{number}")))
    with CaptureQueriesContext(connection) as many:
        said(desk, DRAFTS)
    assert len(many) <= len(few)


def test_two_who_release_at_the_same_time_release_once(
    desk: Client, waiting: list[Attempt], ruth: StaffMember
) -> None:
    assert desk.post(at(waiting[0], "release/")).status_code == 302
    assert desk.post(at(waiting[0], "release/")).status_code == 409
