"""Who on file may be the one that is being put on file: told on entry, with what is alike (ACC-9)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.models import KeyedCall
from frontoffice.customers.models import Party, PointKind
from frontoffice.customers.queries.finding import as_number, found, reached
from frontoffice.customers.queries.parties import current, parties_visible_to
from frontoffice.customers.spelling import likeness
from frontoffice.foundation.models import Actor
from frontoffice.foundation.search import words

MOST_TOLD = 5
ALIKE = 0.88
_WEIGHT = {PointKind.EMAIL.value: 2, PointKind.PHONE.value: 2, "name": 1}
_SAID: dict[str, str | Promise] = {
    PointKind.EMAIL.value: _("same e-mail address"),
    PointKind.PHONE.value: _("same telephone number"),
    "name": _("similar name"),
}


@dataclass(frozen=True)
class Candidate:
    """Somebody on file with what is alike. A warning, never a decision: families share telephones (ACC-9)."""

    party: Party
    alike: tuple[str, ...]

    @property
    def why(self) -> list[str]:
        return [str(_SAID[one]) for one in self.alike]

    @property
    def only_the_name(self) -> bool:
        return self.alike == ("name",)


def candidates(*, name: str, email: str, phone: str, by: Actor, at: datetime) -> list[Candidate]:
    """Up to five, those with most in common first. Nine queries at most."""
    seen = parties_visible_to(by=by, at=at)
    number = as_number(phone)
    given = [(PointKind.EMAIL, email.strip().lower()), (PointKind.PHONE, number)]
    alike: dict[int, list[str]] = defaultdict(list)
    for pk, kind in reached([(kind, normal) for kind, normal in given if normal], seen):
        if kind not in alike[pk]:
            alike[pk].append(kind)
    named = {one.party.pk: one.party for one in found(name, by=by, at=at, most=20)} if name.strip() else {}
    rows = named | seen.select_related("merged_into").in_bulk([pk for pk in alike if pk not in named])
    for pk, party in rows.items():
        if same_name(name, party.name):
            alike[pk].append("name")
    told = [Candidate(current(rows[pk]), tuple(what)) for pk, what in alike.items() if pk in rows and what]
    told.sort(key=lambda one: -sum(_WEIGHT[what] for what in one.alike))
    return list({one.party.pk: one for one in reversed(told)}.values())[::-1][:MOST_TOLD]


def sent_before(key: str, *, by: Actor) -> bool:
    """Whether this form put somebody on file already: then it is not somebody like them, but the same form again."""
    return bool(key) and KeyedCall.objects.filter(actor=by, action="customers.register", key=key).exists()


def same_name(one: str, other: str) -> bool:
    """Whether each word of the shorter name has one like it in the other."""
    less, more = sorted((words(one), words(other)), key=len)
    if not less:
        return False
    return all(max(likeness(word, own) for own in more) >= ALIKE for word in less)
