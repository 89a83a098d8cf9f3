"""The kinds of identifiers that are offered: those shipped, as the agency changed them, and its own."""

import importlib
import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models import Identifier, IdentifierKind
from frontoffice.foundation import crypto, sealing

PURPOSE = "customers.identifier"
SHOWN = 4  # as many characters of a masked value are shown, where it has at least twice as many
MASK = "•"
_APART = re.compile(r"[^0-9A-Za-z]+")
_SAID_BEFORE = re.compile(r"^IMO(?=\d{7}$)")  # is written before a ship's number or not, and is no part of it


@dataclass(frozen=True)
class Kind:
    """`validator` is a module of the standard-number library, `pattern` what the compact value has to match."""

    code: str
    name: str | Promise
    validator: str = ""
    pattern: str = ""
    strong: bool = False


SHIPPED = {
    kind.code: kind
    for kind in (
        Kind("ssn", _("Social Security number"), "us.ssn", strong=True),
        Kind("itin", _("Individual taxpayer number (ITIN)"), "us.itin", strong=True),
        Kind("ein", _("Employer number (EIN)"), "us.ein", strong=True),
        Kind("driver_license", _("Driver license"), pattern="[0-9A-Z]{5,20}", strong=True),
        Kind("state_id", _("State ID card"), pattern="[0-9A-Z]{5,20}", strong=True),
        Kind("state_tax_id", _("State tax number"), pattern="[0-9A-Z]{5,20}", strong=True),
        Kind("passport", _("Passport"), pattern="[0-9A-Z]{6,12}"),
        Kind("imo", _("Ship number (IMO)"), "imo"),
        Kind("vin", _("Vehicle number (VIN)"), pattern="[0-9A-HJ-NPR-Z]{17}"),
    )
}


def kinds() -> dict[str, Kind]:
    """Each kind that is offered, by its code. One query."""
    found = dict(SHIPPED)
    for row in IdentifierKind.objects.order_by("name"):
        found.pop(row.code, None)
        if row.active:
            found[row.code] = Kind(row.code, row.name, row.validator, row.pattern, row.strong)
    return found


def name_of(code: str) -> str:
    """The name of a shipped kind without asking the database; else the code in words."""
    kind = SHIPPED.get(code)
    return str(kind.name) if kind is not None else code.replace("_", " ").capitalize()


def compact(value: str) -> str:
    """The value as it is compared and hashed: letters and digits alone, capital."""
    return _SAID_BEFORE.sub("", _APART.sub("", value).upper())


def known_validator(name: str) -> bool:
    """Whether there is a rule for such numbers under this name."""
    try:
        return hasattr(importlib.import_module(f"stdnum.{name}"), "is_valid")
    except ImportError:
        return False


def is_valid(kind: Kind, value: str) -> bool:
    """Whether the value can be one of that kind; a kind without validator and pattern takes any letters and digits."""
    if kind.validator:
        return bool(importlib.import_module(f"stdnum.{kind.validator}").is_valid(value))
    return re.fullmatch(kind.pattern or "[0-9A-Z]{3,40}", compact(value)) is not None


def hashes_of(value: str) -> list[str]:
    """What finds the value, under the current key and the earlier ones."""
    return crypto.keyed_hashes(compact(value), purpose=PURPOSE)


def open_value(identifier: Identifier) -> str:
    """The value as it was given. Only for what shows or tells it to whom it may be shown; never for logs."""
    return sealing.opened(identifier.sealed, purpose=PURPOSE)


def masked(identifier: Identifier) -> str:
    """The last four characters behind dots; of a short value fewer, or none."""
    value = compact(open_value(identifier))
    shown = min(SHOWN, len(value) // 2 - 1) if len(value) < 2 * SHOWN else SHOWN
    return MASK * 4 + (value[-shown:] if shown > 0 else "")


sealing.column(Identifier, "sealed", hashed="hashed", purpose=PURPOSE, found_as=compact)
