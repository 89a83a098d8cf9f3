"""What goes back of accounts: to colleagues alone."""

from datetime import date, datetime

from pydantic import BaseModel

from frontoffice.authority.registry import shown, shown_in_lists
from frontoffice.customers.models import Account, AccountChange, AccountCode, AccountKind, AccountRole, Party
from frontoffice.customers.queries.accounts import changes_of_account, roles_of
from frontoffice.foundation.models import Actor


class AccountRoleOut(BaseModel):
    """`until_on` is the first day on which it counts no more; `scopes` are codes of what a representative may do."""

    reference: str
    account: str
    party: str
    kind: str
    scopes: list[str]
    evidence_kind: str
    from_on: date
    until_on: date | None
    ended_at: datetime | None


class AccountChangeOut(BaseModel):
    """How it came to stand as it does: `before` is empty for its opening."""

    before: str
    after: str
    reason: str
    at_word: str
    asked_by: str | None
    received_on: date
    effective_on: date
    recorded_at: datetime


class AccountLine(BaseModel):
    """`customer` is whose it is, as they go on."""

    reference: str
    number: str
    kind: str
    status: str
    customer: str
    opened_on: date
    closed_on: date | None


class AccountOut(AccountLine):
    roles: list[AccountRoleOut] = []
    changes: list[AccountChangeOut] = []


class AccountKindOut(BaseModel):
    reference: str
    code: str
    name: str
    level: int
    active: bool


class AccountCodeOut(BaseModel):
    reference: str
    of_list: str
    code: str
    name: str
    active: bool


@shown_in_lists(Account)
def account_line(account: Account, by: Actor) -> AccountLine:
    return AccountLine(
        reference=account.reference,
        number=account.number,
        kind=account.kind,
        status=account.status,
        customer=_as_going_on(account.customer).reference,
        opened_on=account.opened_on,
        closed_on=account.closed_on,
    )


@shown(Account)
def account_out(account: Account, by: Actor) -> AccountOut:
    """With everybody's role on it and its history, where a colleague asks."""
    out = AccountOut(**account_line(account, by).model_dump())
    if by.is_staff:
        out.roles = [account_role_out(role, by) for role in roles_of(account)]
        out.changes = [_change(change) for change in changes_of_account(account)]
    return out


@shown(AccountRole)
def account_role_out(role: AccountRole, by: Actor) -> AccountRoleOut:
    return AccountRoleOut(
        reference=role.reference,
        account=role.account.reference,
        party=_as_going_on(role.party).reference,
        kind=role.kind,
        scopes=role.codes,
        evidence_kind=role.evidence_kind,
        from_on=role.from_on,
        until_on=role.until_on,
        ended_at=role.ended_at,
    )


@shown(AccountKind)
def account_kind_out(kind: AccountKind, by: Actor) -> AccountKindOut:
    return AccountKindOut(
        reference=kind.reference, code=kind.code, name=kind.name, level=kind.level, active=kind.active
    )


@shown(AccountCode)
def account_code_out(code: AccountCode, by: Actor) -> AccountCodeOut:
    return AccountCodeOut(
        reference=code.reference, of_list=code.of_list, code=code.code, name=code.name, active=code.active
    )


def _as_going_on(party: Party) -> Party:
    return party.merged_into or party


def _change(change: AccountChange) -> AccountChangeOut:
    return AccountChangeOut(
        before=change.before,
        after=change.after,
        reason=change.reason,
        at_word=change.at_word,
        asked_by=_as_going_on(change.asked_by).reference if change.asked_by is not None else None,
        received_on=change.received_on,
        effective_on=change.effective_on,
        recorded_at=change.recorded_at,
    )
