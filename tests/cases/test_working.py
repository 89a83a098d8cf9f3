"""Working on a case: taking, assigning, handing back, noting, attaching, sorting, resolving, reopening, linking."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions import assigning, attaching, keeping_topics, noting, resolving, sorting
from frontoffice.cases.actions.linking_customers import link_customer
from frontoffice.cases.actions.recording import CaseIsResolved, EmptyText, FileAlreadyThere, TextTooLong
from frontoffice.cases.actions.settling import settle
from frontoffice.cases.models import Attention, Case, Note, ResolutionCode, Status
from frontoffice.customers.actions.registering import register
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Event
from tests import factories
from tests.cases import making
from tests.cases.making import later
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def facts(case: Case) -> list[str]:
    """The short names of what happened to the case, in order."""
    events = Event.objects.filter(subjects__kind="cases.case", subjects__subject_id=case.pk).order_by("pk")
    return [event.name.removeprefix("cases.") for event in events]


ACTIONS: list[Callable[[Case, StaffMember], Any]] = [
    lambda case, member: assigning.take(case=case, by=member.actor, at=NOW),
    lambda case, member: assigning.assign(case=case, assignee=member, by=member.actor, at=NOW),
    lambda case, member: assigning.release_to_unit(case=case, by=member.actor, at=NOW),
    lambda case, member: noting.note(case=case, text="Hm.", by=member.actor, at=NOW),
    lambda case, member: attaching.attach(
        case=case, file=making.file(by=member.actor), by=member.actor, at=NOW
    ),
    lambda case, member: resolving.resolve(case=case, by=member.actor, at=NOW),
    lambda case, member: resolving.reopen(case=case, reason="Why not.", by=member.actor, at=NOW),
    lambda case, member: sorting.change_topic(case=case, topic="cards", by=member.actor, at=NOW),
    lambda case, member: settle(case=case, by=member.actor, at=NOW),
]


@pytest.mark.parametrize("act", ACTIONS)
def test_without_the_grant_nothing_is_done(case: Case, act: Callable[[Case, StaffMember], Any]) -> None:
    before = (facts(case), case.version)
    with pytest.raises(NotAuthorized):
        act(case, factories.staff("Nobody"))
    case.refresh_from_db()
    assert (facts(case), case.version) == before


@pytest.mark.parametrize("act", ACTIONS)
def test_visitors_do_none_of_it_not_even_with_their_own_case(
    case: Case, dana: StaffMember, act: Callable[[Case, StaffMember], Any]
) -> None:
    dana.actor = factories.visitor()
    with pytest.raises(NotAuthorized):
        act(case, dana)


def test_a_grant_for_one_unit_holds_for_its_cases_only(case: Case) -> None:
    making.topic("taxes", unit="tax")
    other = making.case(topic="taxes")
    member = making.of_one_unit("cases.note", unit=case.unit)
    noting.note(case=case, text="Mine.", by=member.actor, at=NOW)
    with pytest.raises(NotAuthorized):
        noting.note(case=other, text="Not mine.", by=member.actor, at=NOW)


def test_taking_makes_it_ones_own(case: Case, dana: StaffMember) -> None:
    taken = assigning.take(case=case, by=dana.actor, at=NOW)
    assert (taken.assignee, taken.status, taken.version) == (dana, Status.OPEN, case.version + 1)
    assert facts(case) == ["CaseOpened", "CaseTaken"]


def test_taking_ones_own_again_changes_nothing(case: Case, dana: StaffMember) -> None:
    for _time in range(2):
        assigning.take(case=case, by=dana.actor, at=NOW)
    assert facts(case) == ["CaseOpened", "CaseTaken"]


def test_what_a_colleague_has_is_not_taken_and_the_refusal_names_them(
    case: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    assigning.take(case=case, by=dana.actor, at=NOW)
    with pytest.raises(assigning.TakenBySomebody, match="Dana Whitfield"):
        assigning.take(case=case, by=tomas.actor, at=NOW)


def test_assigning_gives_it_to_a_colleague_for_a_reason(
    case: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    assigning.take(case=case, by=dana.actor, at=NOW)
    assigned = assigning.assign(case=case, assignee=tomas, reason="Knows cards.", by=dana.actor, at=NOW)
    assert (assigned.assignee, assigned.status) == (tomas, Status.OPEN)
    note = Note.objects.get(case=case)
    assert (note.text, note.by) == ("Knows cards.", dana.actor)
    assert Event.objects.get(name="cases.CaseAssigned").payload["note_id"] == note.pk


def test_nobody_is_given_what_they_cant_answer(case: Case, dana: StaffMember, tomas: StaffMember) -> None:
    with pytest.raises(assigning.CannotWorkOnIt):
        assigning.assign(case=case, assignee=factories.staff("Clerk"), by=dana.actor, at=NOW)
    StaffMember.objects.filter(pk=tomas.pk).update(until=NOW)
    tomas.refresh_from_db()
    with pytest.raises(assigning.CannotWorkOnIt):
        assigning.assign(case=case, assignee=tomas, by=dana.actor, at=NOW)


def test_handing_back_leaves_it_to_the_unit(case: Case, dana: StaffMember) -> None:
    with pytest.raises(assigning.NobodyHasIt):
        assigning.release_to_unit(case=case, by=dana.actor, at=NOW)
    assigning.take(case=case, by=dana.actor, at=NOW)
    released = assigning.release_to_unit(case=case, reason="On leave.", by=dana.actor, at=NOW)
    assert (released.assignee, released.status) == (None, Status.NEW)


def test_a_note_is_kept_with_its_files_and_says_something(case: Case, dana: StaffMember) -> None:
    file = making.file(by=dana.actor)
    noting.note(case=case, text="See the lease.", files=[file], by=dana.actor, at=NOW)
    assert case.attachments.get().note == case.notes.get()
    with pytest.raises(EmptyText):
        noting.note(case=case, text="\n\t ", by=dana.actor, at=NOW)
    with pytest.raises(TextTooLong):
        noting.note(case=case, text="x" * 20_001, by=dana.actor, at=NOW)


def test_a_file_is_attached_once(case: Case, dana: StaffMember) -> None:
    file = making.file(by=dana.actor)
    attaching.attach(case=case, file=file, by=dana.actor, at=NOW)
    with pytest.raises(FileAlreadyThere):
        attaching.attach(case=case, file=file, by=dana.actor, at=NOW)


def test_resolving_says_how_it_ended_and_who_stays_accountable(case: Case, dana: StaffMember) -> None:
    assigning.take(case=case, by=dana.actor, at=NOW)
    resolved = resolving.resolve(
        case=case, resolution=" Card sent. ", code=ResolutionCode.DONE, by=dana.actor, at=later(hours=1)
    )
    assert (resolved.status, resolved.resolved_at, resolved.resolution_code, resolved.resolution) == (
        "resolved",
        later(hours=1),
        "done",
        "Card sent.",
    )
    assert resolved.assignee == dana
    kept = case.resolutions.get()
    assert (kept.code, kept.text, kept.by) == ("done", "Card sent.", dana.actor)


@pytest.mark.parametrize("act", [ACTIONS[0], ACTIONS[1], ACTIONS[2], ACTIONS[5], ACTIONS[7]])
def test_what_is_resolved_is_reopened_before_it_is_worked_on(
    case: Case, dana: StaffMember, act: Callable[[Case, StaffMember], Any]
) -> None:
    resolving.resolve(case=case, by=dana.actor, at=NOW)
    with pytest.raises(CaseIsResolved):
        act(case, dana)


def test_reopening_needs_a_reason_and_makes_it_due_anew(case: Case, dana: StaffMember) -> None:
    with pytest.raises(resolving.NotResolved):
        resolving.reopen(case=case, reason="Early.", by=dana.actor, at=NOW)
    resolving.resolve(case=case, by=dana.actor, at=NOW)
    with pytest.raises(resolving.ReopenReasonNeeded):
        resolving.reopen(case=case, reason=" ", by=dana.actor, at=NOW)
    # Long after the customer's own window: a colleague may, for a reason.
    reopened = resolving.reopen(case=case, reason="Wrong card.", by=dana.actor, at=later(days=90))
    assert (reopened.status, reopened.reopened, reopened.assignee) == (Status.NEW, 1, None)
    assert reopened.due_on > dt.date(2027, 2, 15)
    assert case.notes.get().text == "Wrong card."


def test_cmp_6_another_topic_hands_it_to_another_unit_and_keeps_the_date_received(
    case: Case, dana: StaffMember
) -> None:
    taxes = making.topic("taxes", unit="tax", days=5)
    assigning.take(case=case, by=dana.actor, at=NOW)
    sorted_anew = sorting.change_topic(
        case=case, topic="taxes", reason="Sales tax.", by=dana.actor, at=later(days=3)
    )
    assert (sorted_anew.topic, sorted_anew.unit, sorted_anew.assignee, sorted_anew.status) == (
        taxes,
        taxes.unit,
        None,
        Status.NEW,
    )
    assert (sorted_anew.received_on, sorted_anew.due_on) == (dt.date(2026, 11, 17), dt.date(2026, 11, 24))


def test_within_the_unit_another_topic_leaves_it_with_whoever_has_it(case: Case, dana: StaffMember) -> None:
    making.topic("tests", days=3)
    assigning.take(case=case, by=dana.actor, at=NOW)
    assert sorting.change_topic(case=case, topic="tests", by=dana.actor, at=NOW).assignee == dana


def test_an_unknown_or_closed_topic_is_refused(case: Case, dana: StaffMember) -> None:
    making.topic("old")
    keeping_topics.define_topic(
        code="old", name="Old", unit="front", service_days=2, active=False, by=service("demo"), at=NOW
    )
    for code in ("old", "never"):
        with pytest.raises(keeping_topics.UnknownTopic):
            sorting.change_topic(case=case, topic=code, by=dana.actor, at=NOW)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"unit": "nowhere"}, keeping_topics.UnknownUnit),
        ({"service_days": 0}, keeping_topics.ServiceDaysOutOfBounds),
        ({"parent": "nothing"}, keeping_topics.UnknownTopic),
        ({"parent": "cards"}, keeping_topics.TopicUnderItself),
    ],
)
def test_topics_are_defined_within_bounds(
    topic: object, given: dict[str, Any], refusal: type[Exception]
) -> None:
    words: dict[str, Any] = {"code": "cards", "name": "Cards", "unit": "front", "service_days": 2}
    with pytest.raises(refusal):
        keeping_topics.define_topic(**(words | given), by=service("demo"), at=NOW)


def test_a_case_is_linked_to_a_customer_and_keeps_what_the_asker_gave(
    topic: object, dana: StaffMember
) -> None:
    case = making.case(name="Mari", email="")
    party = register(name="Marisol Ortega-Reyes", by=dana.actor, at=NOW)
    linked = link_customer(case=case, customer=party, by=dana.actor, at=NOW)
    assert (linked.customer, linked.asker_name) == (party, "Mari")
    link_customer(case=case, customer=party, by=dana.actor, at=NOW)
    assert facts(case).count("CustomerLinked") == 1


def test_what_called_for_attention_is_settled(case: Case, dana: StaffMember) -> None:
    Case.objects.filter(pk=case.pk).update(attention=Attention.UNCERTAIN)
    assert settle(case=case, by=dana.actor, at=NOW).attention == Attention.NONE
    settle(case=case, by=dana.actor, at=NOW)
    assert facts(case).count("AttentionSettled") == 1


@pytest.mark.parametrize("kind", ["posts", "notes", "resolutions", "case_contacts", "followers"])
def test_x2_what_is_on_record_is_neither_changed_nor_removed(
    case: Case, dana: StaffMember, kind: str
) -> None:
    noting.note(case=case, text="Kept.", by=dana.actor, at=NOW)
    resolving.resolve(case=case, by=dana.actor, at=NOW)
    rows = getattr(case, kind)
    assert rows.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.all()._raw_delete("default")
    changes = {"posts": "text", "notes": "text", "resolutions": "text"}
    if kind in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**{changes[kind]: "Something else."})


@pytest.mark.parametrize(
    "change",
    [
        {"status": "closed"},
        {"status": "resolved"},
        {"status": "waiting"},
        {"resolved_at": NOW},
        {"attention": "panic"},
        {"due_on": dt.date(2026, 11, 1)},
        {"subject": ""},
    ],
)
def test_the_database_defends_what_a_case_can_be(case: Case, change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**change)


def test_a_new_case_is_nobodys(case: Case, dana: StaffMember) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(assignee=dana)
