"""What the agency has come to know of its customers over the years: names, numbers, preferences, households, flags."""

import datetime as dt
from datetime import datetime

from demo.accounts import open_accounts
from frontoffice.authority.models import StaffMember
from frontoffice.customers.actions.addressing import change_address
from frontoffice.customers.actions.flagging import place_flag
from frontoffice.customers.actions.identifying import add_identifier
from frontoffice.customers.actions.naming import add_name
from frontoffice.customers.actions.noting import add_to_household, record_particular, set_preferences
from frontoffice.customers.actions.reaching import prefer_contact_point
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import (
    AddressRole,
    Format,
    Ground,
    Interpreter,
    NameKind,
    ParticularKind,
    Party,
    PartyKind,
    PointKind,
    PreferredChannel,
)
from frontoffice.foundation.actors import service

# Numbers that the issuing offices never gave to anybody, or that are kept for examples.
NUMBERS = {
    "marisol": [("driver_license", "D-4471-209", "CB"), ("itin", "912-90-3456", "")],
    "terrence": [("driver_license", "B-2210-874", "CB")],
    "towing": [("ein", "91-1144442", ""), ("state_tax_id", "CB-0044871", "CB")],
    "bakery": [("ein", "04-2103594", ""), ("state_tax_id", "CB-0051920", "CB")],
    "grace": [("passport", "C03005988", "US")],
    "colleen": [("driver_license", "G-7733-105", "CB")],
}
NAMES = {
    "marisol": ("Marisol Ortega", NameKind.FORMER),
    "bakery": ("Harbor Light Bread & Pastry", NameKind.TRADE),
    "towing": ("Switchyard Recovery", NameKind.TRADE),
}
BORN = {"marisol": dt.date(1984, 5, 2), "beatrice": dt.date(1945, 2, 11), "mateo": dt.date(1991, 9, 30)}


def enrich(customers: dict[str, Party], *, member: StaffMember, at: datetime) -> None:
    """Through the actions of the office, before the week begins."""
    by = member.actor
    for key, (name, kind) in NAMES.items():
        add_name(party=customers[key], name=name, kind=kind, by=by, at=at)
    for key, numbers in NUMBERS.items():
        for number_kind, value, issuer in numbers:
            add_identifier(party=customers[key], kind=number_kind, value=value, issuer=issuer, by=by, at=at)
    for key, day in BORN.items():
        record_particular(party=customers[key], kind=ParticularKind.BORN, day=day, by=by, at=at)
    prefer_contact_point(party=customers["marisol"], kind=PointKind.PHONE, value="202-555-0147", by=by, at=at)
    _preferences(customers, member, at)
    _addresses(customers, member, at)
    _households(customers, member, at)
    open_accounts(customers, member=member, at=at)
    place_flag(
        party=customers["terrence"], kind="identity_theft", note="Police report on file.", by=by, at=at
    )


def _preferences(customers: dict[str, Party], member: StaffMember, at: datetime) -> None:
    wanted = {
        "marisol": ("es", Interpreter.SPOKEN, Format.STANDARD, PreferredChannel.PHONE),
        "huong": ("vi", Interpreter.SPOKEN, Format.STANDARD, PreferredChannel.PHONE),
        "beatrice": ("en", Interpreter.NONE, Format.LARGE_PRINT, PreferredChannel.POST),
        "abdi": ("so", Interpreter.SPOKEN, Format.PLAIN, PreferredChannel.PHONE),
        "grace": ("en", Interpreter.SIGN, Format.STANDARD, PreferredChannel.EMAIL),
        "dwayne": ("en", Interpreter.NONE, Format.AUDIO, PreferredChannel.POST),
    }
    for key, (language, interpreter, form, channel) in wanted.items():
        needed = interpreter is Interpreter.SPOKEN
        set_preferences(
            party=customers[key],
            language=language,
            interpreter=interpreter,
            interpreter_language=language if needed else "",
            format=form,
            channel=channel,
            by=member.actor,
            at=at,
        )


def _addresses(customers: dict[str, Party], member: StaffMember, at: datetime) -> None:
    moved = {
        "marisol": ([AddressRole.RESIDENTIAL], "418 Alder Street, Apt 3, Northside, CB 00120"),
        "bakery": ([AddressRole.BILLING], "P.O. Box 77, Port Ellery, CB 00145"),
        "beatrice": ([AddressRole.RESIDENTIAL, AddressRole.MAILING], "5 Chapel Lane, Northside, CB 00120"),
        "terrence": (
            [AddressRole.RESIDENTIAL, AddressRole.MAILING],
            "230 Foundry Street, Northside, CB 00121",
        ),
    }
    for key, (roles, address) in moved.items():
        change_address(
            party=customers[key],
            roles=roles,
            address=address,
            ground=Ground.SIGNED_REQUEST,
            evidence="Change of address form, signature as on file",
            by=member.actor,
            at=at,
        )


def _households(customers: dict[str, Party], member: StaffMember, at: datetime) -> None:
    home = register(
        name="Household Ortega-Reyes",
        kind=PartyKind.HOUSEHOLD,
        language="es",
        by=service("customers"),
        at=at,
    )
    for key, role in (("marisol", "Head"), ("mateo", "Nephew")):
        add_to_household(household=home, member=customers[key], role=role, by=member.actor, at=at)
