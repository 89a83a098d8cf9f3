"""Putting an account on hold and releasing it, closing and reopening it: each with its reason, none edited (ACC-11)."""

import datetime as dt
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.customers.account_events import AccountStatusChanged
from frontoffice.customers.account_words import codes, list_of
from frontoffice.customers.acting import demand_to_act
from frontoffice.customers.actions.opening_accounts import Code, Note, ReceivedLater
from frontoffice.customers.keeping import locked_account
from frontoffice.customers.models import Account, AccountChange, AccountStatus, AtWord, Party
from frontoffice.customers.objecting import object_to_closing
from frontoffice.customers.office_days import office_day
from frontoffice.customers.queries.accounts import level_of
from frontoffice.customers.verified import Verified, level_needed, strong_enough, verified
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

Evidence = Annotated[str, Field(max_length=200)]
CLOSING = "closing"


class UnknownReason(BadInput):
    message = _("Choose a reason from the list.")
    field = "reason"


class StandsSoAlready(Refused):
    message = _("The account stands so already.")


class AccountIsClosed(Refused):
    message = _("The account is closed. Reopen it first.")


class NotOnHold(Refused):
    message = _("The account is not on hold.")


class NotClosed(Refused):
    message = _("The account is not closed.")


class ChangeOutOfBounds(BadInput):
    message = _("It counts from today or an earlier day, and not before the last change.")
    field = "effective_on"


class WhoAsked(BadInput):
    message = _("Say who asked for it.")
    field = "asked_by"


class RequestNotNamed(BadInput):
    message = _("Say where the signed request is to be found, and what it was matched with.")
    field = "evidence"


@dataclass(frozen=True)
class Said:
    """Why an account changes, from which day on, and at whose word; days that were not said are today."""

    reason: str
    note: str = ""
    effective_on: dt.date | None = None
    received_on: dt.date | None = None
    at_word: AtWord = AtWord.OWN
    asked_by: Party | None = None
    evidence: str = ""


def _weight(call: SimpleNamespace) -> int:
    """What is on hold is not closed by routine."""
    return 2 if call.account.status == AccountStatus.ON_HOLD else 1


@action("customers.hold_account", title=_("Put an account on hold"))
def hold_account(
    *,
    account: Account,
    reason: Code,
    note: Note = "",
    effective_on: dt.date | None = None,
    received_on: dt.date | None = None,
    at_word: AtWord = AtWord.OWN,
    asked_by: Party | None = None,
    evidence: Evidence = "",
    by: Actor,
    at: datetime,
) -> Account:
    """Put an open account on hold until it is released. Raises as `close_account`, and AccountIsClosed."""
    said = Said(reason, note, effective_on, received_on, at_word, asked_by, evidence)
    account = locked_account(account)
    if account.status == AccountStatus.CLOSED:
        raise AccountIsClosed
    return _change(account, AccountStatus.ON_HOLD, said, by=by, at=at)


@action("customers.release_account", title=_("Release an account"))
def release_account(
    *,
    account: Account,
    reason: Code,
    note: Note = "",
    effective_on: dt.date | None = None,
    received_on: dt.date | None = None,
    at_word: AtWord = AtWord.OWN,
    asked_by: Party | None = None,
    evidence: Evidence = "",
    by: Actor,
    at: datetime,
) -> Account:
    """An account that is on hold is open again. Raises as `close_account`, and NotOnHold."""
    said = Said(reason, note, effective_on, received_on, at_word, asked_by, evidence)
    account = locked_account(account)
    if account.status != AccountStatus.ON_HOLD:
        raise NotOnHold
    return _change(account, AccountStatus.OPEN, said, by=by, at=at)


@action("customers.close_account", title=_("Close an account"), complexity=_weight)
def close_account(
    *,
    account: Account,
    reason: Code,
    note: Note = "",
    effective_on: dt.date | None = None,
    received_on: dt.date | None = None,
    at_word: AtWord = AtWord.OWN,
    asked_by: Party | None = None,
    evidence: Evidence = "",
    by: Actor,
    at: datetime,
) -> Account:
    """Close an account for a reason, unless another room objects; number, roles and history stay (ACC-11).

    Who asks for it must be entitled to on that day (ACC-14), and be verified in a contact as well as the account
    demands, or have signed a request. Raises UnknownReason, StandsSoAlready, ChangeOutOfBounds, ReceivedLater,
    WhoAsked, RequestNotNamed, MayNotAct, NotVerified, VerifiedTooWeakly, and what rooms object with.
    """
    said = Said(reason, note, effective_on, received_on, at_word, asked_by, evidence)
    account = locked_account(account)
    if account.status != AccountStatus.CLOSED:
        object_to_closing(account, at=at)
    return _change(account, AccountStatus.CLOSED, said, by=by, at=at)


@action("customers.reopen_account", title=_("Reopen an account"))
def reopen_account(
    *,
    account: Account,
    reason: Code,
    note: Note = "",
    effective_on: dt.date | None = None,
    received_on: dt.date | None = None,
    at_word: AtWord = AtWord.OWN,
    asked_by: Party | None = None,
    evidence: Evidence = "",
    by: Actor,
    at: datetime,
) -> Account:
    """A closed account goes on under the same number (ACC-11). Raises as `close_account`, and NotClosed."""
    said = Said(reason, note, effective_on, received_on, at_word, asked_by, evidence)
    account = locked_account(account)
    if account.status != AccountStatus.CLOSED:
        raise NotClosed
    return _change(account, AccountStatus.OPEN, said, by=by, at=at)


def _change(account: Account, after: AccountStatus, said: Said, *, by: Actor, at: datetime) -> Account:
    """The row, the fact and the new status of an account that is locked."""
    before, today = account.status, office_day(at)
    if before == after:
        raise StandsSoAlready
    if said.reason not in codes(list_of(before, after)):
        raise UnknownReason
    last = account.changes.order_by("-position")[0]
    effective_on = _effective(said, last, today)
    shown = _at_word(account, said, today, by=by, at=at)
    made = AccountChange.objects.create(
        account=account,
        position=last.position + 1,
        before=before,
        after=after,
        reason=said.reason,
        note=said.note.strip(),
        at_word=said.at_word,
        asked_by=said.asked_by,
        evidence=said.evidence.strip(),
        verification=shown.reference if shown is not None else "",
        level=shown.level if shown is not None else 0,
        received_on=said.received_on or today,
        effective_on=effective_on,
        recorded_at=at,
        recorded_by=by,
    )
    account.status = after
    account.closed_on = effective_on if after == AccountStatus.CLOSED else None
    account.save(update_fields=["status", "closed_on"])
    _announce(account, made, by=by, at=at)
    return account


def _effective(said: Said, last: AccountChange, today: dt.date) -> dt.date:
    """Neither to come nor before what counts already: the history is in order by both dates."""
    if said.received_on is not None and said.received_on > today:
        raise ReceivedLater
    effective_on = said.effective_on or today
    if not last.effective_on <= effective_on <= today:
        raise ChangeOutOfBounds
    return effective_on


def _at_word(account: Account, said: Said, today: dt.date, *, by: Actor, at: datetime) -> Verified | None:
    """What shows that it comes from somebody who may ask for it; None where the agency decides, or it is signed."""
    if said.at_word is AtWord.OWN:
        if said.asked_by is not None:
            raise WhoAsked(_("Say how they asked: in a contact, or by a signed request."), field="at_word")
        return None
    if said.asked_by is None:
        raise WhoAsked
    demand_to_act(account, said.asked_by, scope=CLOSING, on=today)
    if said.at_word is AtWord.SIGNED_REQUEST:
        if not said.evidence.strip():
            raise RequestNotNamed
        return None
    return demand_verified_for(account, said.asked_by, by=by, at=at)


def demand_verified_for(account: Account, asker: Party, *, by: Actor, at: datetime) -> Verified:
    """Who asks was verified in the contact at hand, theirs or the holder's, as well as the account demands."""
    theirs = verified(asker, own=True, by=by, at=at)
    in_holders = verified(account.customer, own=False, by=by, at=at)
    found = [one for one in (theirs, in_holders) if one is not None]
    strongest = max(found, key=lambda one: one.level, default=None)
    return strong_enough(strongest, max(level_of(account), level_needed(account.customer)))


def _announce(account: Account, made: AccountChange, *, by: Actor, at: datetime) -> None:
    changed = AccountStatusChanged(
        account_id=account.pk,
        party_id=account.customer_id,
        change_id=made.pk,
        before=made.before,
        after=made.after,
        reason=made.reason,
        effective_on=made.effective_on,
    )
    announce(changed, about=[account, account.customer], by=by, at=at)
