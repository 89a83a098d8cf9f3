"""Accounts of customers that are merged and parted: nothing moves; a role that came after it can go to either."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontoffice.customers.account_events import AccountRoleEnded, AccountRoleGiven
from frontoffice.customers.keeping import locked_account
from frontoffice.customers.merging.following import Amount, Came, Following, add_following
from frontoffice.customers.merging.own import MOST_LISTED
from frontoffice.customers.models import Account, AccountRole, Merge, Party, RoleKind
from frontoffice.customers.queries.together import going_on, whole
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor


def accounts_with(party: Party) -> Amount:
    """The accounts on which the customer has or had a role: an open one is nothing that has to be done. One query."""
    return Amount(Account.objects.filter(roles__party__in=whole(party)).distinct().count())


def roles_since(merge: Merge) -> Sequence[Came]:
    """The roles that the customer that goes on was given after the merge, and that nobody ended."""
    rows = AccountRole.objects.filter(party=going_on(merge.other), ended_at__isnull=True)
    since = rows.filter(recorded_at__gt=merge.merged_at).select_related("account").order_by("pk")
    return [
        Came(
            row.reference,
            f"{row.account.number} ({row.get_kind_display()})",
            row.recorded_at,
            reverse("customers:account", args=[row.account.reference]),
        )
        for row in since[:MOST_LISTED]
    ]


def give_role(reference: str, *, to: Party, by: Actor, at: datetime) -> None:
    """It is the parted customer's from its first day on, and never was that of the one that goes on."""
    row = AccountRole.objects.select_related("account", "party").get(reference=reference)
    account = locked_account(row.account)
    if not account.roles.filter(party=to, kind=row.kind, ended_at__isnull=True).exists():
        _give(account, row, to, by=by, at=at)
    row.until_on, row.ended_at, row.ended_by = row.from_on, at, by
    row.ended_because = _("It is the role of %(reference)s.") % {"reference": to.reference}
    row.save(update_fields=["until_on", "ended_at", "ended_by", "ended_because"])
    if account.customer_id == row.party_id and row.kind == RoleKind.HOLDER:
        account.customer = to
        account.save(update_fields=["customer"])
    ended = AccountRoleEnded(
        account_id=account.pk, party_id=row.party_id, role_id=row.pk, kind=row.kind, until_on=row.from_on
    )
    announce(ended, about=[account, row.party], by=by, at=at)


def _give(account: Account, row: AccountRole, to: Party, *, by: Actor, at: datetime) -> None:
    """A role of theirs that says the same."""
    made = AccountRole.objects.create(
        account=account,
        party=to,
        kind=row.kind,
        scopes=row.scopes,
        from_on=row.from_on,
        until_on=row.until_on,
        received_on=row.received_on,
        evidence_kind=row.evidence_kind,
        evidence=row.evidence,
        recorded_at=at,
        recorded_by=by,
    )
    given = AccountRoleGiven(
        account_id=account.pk,
        party_id=to.pk,
        role_id=made.pk,
        kind=made.kind,
        from_on=made.from_on,
        until_on=made.until_on,
    )
    announce(given, about=[account, to], by=by, at=at)


def register() -> None:
    """Called once, when the app is ready."""
    add_following(
        Following("customers.account", gettext_lazy("Accounts"), 40, accounts_with, roles_since, give_role)
    )
