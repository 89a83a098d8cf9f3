"""Customers who are on file twice: one was noticed and merged before the week, others still wait to be noticed."""

from dataclasses import dataclass
from datetime import datetime

from frontoffice.authority.models import Approval, StaffMember
from frontoffice.customers.actions.comparing import compare
from frontoffice.customers.actions.merging import merge
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import Party, Side
from frontoffice.foundation.actors import service


@dataclass(frozen=True)
class Again:
    """What was keyed the second time."""

    name: str
    phone: str
    address: str = ""


AGAIN = {
    "grace": Again("Grace Nakamura-Lee", "202-555-0154", "31 Ropewalk, Port Ellery, CB 00145"),
    "samuel": Again("Sam Adeyemi", "202-555-0129"),
    "jesse": Again("Jessie Kowalcyk", "202-555-0158"),
}


def double(customers: dict[str, Party], *, lead: StaffMember, at: datetime) -> None:
    """Each was put on file again by somebody in a hurry; of one it was noticed."""
    by = service("customers")
    again = {
        key: register(name=said.name, phone=said.phone, address=said.address, by=by, at=at)
        for key, said in AGAIN.items()
    }
    made = merge(
        survivor=customers["grace"],
        other=again["grace"],
        reason="She called about her married name; same telephone number, same date of birth.",
        mailing=Side.OTHER,
        by=lead.actor,
        at=at,
    )
    if isinstance(made, Approval):
        raise RuntimeError("Who leads may merge two customers without open cases.")
    compare(at_a_time=500, by=by, at=at)
