"""Opening an account: under a number that is its own for good, for whom holds it."""

import datetime as dt
from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.customers.account_events import AccountOpened
from frontoffice.customers.account_numbers import new_number
from frontoffice.customers.account_words import OPENED, kinds
from frontoffice.customers.keeping import locked
from frontoffice.customers.models import Account, AccountChange, AccountRole, AccountStatus, Party, RoleKind
from frontoffice.customers.office_days import office_day
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput

Code = Annotated[str, Field(max_length=40, pattern="^[a-z][a-z0-9_]*$")]
Note = Annotated[str, Field(max_length=500)]
LONGEST_AGO = dt.timedelta(days=366 * 100)


class UnknownAccountKind(BadInput):
    message = _("There is no such kind of account.")
    field = "kind"


class OpenedOutOfBounds(BadInput):
    message = _("An account counts from today or from an earlier day.")
    field = "opened_on"


class ReceivedLater(BadInput):
    message = _("The office cannot have had the request later than today.")
    field = "received_on"


@action("customers.open_account", title=_("Open an account"), subject="party")
def open_account(
    *,
    party: Party,
    kind: Code,
    opened_on: dt.date | None = None,
    received_on: dt.date | None = None,
    note: Note = "",
    by: Actor,
    at: datetime,
) -> Account:
    """Open an account of a kind, which the party holds from that day on (ACC-16).

    Raises UnknownAccountKind, OpenedOutOfBounds, ReceivedLater.
    """
    if kind not in kinds():
        raise UnknownAccountKind
    today = office_day(at)
    opened_on, received_on = opened_on or today, received_on or today
    if not today - LONGEST_AGO <= opened_on <= today:
        raise OpenedOutOfBounds
    if received_on > today:
        raise ReceivedLater
    party = locked(party)
    made = Account.objects.create(
        number=_unused_number(),
        kind=kind,
        customer=party,
        opened_on=opened_on,
        recorded_at=at,
        recorded_by=by,
    )
    _begin(made, received_on, note.strip())
    opened = AccountOpened(account_id=made.pk, party_id=party.pk, kind=kind, opened_on=opened_on)
    announce(opened, about=[made, party], by=by, at=at)
    return made


def _begin(account: Account, received_on: dt.date, note: str) -> None:
    """The first row of its history, and its first holder."""
    AccountChange.objects.create(
        account=account,
        position=1,
        after=AccountStatus.OPEN,
        reason=OPENED,
        note=note,
        received_on=received_on,
        effective_on=account.opened_on,
        recorded_at=account.recorded_at,
        recorded_by=account.recorded_by,
    )
    AccountRole.objects.create(
        account=account,
        party=account.customer,
        kind=RoleKind.HOLDER,
        from_on=account.opened_on,
        received_on=received_on,
        evidence_kind=OPENED,
        recorded_at=account.recorded_at,
        recorded_by=account.recorded_by,
    )


def _unused_number() -> str:
    """One that no account has; the database has the last word. One query, as good as always."""
    number = new_number()
    while Account.objects.filter(number=number).exists():
        number = new_number()
    return number
