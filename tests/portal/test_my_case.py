"""The page of a case for the one who asked: how far it is, answers with their sources, adding, files."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.assigning import take
from frontoffice.cases.actions.attaching import attach
from frontoffice.cases.actions.noting import note
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.actions.resolving import resolve
from frontoffice.cases.models import Case, ResolutionCode, Status
from frontoffice.foundation import clock, files
from frontoffice.foundation.models import Actor
from frontoffice.portal import progress, wording
from tests import factories
from tests.portal.making import CITATION, SENTENCE, Visitor, only_case, passage, text_of, version_of, work
from tests.portal.test_asking_a_representative import PDF, pdf

pytestmark = pytest.mark.usefixtures("topics")


@pytest.fixture
def dana(db: None) -> StaffMember:
    return factories.representative("Dana Whitfield", username="dana", at=clock.now())


@pytest.fixture
def case(visitor: Visitor, dana: StaffMember) -> str:
    """The address of the visitor's case."""
    visitor.open_case()
    return f"/cases/{only_case().reference}/"


def answered(by: Actor, text: str = "You get a new card within ten days.", **given: Any) -> None:
    reply(case=only_case(), text=text, by=by, at=clock.now(), **given)
    work()


def test_a_new_case_says_that_we_have_it_and_by_when_we_answer(visitor: Visitor, case: str) -> None:
    said = text_of(visitor.get(case))
    assert "Received We have your question." in said
    assert f"You get an answer by {wording.with_weekday(only_case().due_on)} ." in said


def test_a_case_that_somebody_took_is_in_progress_and_does_not_name_them(
    visitor: Visitor, case: str, dana: StaffMember
) -> None:
    take(case=only_case(), by=dana.actor, at=clock.now())
    said = text_of(visitor.get(case))
    assert "A representative is working on your question." in said
    assert "Dana" not in said


def test_an_answer_is_shown_with_what_it_rests_on_and_since_when_that_is_in_force(
    visitor: Visitor, case: str, dana: StaffMember, pages: None
) -> None:
    answered(dana.actor, passages=[passage()])
    answer = visitor.get(case)
    said, page = text_of(answer), answer.content.decode()
    for shown in ("Answered We answered.", "You get a new card within ten days.", SENTENCE, CITATION):
        assert shown in said
    version = version_of()
    assert f"in force since {wording.in_words(version.effective_from)}" in said
    assert f'href="/help/{version.article.slug}/?on={version.effective_from}#{passage().anchor}"' in page


def test_the_source_of_an_answer_is_the_text_as_it_was(
    visitor: Visitor, case: str, dana: StaffMember, pages: None
) -> None:
    """INQ-4: the link of a citation leads to the version that was cited."""
    answered(dana.actor, passages=[passage()])
    link = f"/help/{version_of().article.slug}/?on={version_of().effective_from}"
    assert SENTENCE in text_of(visitor.get(link))


def test_what_is_for_colleagues_is_not_shown(visitor: Visitor, case: str, dana: StaffMember) -> None:
    note(case=only_case(), text="Check with Gordon first.", by=dana.actor, at=clock.now())
    stored = files.store(PDF, name="inside.pdf", by=dana.actor, at=clock.now())
    attach(case=only_case(), file=stored, by=dana.actor, at=clock.now())
    said = text_of(visitor.get(case))
    assert "Gordon" not in said
    assert "inside.pdf" not in said
    assert visitor.get(f"{case}files/{stored.reference}/").status_code == 404


def test_an_answer_that_still_has_to_be_approved_is_not_shown(visitor: Visitor, case: str) -> None:
    noor = factories.staff(
        "Noor Haddad", grants=["cases.reply"], asks=["correspondence.release"], at=clock.now()
    )
    answered(noor.actor)
    said = text_of(visitor.get(case))
    assert "within ten days" not in said
    assert "Answered" not in said


def test_the_file_of_an_answer_is_downloaded_and_never_shown_as_a_page(
    visitor: Visitor, other: Visitor, case: str, dana: StaffMember
) -> None:
    stored = files.store(PDF, name="permit.pdf", by=dana.actor, at=clock.now())
    answered(dana.actor, files=[stored])
    address = f"{case}files/{stored.reference}/"
    assert f'href="{address}"' in visitor.get(case).content.decode()
    answer = visitor.get(address)
    assert b"".join(answer) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert other.get(address).status_code == 404


def test_what_is_added_is_read_with_the_rest(visitor: Visitor, case: str) -> None:
    answer = visitor.fill(case, text="I also moved.", file=pdf())
    assert answer.url == f"{case}#latest"
    page = visitor.get(case)
    assert "Added to your case." in text_of(page)
    assert text_of(page).count("I also moved.") == 1
    assert 'id="latest"' in page.content.decode()
    assert only_case().attachments.get().file.name == "letter.pdf"


def test_what_is_added_to_a_resolved_case_opens_it_again(
    visitor: Visitor, case: str, dana: StaffMember
) -> None:
    resolve(case=only_case(), resolution="Sent.", code=ResolutionCode.DONE, by=dana.actor, at=clock.now())
    assert "Resolved We think that this is settled." in text_of(visitor.get(case))
    assert "marked this as resolved" in text_of(visitor.get(case))
    visitor.fill(case, text="It still has not come.")
    assert only_case().status == Status.NEW
    assert only_case().reopened == 1
    said = text_of(visitor.get(case))
    assert "Received We have your question." in said
    assert "took the case up again" in said


def test_a_case_resolved_long_ago_says_what_to_do_instead_and_keeps_the_text(
    visitor: Visitor, case: str, dana: StaffMember, settings: Any
) -> None:
    settings.CASE_REOPEN_DAYS = 0
    resolve(case=only_case(), by=dana.actor, at=clock.now())
    answer = visitor.fill(case, text="It still has not come.")
    assert answer.status_code == 409
    assert "Ask a new question and mention its number" in text_of(answer)
    assert "It still has not come." in answer.content.decode()


def test_nothing_to_add_is_said_and_a_file_is_kept(visitor: Visitor, case: str) -> None:
    answer = visitor.fill(case, text="", file=pdf())
    assert answer.status_code == 422
    assert "Type what you want to add." in text_of(answer)
    assert 'name="kept"' in answer.content.decode()


def test_a_case_whose_date_has_passed_says_sorry() -> None:
    office = factories.agency()
    case = Case(status=Status.OPEN, due_on=dt.date(2026, 11, 16), unit=factories.unit("front", office=office))
    how_far = progress.how_far(case, at=factories.NOW)
    assert how_far.late
    assert "We are late with our answer" in how_far.sentence
    on_time = Case(status=Status.OPEN, due_on=dt.date(2026, 11, 17), unit=case.unit)
    assert not progress.how_far(on_time, at=factories.NOW).late


def test_staff_are_led_to_the_desk(other: Visitor, case: str, dana: StaffMember) -> None:
    assert dana.user is not None
    other.force_login(dana.user)
    assert other.get(case).url == f"/desk/cases/{only_case().reference}/"


def test_the_number_of_queries_does_not_grow_with_the_history(
    visitor: Visitor, case: str, dana: StaffMember, pages: None
) -> None:
    answered(dana.actor, passages=[passage()])
    visitor.fill(case, text="One more thing.", file=pdf())
    visitor.get(case)
    with CaptureQueriesContext(connection) as few:
        visitor.get(case)
    for number in range(3):
        answered(dana.actor, text=f"Answer {number}", passages=[passage()])
        visitor.fill(case, text=f"Question {number}", file=pdf(f"{number}.pdf", PDF + b"%" * (number + 1)))
    visitor.get(case)
    with CaptureQueriesContext(connection) as many:
        visitor.get(case)
    assert len(many) == len(few)
