"""A review is disputed by whom it is about and decided by a third (STF-7)."""

import pytest
from django.db import IntegrityError, transaction

from frontoffice.authority.models import StaffMember
from frontoffice.supervision.actions.disputing import (
    DisputedBefore,
    NoDispute,
    NotAThird,
    NothingFound,
    ReasonNeeded,
    decide_dispute,
    dispute,
)
from frontoffice.supervision.actions.recording import UnknownFinding
from frontoffice.supervision.actions.reviewing import NotYours
from frontoffice.supervision.models import Finding, Kind, Review
from frontoffice.supervision.permissions import NotYourOwn
from frontoffice.supervision.queries.figures import figures_of
from tests import factories
from tests.cases.making import later
from tests.factories import NOW
from tests.supervision import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(noor: StaffMember, ruth: StaffMember) -> Review:
    return making.reviewed(noor, ruth, "wrong-rule", "tone")


def test_stf_7_a_third_person_strikes_what_does_not_hold_and_the_score_follows(
    found: Review, noor: StaffMember, miriam: StaffMember
) -> None:
    dispute(review=found, reason="The rule changed that day.", by=noor.actor, at=later(hours=2))
    settled = decide_dispute(
        review=found, strike=["wrong-rule"], reason="It did.", by=miriam.actor, at=later(hours=3)
    )
    assert (settled.errors, settled.critical_errors, settled.score, settled.passed) == (1, 0, 85, True)
    assert settled.settled_by == miriam
    kept = {finding.item.code: finding.struck_at for finding in Finding.objects.select_related("item")}
    assert kept == {"wrong-rule": later(hours=3), "tone": None}, "on record, marked"


def test_where_all_stand_nothing_moves(found: Review, noor: StaffMember, miriam: StaffMember) -> None:
    dispute(review=found, reason="No.", by=noor.actor, at=later(hours=2))
    settled = decide_dispute(review=found, reason="Both hold.", by=miriam.actor, at=later(hours=3))
    assert (settled.errors, settled.score, settled.passed) == (2, 45, False)


def test_until_it_is_decided_it_does_not_count(found: Review, noor: StaffMember, miriam: StaffMember) -> None:
    def counted() -> int:
        figures = figures_of(Kind.CONTACTS, since=later(days=-1), until=later(days=1))
        return figures[noor.pk].looked_at if noor.pk in figures else 0

    assert counted() == 1
    dispute(review=found, reason="No.", by=noor.actor, at=later(hours=2))
    assert counted() == 0
    decide_dispute(review=found, reason="Both hold.", by=miriam.actor, at=later(hours=3))
    assert counted() == 1


def test_stf_7_neither_the_reviewer_nor_the_reviewed_decides(
    found: Review, noor: StaffMember, miriam: StaffMember
) -> None:
    dispute(review=found, reason="No.", by=noor.actor, at=later(hours=2))
    looked = making.reviewed(noor, miriam, "tone", at=later(days=1))
    dispute(review=looked, reason="No.", by=noor.actor, at=later(days=2))
    with pytest.raises(NotAThird):
        decide_dispute(review=looked, reason="x", by=miriam.actor, at=later(days=3))
    own = factories.staff(
        "Own Judge", grants=["supervision.decide_dispute", *factories.levels.REPRESENTATIVE]
    )
    of_own = making.reviewed(own, miriam, "tone", at=later(days=1))
    dispute(review=of_own, reason="No.", by=own.actor, at=later(days=2))
    with pytest.raises(NotYourOwn):
        decide_dispute(review=of_own, reason="x", by=own.actor, at=later(days=3))


def test_stf_7_the_database_itself_keeps_the_three_apart(found: Review, noor: StaffMember) -> None:
    for column, member in (("reviewer", noor), ("settled_by", noor), ("settled_by", found.reviewer)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Review.objects.filter(pk=found.pk).update(
                **{column: member, "settled_at": NOW, "settled_because": "x", "disputed_at": NOW}
                | {"disputed_because": "y"}
            )


def test_only_whom_it_is_about_disputes_it_once_and_with_a_reason(
    found: Review, noor: StaffMember, dana: StaffMember
) -> None:
    with pytest.raises(NotYours):
        dispute(review=found, reason="No.", by=dana.actor, at=NOW)
    with pytest.raises(ReasonNeeded):
        dispute(review=found, reason="  ", by=noor.actor, at=NOW)
    dispute(review=found, reason="No.", by=noor.actor, at=NOW)
    with pytest.raises(DisputedBefore):
        dispute(review=found, reason="No!", by=noor.actor, at=NOW)


def test_where_nothing_was_found_there_is_nothing_to_dispute(noor: StaffMember, ruth: StaffMember) -> None:
    with pytest.raises(NothingFound):
        dispute(review=making.reviewed(noor, ruth), reason="No.", by=noor.actor, at=NOW)


def test_a_decision_needs_a_dispute_a_reason_and_findings_that_are_there(
    found: Review, noor: StaffMember, miriam: StaffMember
) -> None:
    with pytest.raises(NoDispute):
        decide_dispute(review=found, reason="x", by=miriam.actor, at=NOW)
    dispute(review=found, reason="No.", by=noor.actor, at=NOW)
    with pytest.raises(ReasonNeeded):
        decide_dispute(review=found, reason=" ", by=miriam.actor, at=NOW)
    with pytest.raises(UnknownFinding):
        decide_dispute(review=found, strike=["privacy"], reason="x", by=miriam.actor, at=NOW)
    decide_dispute(review=found, reason="x", by=miriam.actor, at=NOW)
    with pytest.raises(NoDispute):
        decide_dispute(review=found, reason="x", by=miriam.actor, at=NOW)
