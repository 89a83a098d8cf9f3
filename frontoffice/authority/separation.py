"""Separation of duties as data: which two parts no one person does for the same object, session or day (STF-4, X4)."""

import datetime as dt
from enum import StrEnum

from django.db.models import Q

from frontoffice.authority import lookups
from frontoffice.authority.conflicts import Key
from frontoffice.authority.models import Act, CompensatingReview, SmallOffice, StaffMember
from frontoffice.foundation.inserting import insert
from frontoffice.foundation.models import Actor


class Part(StrEnum):
    """What is parted among people."""

    TAKE_MONEY = "take_money"
    APPROVE_VOID = "approve_void"
    CLOSE_DRAWER = "close_drawer"
    APPROVE_OVER_SHORT = "approve_over_short"
    PREPARE_DEPOSIT = "prepare_deposit"
    VERIFY_DEPOSIT = "verify_deposit"
    RECONCILE = "reconcile"
    REQUEST_REFUND = "request_refund"
    APPROVE_REFUND = "approve_refund"
    ISSUE_CREDENTIAL = "issue_credential"
    ADJUST_LEDGER = "adjust_ledger"
    WRITE_RULE = "write_rule"
    PUBLISH_RULE = "publish_rule"
    WRITE_LETTER = "write_letter"
    APPROVE_LETTER = "approve_letter"
    DISPOSE_FIRST = "dispose_first"
    DISPOSE_SECOND = "dispose_second"
    EVALUATE = "evaluate"
    BE_EVALUATED = "be_evaluated"
    GRANT = "grant"
    RECEIVE_GRANT = "receive_grant"
    HANDLE_COMPLAINT = "handle_complaint"
    SUBJECT_OF_COMPLAINT = "subject_of_complaint"


P = Part
# Row by row as in the matrix; a pair stands for both orders.
_APART: dict[Part, tuple[Part, ...]] = {
    P.TAKE_MONEY: (
        P.APPROVE_VOID,
        P.APPROVE_OVER_SHORT,
        P.VERIFY_DEPOSIT,
        P.RECONCILE,
        P.APPROVE_REFUND,
        P.ADJUST_LEDGER,
    ),
    P.APPROVE_OVER_SHORT: (P.CLOSE_DRAWER, P.RECONCILE, P.ADJUST_LEDGER),
    P.PREPARE_DEPOSIT: (P.VERIFY_DEPOSIT, P.RECONCILE, P.ADJUST_LEDGER),
    P.RECONCILE: (P.CLOSE_DRAWER, P.VERIFY_DEPOSIT, P.APPROVE_REFUND, P.ADJUST_LEDGER),
    P.REQUEST_REFUND: (P.APPROVE_REFUND, P.ADJUST_LEDGER),
    P.WRITE_RULE: (P.PUBLISH_RULE,),
    P.WRITE_LETTER: (P.APPROVE_LETTER,),
    P.DISPOSE_FIRST: (P.DISPOSE_SECOND,),
    P.EVALUATE: (P.BE_EVALUATED,),
    P.GRANT: (P.RECEIVE_GRANT,),
    P.HANDLE_COMPLAINT: (P.SUBJECT_OF_COMPLAINT,),
}
# Parted too, but one person may do both in a small office, where a review afterward compensates (policy).
_APART_UNLESS_SMALL: dict[Part, tuple[Part, ...]] = {
    P.TAKE_MONEY: (P.PREPARE_DEPOSIT, P.ISSUE_CREDENTIAL),
    P.PREPARE_DEPOSIT: (P.CLOSE_DRAWER,),
}


def _pairs(table: dict[Part, tuple[Part, ...]]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset({one.value, other.value}) for one, others in table.items() for other in others)


APART = _pairs(_APART)
APART_UNLESS_SMALL = _pairs(_APART_UNLESS_SMALL)


def against(part: str) -> frozenset[str]:
    """The parts that whoever does this one must not have done."""
    return frozenset(
        other for pair in APART | APART_UNLESS_SMALL if part in pair for other in pair if other != part
    )


def _among(keys: set[Key]) -> Q:
    found = Q(pk__in=[])
    for kind, pk in sorted(keys):
        found |= Q(kind=kind, object_id=pk)
    return found


def earlier_part(by: Actor, part: str, keys: set[Key], *, at: dt.datetime) -> Act | None:
    """The act of the same person that this part must be kept from; strictly parted ones first. One query."""
    others = against(part)
    if not others or not keys or by.pk is None:
        return None
    found = lookups.acts_of(by.pk, others, keys, at=at)
    strict = [act for act in found if frozenset({act.part, part}) in APART]
    return next(iter(strict or found), None)


def did_the_other_part(part: str, keys: set[Key], *, at: dt.datetime) -> set[int]:
    """Ids of all actors who did what this part must be kept from, borne with or not. One query at most."""
    others = against(part)
    if not others or not keys:
        return set()
    acts = Act.objects.filter(_among(keys), part__in=others, at__lte=at)
    return set(acts.values_list("actor_id", flat=True))


def bearable(act: Act, part: str, *, by: Actor, at: dt.datetime) -> bool:
    """Whether the person's office is small enough, on record, for these two parts to meet in one person."""
    if frozenset({act.part, part}) in APART:
        return False
    offices = StaffMember.objects.filter(actor=by).values("office")
    return SmallOffice.objects.filter(from_at__lte=at, until__gt=at, office__in=offices).exists()


def record(by: Actor, part: str, keys: set[Key], *, action: str, at: dt.datetime) -> None:
    """Write down who did this part, for each object that it is parted on."""
    for kind, pk in sorted(keys):
        insert(Act(actor=by, part=part, kind=kind, object_id=pk, action=action, at=at))


def compensate(by: Actor, act: Act, part: str, *, action: str, at: dt.datetime) -> CompensatingReview:
    """What takes the place of a second person: somebody else looks at it afterward, and that is on record."""
    return CompensatingReview.objects.create(
        actor=by, action=action, part=part, other_part=act.part, kind=act.kind, object_id=act.object_id, at=at
    )
