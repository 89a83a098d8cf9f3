"""The small pages on which parts of a customer's file are changed."""

from collections.abc import Callable
from typing import Any

from frontoffice.authority.models import StaffMember
from frontoffice.customers.actions.opening_accounts import open_account
from frontoffice.customers.models import Account, AccountRole, Address, Merge, Party
from frontoffice.foundation import clock


def changing(world: Any) -> list[str]:
    parts = ("name", "address", "number", "preferences", "flag")
    return [f"/customers/{world.customer}/change/{part}/" for part in parts]


def ending(world: Any) -> list[str]:
    party = Party.objects.get(reference=world.customer)
    address = Address.objects.filter(party=party).latest("pk")
    return [f"/customers/{world.customer}/end/address/{address.reference}/"]


def merging(world: Any) -> list[str]:
    """Choosing, and two files side by side."""
    other = Party.objects.get(name="Sam Adeyemi")
    mine = Party.objects.get(name="Samuel Adeyemi")
    page = f"/customers/{mine.reference}/merge/"
    return [page, f"{page}?with={other.reference}"]


def merged(world: Any) -> list[str]:
    made = Merge.objects.select_related("survivor").latest("pk")
    return [f"/customers/{made.survivor.reference}/merges/{made.reference}/"]


STAFF, SUPERVISOR = ("representative", "supervisor"), ("supervisor",)


def accounts(world: Any, act: str = "") -> list[str]:
    """An account of the customer, with somebody who may act for her; opened by the first who asks for it."""
    party = Party.objects.get(reference=world.customer)
    one = Account.objects.filter(customer=party).first()
    if one is None:
        dana = StaffMember.objects.get(user__username="dana")
        at = clock.now()
        one = open_account(party=party, kind="service", by=dana.actor, at=at)
    return [f"/customers/accounts/{one.reference}/{act}"]


def ending_role(world: Any) -> list[str]:
    page = accounts(world)[0]
    role = AccountRole.objects.filter(account__reference=page.split("/")[3]).latest("pk")
    return [f"{page}role/{role.reference}/end/"]


PARTS: dict[str, tuple[tuple[str, ...], Callable[[Any], list[str]]]] = {
    "/customers/<str:reference>/change/<str:part>/": (STAFF, changing),
    "/customers/duplicates/": (STAFF, lambda world: ["/customers/duplicates/"]),
    "/customers/<str:reference>/merge/": (STAFF, merging),
    "/customers/<str:reference>/merges/<str:thing>/": (STAFF, merged),
    "/customers/<str:reference>/end/<str:part>/<str:thing>/": (STAFF, ending),
    "/customers/<str:reference>/account/": (STAFF, lambda world: [f"/customers/{world.customer}/account/"]),
    "/customers/accounts/<str:reference>/": (STAFF, accounts),
    "/customers/accounts/<str:reference>/role/": (STAFF, lambda world: accounts(world, "role/")),
    "/customers/accounts/<str:reference>/role/<str:thing>/end/": (STAFF, ending_role),
    "/customers/accounts/<str:reference>/do/<str:do>/": (
        STAFF,
        lambda world: [*accounts(world, "do/hold/"), *accounts(world, "do/close/")],
    ),
    "/customers/kinds/": (SUPERVISOR, lambda world: ["/customers/kinds/"]),
    "/customers/kinds/<str:what>/": (SUPERVISOR, lambda world: ["/customers/kinds/numbers/"]),
    "/customers/kinds/<str:what>/<str:code>/": (SUPERVISOR, lambda world: ["/customers/kinds/flags/minor/"]),
}
