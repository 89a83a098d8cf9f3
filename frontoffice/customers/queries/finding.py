"""One box finds customers by any of what is on file of them, also misspelled; only those whom the viewer may see."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

import phonenumbers
from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.account_numbers import normalize as account_number
from frontoffice.customers.identifier_kinds import compact, hashes_of
from frontoffice.customers.mistyping import house_numbers, mails, numbers, telephones
from frontoffice.customers.models import PARTIES, ContactPoint, Identifier, Party, PointKind
from frontoffice.customers.queries.accounts import parties_on
from frontoffice.customers.queries.parties import current, parties_visible_to
from frontoffice.customers.spelling import alternatives, likeness
from frontoffice.foundation.models import Actor
from frontoffice.foundation.references import normalize
from frontoffice.foundation.search import fold, hits, is_all, words
from frontoffice.foundation.statements import Statement

MOST_FOUND = 50
ENOUGH = 10  # from so many exact ones on nobody is looked for under other spellings
FEWEST_DIGITS = 3
SHORTEST_IDENTIFIER = 5

REASONS: dict[str, str | Promise] = {
    "reference": _("reference"),
    "account": _("account number"),
    "identifier": _("number"),
    "phone": _("telephone"),
    "email": _("e-mail"),
    "words": _("name or address"),
    "spelling": _("similar spelling"),
    "nearly": _("similar number or e-mail"),
}
UNSURE = frozenset({"spelling", "nearly"})


@dataclass(frozen=True)
class Found:
    """A customer and what they were found by: a code of `REASONS`."""

    party: Party
    by: str

    @property
    def why(self) -> str | Promise:
        return REASONS[self.by]

    @property
    def sure(self) -> bool:
        """Whether what was typed is what is on file, without a typing error."""
        return self.by not in UNSURE


def search(text: str, *, by: Actor, at: datetime) -> list[Party]:
    """Up to fifty customers, best first."""
    return [one.party for one in found(text, by=by, at=at)]


def found(text: str, *, by: Actor, at: datetime, most: int = MOST_FOUND) -> list[Found]:
    """Customers by reference, number, telephone or e-mail exactly, then by words of names and addresses, best first.

    Where few have the words as they were typed, those with words that are spelled or sound alike follow; where nobody
    has the number, telephone or e-mail address, those of whom it is one typing error away. Eight queries at most,
    however many there are.
    """
    text = text.replace("\x00", "").strip()
    if not text:
        return []
    seen = parties_visible_to(by=by, at=at)
    reasons = dict(_exact(text, seen))
    asked = words(text)
    exact = [hit.pk for hit in hits(PARTIES, asked, among=seen, limit=most, every=True, begun=True)]
    for pk in exact:
        reasons.setdefault(pk, "words")
    if len(reasons) < ENOUGH:
        for pk in _misspelled(asked, seen, most, numbers_too=not reasons):
            reasons.setdefault(pk, "spelling")
    if not reasons:
        reasons = dict.fromkeys(_mistyped(text, seen), "nearly")
    rows = _with_whom_goes_on(reasons, seen)
    ordered = [Found(rows[pk], why) for pk, why in reasons.items() if pk in rows]
    near = [one for one in ordered if one.by == "spelling"]
    best = [one for one in ordered if one.by != "spelling"] + _by_likeness(near, asked)
    return _going_on(best)[:most]


def _with_whom_goes_on(ids: Collection[int], seen: "QuerySet[Party]") -> dict[int, Party]:
    """Those of them that are seen, each with the party that goes on. One query; none for nobody."""
    if not ids:
        return {}
    if is_all(seen):
        return {party.pk: party for party in _BY_ID.rows(ids=list(ids))}
    return seen.select_related("merged_into").in_bulk(list(ids))


_BY_ID: Statement[Party] = Statement(
    lambda *, ids: Party.objects.filter(pk__any_of=ids).select_related("merged_into"), ids=list
)


def reached(values: Iterable[tuple[PointKind, str]], seen: "QuerySet[Party]") -> list[tuple[int, str]]:
    """Party and kind of each of the ways that is in use or was, those in use first. One query."""
    wanted = Q()
    for kind, normal in values:
        wanted |= Q(kind=kind, normal=normal)
    if not wanted:
        return []
    rows = ContactPoint.objects.filter(wanted, party__in=seen).order_by(
        F("until").desc(nulls_first=True), "-pk"
    )
    return list(rows.values_list("party_id", "kind")[:MOST_FOUND])


def identified(value: str, seen: "QuerySet[Party]") -> list[int]:
    """Who has exactly this number, of whatever kind. One query; none for what can't be a number."""
    said = compact(value)
    if not _may_be_a_number(said):
        return []
    rows = Identifier.objects.filter(hashed__in=hashes_of(said), party__in=seen).order_by("-pk")
    return list(rows.values_list("party_id", flat=True)[:MOST_FOUND])


def as_number(text: str) -> str:
    """The telephone number that the text is, in its normal form; empty where it is none."""
    try:
        number = phonenumbers.parse(text, "US")
    except phonenumbers.NumberParseException:
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _exact(text: str, seen: "QuerySet[Party]") -> Iterable[tuple[int, str]]:
    reference = normalize(text)
    if reference is not None:
        yield from ((pk, "reference") for pk in seen.filter(reference=reference).values_list("pk", flat=True))
    account = account_number(text)
    if account is not None:
        yield from ((pk, "account") for pk in parties_on(account, seen))
    if "@" not in text:
        yield from ((pk, "identifier") for pk in identified(text, seen))
    normal = [(PointKind.EMAIL, text.lower())] if "@" in text else []
    number = as_number(text)
    yield from reached([*normal, *([(PointKind.PHONE, number)] if number else [])], seen)


def _misspelled(asked: list[str], seen: "QuerySet[Party]", most: int, *, numbers_too: bool) -> list[int]:
    """Those who have each of the words, or one that may have been meant by it; a house number only beside words."""
    near: dict[str, list[str]] = alternatives(asked)
    if numbers_too and any(word.isalpha() for word in asked):
        near |= {word: meant for word in asked if (meant := house_numbers(word))}
    if not near:
        return []
    rows = hits(PARTIES, asked, among=seen, limit=most, every=True, begun=True, instead=near)
    return [hit.pk for hit in rows]


def _mistyped(text: str, seen: "QuerySet[Party]") -> list[int]:
    """Whose number, telephone or e-mail address is one typing error away. Two queries at most."""
    points = [(PointKind.EMAIL, mails(text)), (PointKind.PHONE, telephones(text))]
    wanted = Q()
    for kind, meant in points:
        wanted |= Q(kind=kind, normal__in=meant) if meant else Q()
    rows = ContactPoint.objects.filter(wanted, party__in=seen).order_by(
        F("until").desc(nulls_first=True), "-pk"
    )
    found = list(rows.values_list("party_id", flat=True)[:MOST_FOUND]) if wanted else []
    said = compact(text)
    if "@" not in text and _may_be_a_number(said):
        hashes = [hashed for one in numbers(said) for hashed in hashes_of(one)]
        theirs = Identifier.objects.filter(hashed__in=hashes, party__in=seen).order_by("-pk")
        found += theirs.values_list("party_id", flat=True)[:MOST_FOUND]
    return found


def _may_be_a_number(said: str) -> bool:
    return len(said) >= SHORTEST_IDENTIFIER and sum(c.isdigit() for c in said) >= FEWEST_DIGITS


def _by_likeness(near: list[Found], asked: list[str]) -> list[Found]:
    def score(one: Found) -> float:
        own = [*(words(one.party.name) or [fold(one.party.name)]), *one.party.found_by.split()]
        return sum(max(likeness(word, other) for other in own) for word in asked)

    return sorted(near, key=lambda one: -score(one))


def _going_on(rows: list[Found]) -> list[Found]:
    """Each once, as the one that goes on where they were merged (ACC-8)."""
    going: dict[int, Found] = {}
    for one in rows:
        party = current(one.party)
        going.setdefault(party.pk, Found(party, one.by))
    return list(going.values())
