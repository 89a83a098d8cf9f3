"""Taking hold of a customer's file before it is changed: of the one that goes on, where it was merged (ACC-8)."""

from collections.abc import Iterable

from frontoffice.customers.models import Account, Party


def locked(party: Party) -> Party:
    """The party that goes on, locked until the action is done. One query, two where this one was merged."""
    row = _lock(party.pk)
    while row.merged_into_id is not None:
        row = _lock(row.merged_into_id)
    return row


def all_locked(ids: Iterable[int]) -> dict[int, Party]:
    """These parties as they are now, locked in the order of their ids, so that no two merges wait in a ring."""
    rows = Party.objects.select_for_update(of=("self",)).filter(pk__in=set(ids)).order_by("pk")
    return {row.pk: row for row in rows}


def locked_account(account: Account) -> Account:
    """The account as it is now, locked until the action is done. One query."""
    rows = Account.objects.select_for_update(of=("self",)).select_related("customer__merged_into")
    return rows.get(pk=account.pk)


def follow(party: Party) -> None:
    """What the party is called and served in holds for those that were merged into it too: lists show it of them."""
    Party.objects.filter(merged_into=party).update(
        name=party.name, language=party.language, confidentiality=party.confidentiality
    )


def recognized_anew(party: Party) -> None:
    """Something that the party is recognized by changed: it is compared with the others again."""
    if not party.to_compare:
        party.to_compare = True
        party.save(update_fields=["to_compare"])


def _lock(pk: int) -> Party:
    return Party.objects.select_for_update(of=("self",)).get(pk=pk)
