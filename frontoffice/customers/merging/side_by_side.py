"""Two files side by side, for whoever compares them: what each has in each field, as far as this viewer sees it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.deciding import may
from frontoffice.customers import flag_kinds
from frontoffice.customers.actions.merging import STAYS
from frontoffice.customers.identifier_kinds import masked, name_of
from frontoffice.customers.models import AddressRole, Party, PartyKind
from frontoffice.customers.queries.parties import points
from frontoffice.customers.queries.reading import (
    CONFIDENTIAL,
    addresses_shown,
    flags_on,
    household_of,
    identifiers_of,
    names_of,
    particulars_of,
    preferences_of,
)
from frontoffice.foundation.models import Actor
from frontoffice.foundation.ui.templatetags.ui import language

LABELS: dict[str, str | Promise] = {
    "name": _("Called"),
    "date": _("Born"),
    "language": _("Language"),
    "preferences": _("How they want to be served"),
    **{role.value: role.label for role in AddressRole},
    "also": _("Also called"),
    "household": _("Household"),
}
TOLD = {"also", "household"}  # of both, without a choice


@dataclass(frozen=True)
class Field:
    """One field of both; `differs` where both have something, and not the same: then one side is chosen."""

    name: str
    label: str | Promise
    mine: str
    theirs: str

    @property
    def differs(self) -> bool:
        return bool(self.mine and self.theirs and self.mine != self.theirs and self.name not in TOLD)


@dataclass(frozen=True)
class Kept:
    """A row of one of them that counts for both from now on, unless it is left out."""

    key: str
    kind: str | Promise
    text: str
    mine: bool
    stays: bool = False


def compare(
    mine: Party, theirs: Party, day: date, *, by: Actor, at: datetime
) -> tuple[list[Field], list[Kept]]:
    """The fields of both, and the rows that both bring along."""
    protects = may(by, CONFIDENTIAL, at=at)
    one, other = (_texts(party, day, by=by, protects=protects) for party in (mine, theirs))
    fields = [Field(name, _label(name, mine), one.get(name, ""), other.get(name, "")) for name in LABELS]
    kept = [*_kept(mine, day, True, by=by, at=at), *_kept(theirs, day, False, by=by, at=at)]
    return [field for field in fields if field.mine or field.theirs], kept


def _label(name: str, party: Party) -> str | Promise:
    return _("Founded") if name == "date" and party.kind != PartyKind.PERSON else LABELS[name]


def _texts(party: Party, day: date, *, by: Actor, protects: bool) -> dict[str, str]:
    texts = {"name": party.name, "language": language(party.language)}
    for one in particulars_of(party):
        texts["date"] = one.day.isoformat()
    said = preferences_of(party)
    if said is not None:
        texts["preferences"] = _served(said)
    for role, address in addresses_shown(party, day, by=by, protects=protects).items():
        texts[role.value] = address.as_given
    names = [one.as_given for one in names_of(party) if one.as_given != party.name]
    living = [
        one.household.name if one.household_id != party.pk else one.member.name
        for one in household_of(party, day)
        if one.until_on is None
    ]
    texts["also"], texts["household"] = ", ".join(dict.fromkeys(names)), ", ".join(dict.fromkeys(living))
    return texts


def _served(said: Any) -> str:
    parts = [said.get_format_display(), said.get_channel_display(), said.note]
    if said.interpreter != "none":
        parts.insert(0, said.get_interpreter_display())
    return " · ".join(filter(None, (str(part) for part in parts)))


def _kept(party: Party, day: date, mine: bool, *, by: Actor, at: datetime) -> list[Kept]:
    rows = [
        Kept(f"point:{point.normal}", point.get_kind_display(), point.value, mine) for point in points(party)
    ]
    for number in identifiers_of(party):
        if number.until_on is None and number.set_aside_in_id is None:
            rows.append(Kept(f"number:{number.reference}", name_of(number.kind), masked(number), mine))
    kinds = flag_kinds.kinds()
    for flag in flags_on(party, day, by=by, at=at):
        kind = kinds.get(flag.kind) or flag_kinds.unknown(flag.kind)
        key = f"flag:{flag.reference}"
        rows.append(Kept(key, _("Flag"), str(kind.name), mine, flag.kind in STAYS))
    return rows
