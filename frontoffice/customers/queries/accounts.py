"""Questions about accounts: whose they are, who has a role on one, and how one came to stand as it does."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from frontoffice.authority.conflicts import Key, belongs_to
from frontoffice.authority.registry import visible
from frontoffice.customers.account_numbers import normalize
from frontoffice.customers.account_words import kinds
from frontoffice.customers.models import (
    Account,
    AccountChange,
    AccountCode,
    AccountKind,
    AccountRole,
    AccountStatus,
    Party,
    RoleKind,
)
from frontoffice.customers.queries.parties import current
from frontoffice.customers.queries.together import whole
from frontoffice.foundation.models import Actor

MOST_SHOWN = 50
ORDER = {kind.value: place for place, kind in enumerate(RoleKind)}


@visible(Account)
def accounts_visible_to(*, by: Actor, at: datetime) -> QuerySet[Account]:
    """Staff see accounts; each look at one is for a reason (REC-6)."""
    rows = Account.objects.select_related("customer__merged_into")
    return rows if by.is_staff else rows.none()


@visible(AccountRole)
def account_roles_visible_to(*, by: Actor, at: datetime) -> QuerySet[AccountRole]:
    rows = AccountRole.objects.select_related("account__customer__merged_into", "party__merged_into")
    return rows if by.is_staff else rows.none()


@visible(AccountKind)
def account_kinds_visible_to(*, by: Actor, at: datetime) -> QuerySet[AccountKind]:
    return AccountKind.objects.all() if by.is_staff else AccountKind.objects.none()


@visible(AccountCode)
def account_codes_visible_to(*, by: Actor, at: datetime) -> QuerySet[AccountCode]:
    return AccountCode.objects.all() if by.is_staff else AccountCode.objects.none()


@belongs_to(Account)
def owners_of_account(account: Account) -> list[Key]:
    """An interest in anybody who has a role on the account is one in the account (STF-4). One query."""
    parties = AccountRole.objects.filter(account=account).values_list("party_id", flat=True)
    return [("customers.party", pk) for pk in {account.customer_id, *parties}]


@belongs_to(AccountRole)
def owners_of_account_role(role: AccountRole) -> list[Key]:
    return [("customers.account", role.account_id), *owners_of_account(role.account)]


@dataclass(frozen=True)
class Held:
    """An account with all that one customer is on it, as it counts on a day."""

    account: Account
    roles: Sequence[AccountRole]
    counts: bool

    @property
    def kinds(self) -> list[str]:
        return list(dict.fromkeys(str(role.get_kind_display()) for role in self.roles))


def accounts_of(party: Party, day: dt.date) -> list[Held]:
    """The accounts on which the customer has or had a role: those that count first, closed ones last. One query."""
    rows = AccountRole.objects.filter(party__in=whole(party)).select_related("account__customer")
    found: dict[int, list[AccountRole]] = {}
    for row in rows.order_by("-account_id", "pk"):
        found.setdefault(row.account_id, []).append(row)
    held = []
    for roles in found.values():
        live = [role for role in roles if role.covers(day)]
        held.append(Held(roles[0].account, in_order(live or roles), bool(live)))
    held.sort(key=lambda one: (not one.counts, one.account.status == AccountStatus.CLOSED))
    return held[:MOST_SHOWN]


def account_numbered(text: str, *, by: Actor, at: datetime) -> Account | None:
    """The account that has this number, however it was typed. None, and no query, for what can't be a number."""
    number = normalize(text)
    return accounts_visible_to(by=by, at=at).filter(number=number).first() if number is not None else None


def parties_on(number: str, seen: "QuerySet[Party]") -> list[int]:
    """The ids of who has a role on the account of a sound number that is not over, holders first. One query."""
    rows = AccountRole.objects.filter(account__number=number, party__in=seen, ended_at__isnull=True)
    ordered = sorted(rows.values_list("kind", "pk", "party_id"), key=lambda row: (ORDER[row[0]], row[1]))
    return [party for _kind, _pk, party in ordered]


def roles_of(account: Account) -> list[AccountRole]:
    """Every role that there is or was: holders, payers, representatives, each in the order of time. One query."""
    company = ("party__merged_into", "recorded_by", "ended_by")
    return in_order(account.roles.select_related(*company).order_by("from_on", "pk"))


def people_on(account: Account) -> list[Party]:
    """Whose it is, then the others with a role that nobody ended, as they go on; each once. One query."""
    rows = account.roles.filter(ended_at__isnull=True).select_related("party__merged_into")
    found = [current(account.customer), *(current(role.party) for role in in_order(rows.order_by("pk")))]
    return list({party.pk: party for party in found}.values())


def changes_of_account(account: Account) -> list[AccountChange]:
    """How it came to stand as it does, from its opening on. One query."""
    return list(account.changes.select_related("recorded_by", "asked_by__merged_into").order_by("position"))


def in_order(roles: Sequence[AccountRole] | QuerySet[AccountRole]) -> list[AccountRole]:
    """By what they are on the account, else as they come."""
    return sorted(roles, key=lambda role: ORDER[role.kind])


def level_demanded(party: Party) -> int:
    """How well somebody has to be verified for what is changed of a customer with these accounts (ACC-1).

    One query; two where they hold any.
    """
    held = Q(roles__party__in=whole(party), roles__kind=RoleKind.HOLDER, roles__ended_at__isnull=True)
    rows = Account.objects.filter(held).exclude(status=AccountStatus.CLOSED)
    found = set(rows.values_list("kind", flat=True))
    offered = kinds() if found else {}
    return max((offered[kind].level for kind in found if kind in offered), default=0)


def level_of(account: Account) -> int:
    """The level that this account's kind demands. One query."""
    kind = kinds().get(account.kind)
    return kind.level if kind is not None else 0
