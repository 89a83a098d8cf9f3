"""A draft is kept as often as its authors like; somebody who did not write it lets it be published (X4, COR-3)."""

import datetime as dt
from typing import Any

import pytest

from frontoffice.authority.actions.approving import ChangedSinceAsked, approve, decline
from frontoffice.authority.deciding import DutiesApart, NotAuthorized
from frontoffice.authority.models import Approval, StaffMember
from frontoffice.knowledge.actions import drafting, publishing
from frontoffice.knowledge.actions.drafting import discard, propose, revise
from frontoffice.knowledge.actions.publishing import publish
from frontoffice.knowledge.models import ArticleVersion, Change, Revision, Status
from tests import factories
from tests.factories import NOW
from tests.knowledge.writing import article

pytestmark = pytest.mark.django_db
WRITES = ["knowledge.propose", "knowledge.revise", "knowledge.discard"]


@pytest.fixture
def dana() -> StaffMember:
    """Writes, and may ask for publication."""
    return factories.staff("Dana Whitfield", grants=WRITES, asks=["knowledge.publish"])


@pytest.fixture
def gordon() -> StaffMember:
    return factories.supervisor("Gordon Pike")


def draft(by: StaffMember, body: str = "Bring two proofs.", **told: Any) -> ArticleVersion:
    given = {"slug": "proof", "title": "Proof of residence", "body": body}
    return propose(**(given | told), by=by.actor, at=NOW)


def kept(version: ArticleVersion, by: StaffMember, body: str, expected: int | None = None) -> ArticleVersion:
    expected = version.version if expected is None else expected
    return revise(
        version=version, expected_version=expected, title=version.title, body=body, by=by.actor, at=NOW
    )


def asked(version: ArticleVersion, by: StaffMember) -> Approval:
    approval = publish(version=version, by=by.actor, at=NOW)
    assert isinstance(approval, Approval)
    return approval


def test_what_a_draft_said_each_time_stays_on_record(dana: StaffMember) -> None:
    version = draft(dana)
    later = kept(version, dana, "Bring three proofs.")
    assert (later.body, later.version) == ("Bring three proofs.", 2)
    said = Revision.objects.filter(version=version).values_list("number", "body")
    assert list(said) == [(1, "Bring two proofs."), (2, "Bring three proofs.")]


def test_of_two_who_write_at_once_the_second_is_told(dana: StaffMember, gordon: StaffMember) -> None:
    version = draft(dana)
    kept(version, gordon, "Bring three proofs.")
    with pytest.raises(drafting.ChangedMeanwhile):
        kept(version, dana, "Bring four proofs.", expected=1)
    assert ArticleVersion.objects.get().body == "Bring three proofs."


def test_x4_who_wrote_it_asks_and_a_colleague_lets_it_be_published(
    dana: StaffMember, gordon: StaffMember
) -> None:
    version = draft(dana)
    approval = asked(version, dana)
    assert ArticleVersion.objects.get().status == Status.DRAFT
    assert approve(approval=approval, by=gordon.actor, at=NOW).status == "approved"
    done = ArticleVersion.objects.get()
    told = (done.status, done.published_by, done.approved_by)
    assert told == (Status.PUBLISHED, dana.actor, gordon.actor)


def test_x4_a_supervisor_who_wrote_it_alone_publishes_nothing(gordon: StaffMember) -> None:
    asked(draft(gordon), gordon)
    assert ArticleVersion.objects.get().status == Status.DRAFT


def test_x4_who_wrote_a_part_of_it_does_not_approve_it(dana: StaffMember, gordon: StaffMember) -> None:
    version = kept(draft(dana), gordon, "Bring three proofs.")
    approval = asked(version, dana)
    with pytest.raises(DutiesApart):
        approve(approval=approval, by=gordon.actor, at=NOW)
    assert approve(approval=approval, by=factories.supervisor("Miriam").actor, at=NOW).status == "approved"


def test_a_supervisor_publishes_at_once_what_somebody_else_wrote(
    dana: StaffMember, gordon: StaffMember
) -> None:
    done = publish(version=draft(dana), by=gordon.actor, at=NOW)
    assert isinstance(done, ArticleVersion)
    assert (done.status, done.published_by) == (Status.PUBLISHED, gordon.actor)


def test_cor_3_an_edit_after_the_ask_voids_it(dana: StaffMember, gordon: StaffMember) -> None:
    version = draft(dana)
    approval = asked(version, dana)
    kept(version, dana, "Bring nothing.")
    with pytest.raises(ChangedSinceAsked):
        approve(approval=approval, by=gordon.actor, at=NOW)
    assert ArticleVersion.objects.get().status == Status.DRAFT


def test_what_is_declined_stays_a_draft_with_the_reason(dana: StaffMember, gordon: StaffMember) -> None:
    approval = asked(draft(dana), dana)
    decline(approval=approval, reason="The fee is wrong.", by=gordon.actor, at=NOW)
    assert ArticleVersion.objects.get().status == Status.DRAFT
    assert Approval.objects.get().reason == "The fee is wrong."


def test_what_could_not_be_published_can_not_be_asked_for(dana: StaffMember) -> None:
    with pytest.raises(publishing.NoText):
        publish(version=draft(dana, "## Nothing below"), by=dana.actor, at=NOW)
    assert not Approval.objects.exists()


def test_who_may_not_write_neither_proposes_nor_revises(gordon: StaffMember) -> None:
    version = draft(gordon)
    nobody = factories.representative("Noor")
    with pytest.raises(NotAuthorized):
        draft(nobody)
    with pytest.raises(NotAuthorized):
        kept(version, nobody, "Mine.")


def test_a_draft_given_up_is_neither_written_on_nor_published(dana: StaffMember, gordon: StaffMember) -> None:
    version = draft(dana)
    assert discard(version=version, by=dana.actor, at=NOW).status == Status.DISCARDED
    for act in (
        lambda: kept(version, dana, "Again.", expected=2),
        lambda: publish(version=version, by=gordon.actor, at=NOW),
    ):
        with pytest.raises(drafting.NotADraft):
            act()
    assert Revision.objects.get().body == "Bring two proofs."


def test_a_correction_takes_the_place_of_the_wrong_text_from_its_first_day(gordon: StaffMember) -> None:
    wrong = article("proof", "Bring one proof.")
    right = draft(
        gordon,
        effective_from=wrong.effective_from,
        change=Change.CORRECTION,
        change_note="Two proofs are needed, not one.",
        corrects=wrong,
    )
    publish(version=right, by=factories.supervisor("Miriam").actor, at=NOW)
    wrong.refresh_from_db()
    assert (wrong.status, wrong.withdrawn_on) == (Status.WITHDRAWN, wrong.effective_from)
    assert ArticleVersion.objects.get(pk=right.pk).corrects == wrong


def test_a_correction_names_a_text_of_the_same_article_that_was_published(gordon: StaffMember) -> None:
    other = article("plates", "Twelve dollars.")
    for wrong in (other, draft(gordon)):
        with pytest.raises(drafting.OfAnotherArticle):
            draft(gordon, change=Change.CORRECTION, corrects=wrong)


def test_a_translation_names_a_text_in_another_language(gordon: StaffMember) -> None:
    source = article("proof", "Bring two proofs.")
    made = draft(gordon, "Traiga dos.", language="es", source=source)
    assert made.source == source
    with pytest.raises(drafting.NoTranslation):
        draft(gordon, source=source)


def test_an_edit_of_a_published_text_is_refused_by_the_database(
    dana: StaffMember, gordon: StaffMember
) -> None:
    from django.db import DatabaseError, transaction

    version = publish(version=draft(dana), by=gordon.actor, at=NOW)
    assert isinstance(version, ArticleVersion)
    for change in ({"body": "Else"}, {"change_note": "Else"}, {"effective_from": dt.date(2020, 1, 1)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ArticleVersion.objects.filter(pk=version.pk).update(**change)
