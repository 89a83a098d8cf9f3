"""Customers who are on file twice: one was noticed and merged before the week, others still wait to be noticed."""

from datetime import datetime

from frontoffice.authority.models import Approval, StaffMember
from frontoffice.customers.actions.merging import merge
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import Party, Side
from frontoffice.foundation.actors import service

AGAIN = {
    "grace": {
        "name": "Grace Nakamura-Lee",
        "phone": "202-555-0154",
        "address": "31 Ropewalk, Port Ellery, CB 00145",
    },
    "samuel": {"name": "Sam Adeyemi", "phone": "202-555-0129"},
    "jesse": {"name": "Jessie Kowalcyk", "phone": "202-555-0158"},
}


def double(customers: dict[str, Party], *, lead: StaffMember, at: datetime) -> None:
    """Each was put on file again by somebody in a hurry; of one it was noticed."""
    again = {key: register(**said, by=service("customers"), at=at) for key, said in AGAIN.items()}
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
