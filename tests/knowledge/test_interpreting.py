"""A rule is read for a matter: with reasons, found by others, never edited; it can become an article (onet.18)."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.actions.approving import approve
from frontoffice.authority.answers import show
from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import Approval, StaffMember
from frontoffice.foundation.models import Event
from frontoffice.knowledge.actions import interpreting, publishing
from frontoffice.knowledge.actions.interpreting import interpret, make_article_of, withdraw_interpretation
from frontoffice.knowledge.models import ArticleVersion, Audience, Interpretation, Passage
from frontoffice.knowledge.queries.interpretations import find_interpretations, of_matter, read
from tests import factories
from tests.cases import making
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def ruth(db: None) -> StaffMember:
    return factories.senior("Ruth Okafor", username="ruth")


@pytest.fixture
def dana(db: None) -> StaffMember:
    return factories.representative("Dana Whitfield", username="dana")


@pytest.fixture
def rule(db: None) -> Passage:
    factories.agency()
    return making.passage()


def reading(rule: Passage, by: StaffMember, **given: object) -> Interpretation:
    words: dict[str, object] = {
        "question": "Is a card that a dog chewed damaged or lost?",
        "reading": "It is damaged: the old card is handed in.",
        "reasons": "The rule parts cards that are there from cards that are not.",
        "matter": "C-2026-000418",
    }
    made = interpret(passage=rule, **(words | given), by=by.actor, at=NOW)  # type: ignore[arg-type]
    assert isinstance(made, Interpretation)
    return made


def test_a_reading_has_question_reasons_citation_and_the_version_it_reads(
    rule: Passage, ruth: StaffMember
) -> None:
    made = reading(rule, ruth, citation="Rule 735-020 (3)")
    assert (made.passage.version, made.citation, made.by) == (rule.version, "Rule 735-020 (3)", ruth.actor)
    event = Event.objects.get(name="knowledge.InterpretationMade")
    assert event.payload["interpretation_id"] == made.pk
    assert "dog" not in str(event.payload)


def test_it_takes_the_power_to_interpret(rule: Passage, dana: StaffMember) -> None:
    with pytest.raises(NotAuthorized):
        reading(rule, dana)


def test_it_is_found_by_others_by_its_words_and_beside_its_article(
    rule: Passage, ruth: StaffMember, dana: StaffMember
) -> None:
    made = reading(rule, ruth)
    assert find_interpretations("my dog chewed it", by=dana.actor, at=NOW) == [made]
    assert find_interpretations("fee", by=dana.actor, at=NOW) == []
    beside = find_interpretations("fee", by=dana.actor, at=NOW, articles=[rule.version.article_id])
    assert beside == [made]
    assert of_matter("C-2026-000418", by=dana.actor, at=NOW) == [made]
    assert of_matter("", by=dana.actor, at=NOW) == []


def test_nobody_outside_sees_it_and_restricted_ones_only_who_may_interpret(
    rule: Passage, ruth: StaffMember, dana: StaffMember
) -> None:
    open_one, restricted = reading(rule, ruth), reading(rule, ruth, confidentiality=3)
    assert find_interpretations("dog", by=factories.visitor(), at=NOW) == []
    assert find_interpretations("dog", by=dana.actor, at=NOW) == [open_one]
    assert set(find_interpretations("dog", by=ruth.actor, at=NOW)) == {open_one, restricted}


def test_it_is_never_edited_another_replaces_it_and_a_wrong_one_is_withdrawn(
    rule: Passage, ruth: StaffMember, dana: StaffMember
) -> None:
    first = reading(rule, ruth)
    with pytest.raises(IntegrityError), transaction.atomic():
        Interpretation.objects.filter(pk=first.pk).update(reading="Something else")
    second = reading(rule, ruth, reading="It is lost.", replaces=first)
    assert find_interpretations("dog", by=dana.actor, at=NOW) == [second]
    with pytest.raises(interpreting.StandsNoMore):
        reading(rule, ruth, replaces=first)
    with pytest.raises(interpreting.ReasonNeeded):
        withdraw_interpretation(interpretation=second, reason="  ", by=ruth.actor, at=NOW)
    withdraw_interpretation(interpretation=second, reason="The rule says otherwise.", by=ruth.actor, at=NOW)
    assert find_interpretations("dog", by=dana.actor, at=NOW) == []
    with pytest.raises(interpreting.StandsNoMore):
        withdraw_interpretation(interpretation=second, reason="Again.", by=ruth.actor, at=NOW)


def test_it_is_stale_once_its_article_has_a_newer_text_in_force(rule: Passage, ruth: StaffMember) -> None:
    made = reading(rule, ruth)
    assert not read([made], on=TODAY)[0].stale
    making.passage(effective_from=TODAY - dt.timedelta(days=1))
    assert read([made], on=TODAY)[0].stale
    assert not read([made], on=TODAY - dt.timedelta(days=2))[0].stale


def test_a_draft_and_empty_words_are_not_interpreted(rule: Passage, ruth: StaffMember) -> None:
    with pytest.raises(interpreting.SaysNothing):
        reading(rule, ruth, reasons="   ")
    draft = publishing.propose(
        slug="draft", title="Draft", body="## A\n\nB.", by=factories.supervisor().actor, at=NOW
    )
    rule.version = draft
    with pytest.raises(interpreting.NotARule):
        reading(rule, ruth)


def test_x4_it_becomes_an_article_that_somebody_else_publishes(rule: Passage, ruth: StaffMember) -> None:
    boss = factories.supervisor("Miriam Castellanos")
    made = reading(rule, boss)
    version = make_article_of(
        interpretation=made, slug="chewed-cards", title="Chewed cards", by=boss.actor, at=NOW
    )
    assert isinstance(version, ArticleVersion)
    assert (version.audience, version.status) == (Audience.INTERNAL, "draft")
    for words in (made.question, made.reading, made.reasons):
        assert words in version.body
    with pytest.raises(interpreting.ArticleMadeAlready):
        make_article_of(interpretation=made, slug="again", title="Again", by=boss.actor, at=NOW)
    asked = publishing.publish(version=version, by=boss.actor, at=NOW)
    assert isinstance(asked, Approval)
    other = factories.supervisor("Gordon Pike")
    assert approve(approval=asked, by=other.actor, at=NOW).status == "approved"
    version.refresh_from_db()
    assert version.status == "published"


@pytest.mark.parametrize(("level", "audience"), [(2, Audience.PUBLIC), (3, Audience.INTERNAL)])
def test_what_is_confidential_becomes_no_article_for_more_readers(
    rule: Passage, ruth: StaffMember, level: int, audience: Audience
) -> None:
    made = reading(rule, ruth, confidentiality=level)
    with pytest.raises(interpreting.TooConfidential):
        make_article_of(interpretation=made, slug="x", title="X", audience=audience, by=ruth.actor, at=NOW)


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def browser(member: StaffMember) -> Client:
    client = Client()
    client.force_login(member.user)  # type: ignore[arg-type]
    return client


def test_on_the_pages_a_senior_interprets_and_a_colleague_finds_it(
    rule: Passage, ruth: StaffMember, dana: StaffMember
) -> None:
    senior, colleague = browser(ruth), browser(dana)
    new = "/knowledge/interpretations/new/"
    assert "A replacement card costs" in text(
        senior.get(f"{new}?passage={rule.reference}&matter=C-2026-000001")
    )
    given = {
        "passage": rule.reference,
        "question": "Is a chewed card damaged?",
        "reading": "Yes.",
        "reasons": "It is still there.",
        "confidentiality": "1",
    }
    wrong = senior.post(new, given | {"reasons": ""})
    assert wrong.status_code == 422
    assert "error-summary" in text(wrong)
    page = senior.post(new, given).url  # type: ignore[attr-defined]
    assert colleague.get(new).status_code == 403
    for address in (
        "/knowledge/interpretations/",
        "/knowledge/interpretations/?q=chewed",
        "/knowledge/?q=chewed+card",
        f"/knowledge/articles/{rule.version.article.slug}/",
        page,
    ):
        assert "Is a chewed card damaged?" in text(colleague.get(address)), address
    assert "Make an article of it" not in text(colleague.get(page))
    again = senior.post(new, given | {"replaces": page.rstrip("/").rsplit("/")[-1], "reading": "No."}).url  # type: ignore[attr-defined]
    assert "Another reading stands in its place" in text(colleague.get(page))
    assert senior.post(f"{again}withdraw/", {"reason": ""}).status_code == 422
    draft = senior.post(f"{again}article/", {"slug": "chewed", "title": "Chewed", "audience": "internal"})
    assert "/knowledge/articles/chewed/" in draft.url  # type: ignore[attr-defined]
    senior.post(f"{again}withdraw/", {"reason": "Nobody asks it."})
    assert "Nobody asks it." in text(colleague.get(again))
    assert colleague.post(f"{again}withdraw/", {"reason": "x"}).status_code == 403
    assert colleague.get("/knowledge/interpretations/AAAA-AAAA-AA/").status_code == 404


def test_the_list_asks_the_same_for_one_and_for_three(rule: Passage, ruth: StaffMember) -> None:
    senior = browser(ruth)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            senior.get("/knowledge/interpretations/")
        return len(asked)

    reading(rule, ruth)
    queries()
    before = queries()
    for _more in range(2):
        reading(rule, ruth)
    assert queries() == before


def test_a_program_reads_it_with_how_it_stands(rule: Passage, ruth: StaffMember) -> None:
    made = reading(rule, ruth)
    assert show(made, by=ruth.actor)["state"] == "stands"
    reading(rule, ruth, replaces=made)
    assert show(made, by=ruth.actor)["state"] == "replaced"
