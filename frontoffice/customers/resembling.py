"""Customers who may be close to the viewer: the same surname, or the address of the viewer's own account (REC-6)."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from frontoffice.authority.auditing.patterns import resembles
from frontoffice.authority.models import Interest, Pattern, Relation
from frontoffice.customers.models import Address, Party, PartyKind
from frontoffice.foundation.models import Actor

LABEL = "customers.party"


@resembles(LABEL)
def close_to(actor: Actor, ids: Iterable[int]) -> dict[int, str]:
    """Of these customers those with the actor's surname, and those at an address of the actor's own account."""
    wanted = list(ids)
    people = Party.objects.filter(pk__in=wanted, kind=PartyKind.PERSON)
    surname = _surname(actor.name)
    found: dict[int, str] = {
        party.pk: Pattern.SAME_NAME for party in people if surname and _surname(party.name) == surname
    }
    rows = _addresses(wanted).filter(normal__in=_own_addresses(actor)).select_related("party")
    at_home = {pk for row in rows for pk in (row.party_id, row.party.merged_into_id) if pk in wanted}
    return found | dict.fromkeys(at_home, str(Pattern.SAME_ADDRESS))


def _surname(name: str) -> str:
    """The last word of a name, however it is written."""
    words = name.replace("\u00a0", " ").split()
    return words[-1].casefold() if len(words) > 1 else ""


def _addresses(ids: Iterable[int]) -> QuerySet[Address]:
    wanted = list(ids)
    files = Party.objects.filter(Q(pk__in=wanted) | Q(merged_into__in=wanted)).values("pk")
    return Address.objects.filter(party__in=files, ended_on__isnull=True)


def _own_addresses(actor: Actor) -> list[str]:
    """Where the actor lives, as far as they are a customer themselves and declared it."""
    own = Interest.objects.filter(actor=actor, kind=LABEL, relation=Relation.SELF, ended_at__isnull=True)
    return list(_addresses(own.values_list("object_id", flat=True)).values_list("normal", flat=True))
