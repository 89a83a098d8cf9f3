"""The small pages on which parts of a customer's file are changed."""

from collections.abc import Callable
from typing import Any

from frontoffice.customers.models import Address, Party


def changing(world: Any) -> list[str]:
    parts = ("name", "address", "number", "preferences", "flag")
    return [f"/customers/{world.customer}/change/{part}/" for part in parts]


def ending(world: Any) -> list[str]:
    party = Party.objects.get(reference=world.customer)
    address = Address.objects.filter(party=party).latest("pk")
    return [f"/customers/{world.customer}/end/address/{address.reference}/"]


PARTS: dict[str, Callable[[Any], list[str]]] = {
    "/customers/<str:reference>/change/<str:part>/": changing,
    "/customers/<str:reference>/end/<str:part>/<str:thing>/": ending,
}
