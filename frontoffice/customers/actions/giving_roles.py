"""Roles on an account: who holds it too, who pays, and who may act for it, by which authority, until when (ACC-14)."""

import datetime as dt
from datetime import datetime
from types import SimpleNamespace
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.customers.account_events import AccountRoleEnded, AccountRoleGiven
from frontoffice.customers.account_words import TOLD_IN_CONTACT, codes
from frontoffice.customers.actions.changing_accounts import demand_verified_for
from frontoffice.customers.actions.opening_accounts import Code, ReceivedLater
from frontoffice.customers.keeping import locked_account
from frontoffice.customers.models import (
    EVERYTHING,
    Account,
    AccountList,
    AccountRole,
    Party,
    RoleKind,
)
from frontoffice.customers.office_days import office_day
from frontoffice.customers.queries.parties import current
from frontoffice.customers.queries.together import whole
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

FARTHEST = dt.timedelta(days=366 * 100)
AHEAD = dt.timedelta(days=366)


class WhatMayTheyDo(BadInput):
    message = _("Say what the representative may do.")
    field = "scopes"


class NoScope(BadInput):
    message = _("Only a representative has a scope: holders may do everything, payers pay.")
    field = "scopes"


class UnknownScope(BadInput):
    message = _("One of these is not on the list of what a representative may do.")
    field = "scopes"


class UnknownEvidence(BadInput):
    message = _("Choose from the list what shows that they may.")
    field = "evidence_kind"


class EvidenceNotNamed(BadInput):
    message = _("Say where it is to be found: a document, a page of the file.")
    field = "evidence"


class RoleDaysOutOfOrder(BadInput):
    message = _("It begins within the coming year, and its last day is not before its first.")
    field = "until_on"


class HolderHasNoEnd(BadInput):
    message = _("Somebody holds an account until that is ended. Leave the last day empty.")
    field = "until_on"


class HasThisRole(Refused):
    message = _("They have this role already. End it first.")
    field = "from_on"


class RoleEndedAlready(Refused):
    message = _("This role is over.")


class EndOutOfOrder(BadInput):
    message = _("It ends today or on an earlier day, not before it began.")
    field = "until_on"


class ReasonForEnd(BadInput):
    message = _("Give the reason.")
    field = "reason"


class LastHolder(Refused):
    message = _("Somebody has to hold the account. Add the new holder first.")


def _weight(call: SimpleNamespace) -> int:
    """Whoever may do everything for another is looked at by a second colleague, where the first keys by instruction."""
    return 2 if EVERYTHING in (getattr(call, "scopes", None) or []) else 1


@action("customers.give_account_role", title=_("Give a role on an account"), complexity=_weight)
def give_account_role(
    *,
    account: Account,
    party: Party,
    kind: RoleKind,
    evidence_kind: Code,
    evidence: Annotated[str, Field(max_length=200)] = "",
    scopes: list[Code] | None = None,
    from_on: dt.date | None = None,
    until_on: dt.date | None = None,
    received_on: dt.date | None = None,
    by: Actor,
    at: datetime,
) -> AccountRole:
    """From a day on the party holds the account too, pays, or may act for it within scopes; from `until_on` on no more.

    What the holder says in a contact takes that they are verified in it. Raises the refusals above and ReceivedLater.
    """
    said, today = _scopes(kind, scopes or []), office_day(at)
    _check_evidence(evidence_kind, evidence)
    from_on, received_on = from_on or today, received_on or today
    _check_days(kind, from_on, until_on, received_on, today)
    account, party = locked_account(account), current(party)
    _check_told(account, evidence_kind, by=by, at=at)
    _make_room(account, party, kind, from_on, until_on, today, by=by, at=at)
    made = AccountRole.objects.create(
        account=account,
        party=party,
        kind=kind,
        scopes=said,
        from_on=from_on,
        until_on=until_on,
        received_on=received_on,
        evidence_kind=evidence_kind,
        evidence=evidence.strip(),
        recorded_at=at,
        recorded_by=by,
    )
    _announce(made, by=by, at=at)
    return made


@action("customers.end_account_role", title=_("End a role on an account"))
def end_account_role(
    *,
    role: AccountRole,
    reason: Annotated[str, Field(min_length=1, max_length=300)],
    until_on: dt.date | None = None,
    by: Actor,
    at: datetime,
) -> Account:
    """It counts no more from a day on, today where none is said, and never did where that is its first (X2).

    Raises RoleEndedAlready, ReasonForEnd, EndOutOfOrder, LastHolder.
    """
    account = locked_account(role.account)
    role = AccountRole.objects.select_for_update(of=("self",)).select_related("party").get(pk=role.pk)
    today = office_day(at)
    if role.ended_at is not None or (role.until_on is not None and role.until_on <= today):
        raise RoleEndedAlready
    if not reason.strip():
        raise ReasonForEnd
    latest = max(today, role.from_on)  # what has not begun yet never counts
    last = until_on or latest
    if not role.from_on <= last <= latest:
        raise EndOutOfOrder
    end(account, role, last, reason.strip(), by=by, at=at)
    return account


def _announce(made: AccountRole, *, by: Actor, at: datetime) -> None:
    given = AccountRoleGiven(
        account_id=made.account_id,
        party_id=made.party_id,
        role_id=made.pk,
        kind=made.kind,
        from_on=made.from_on,
        until_on=made.until_on,
    )
    announce(given, about=[made.account, made.party], by=by, at=at)


def end(
    account: Account, role: AccountRole, until_on: dt.date, reason: str, *, by: Actor, at: datetime
) -> None:
    """End a role of a locked account inside the caller's action. Raises LastHolder."""
    if role.kind == RoleKind.HOLDER:
        _hand_on(account, role, until_on)
    role.until_on, role.ended_at, role.ended_by, role.ended_because = until_on, at, by, reason
    role.save(update_fields=["until_on", "ended_at", "ended_by", "ended_because"])
    ended = AccountRoleEnded(
        account_id=account.pk, party_id=role.party_id, role_id=role.pk, kind=role.kind, until_on=until_on
    )
    announce(ended, about=[account, role.party], by=by, at=at)


def _hand_on(account: Account, role: AccountRole, until_on: dt.date) -> None:
    """The account is that of the first of those who go on holding it."""
    others = account.roles.filter(kind=RoleKind.HOLDER, ended_at__isnull=True, from_on__lte=until_on)
    first = others.exclude(pk=role.pk).select_related("party").order_by("from_on", "pk").first()
    if first is None:
        raise LastHolder
    if account.customer_id == role.party_id:
        account.customer = first.party
        account.save(update_fields=["customer"])


def _scopes(kind: RoleKind, scopes: list[str]) -> str:
    """The codes as they are stored, in the order of the list."""
    if kind is not RoleKind.REPRESENTATIVE:
        if scopes:
            raise NoScope
        return ""
    offered = codes(AccountList.SCOPE)
    if not scopes:
        raise WhatMayTheyDo
    if any(code not in offered for code in scopes):
        raise UnknownScope
    return EVERYTHING if EVERYTHING in scopes else " ".join(code for code in offered if code in scopes)


def _check_evidence(evidence_kind: str, evidence: str) -> None:
    if evidence_kind not in codes(AccountList.EVIDENCE):
        raise UnknownEvidence
    if evidence_kind != TOLD_IN_CONTACT and not evidence.strip():
        raise EvidenceNotNamed


def _check_told(account: Account, evidence_kind: str, *, by: Actor, at: datetime) -> None:
    """What the holder is said to have said was said by them."""
    if evidence_kind == TOLD_IN_CONTACT:
        demand_verified_for(account, account.customer, by=by, at=at)


def _check_days(
    kind: RoleKind, from_on: dt.date, until_on: dt.date | None, received_on: dt.date, today: dt.date
) -> None:
    if received_on > today:
        raise ReceivedLater
    if not today - FARTHEST <= from_on <= today + AHEAD:
        raise RoleDaysOutOfOrder(field="from_on")
    if until_on is not None and not from_on < until_on <= today + FARTHEST:
        raise RoleDaysOutOfOrder
    if kind is RoleKind.HOLDER and until_on is not None:
        raise HolderHasNoEnd


def _make_room(
    account: Account,
    party: Party,
    kind: RoleKind,
    from_on: dt.date,
    until_on: dt.date | None,
    today: dt.date,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """One role of a kind counts on a day. One that ran out is closed off, so that another can follow it."""
    rows = account.roles.select_for_update(of=("self",)).filter(kind=kind, party__in=whole(party))
    for row in rows.order_by("pk"):
        if row.until_on is None or (row.ended_at is None and today < row.until_on):
            raise HasThisRole
        if from_on < row.until_on and (until_on is None or row.from_on < until_on):
            raise HasThisRole(_("They had this role then. Let the new one begin when it was over."))
        if row.ended_at is None:
            row.ended_at, row.ended_by, row.ended_because = at, by, str(_("It ran out."))
            row.save(update_fields=["ended_at", "ended_by", "ended_because"])
