"""Customers who may be on file twice, as they wait for somebody to decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.conflicts import Key, belongs_to
from frontoffice.authority.registry import visible
from frontoffice.customers.models import Likeness, Party
from frontoffice.customers.queries.together import going_on, whole
from frontoffice.foundation.models import Actor

ON_A_PAGE = 25
MOST_ON_A_FILE = 3
OPEN = Q(settled_at__isnull=True, dismissed_at__isnull=True)
SAID: dict[tuple[str, str], str | Promise] = {
    ("number", "same"): _("same number"),
    ("number", "clash"): _("different numbers"),
    ("born", "same"): _("same date"),
    ("born", "near"): _("nearly the same date"),
    ("born", "differ"): _("other date"),
    ("phone", "same"): _("same telephone"),
    ("phone", "near"): _("nearly the same telephone"),
    ("email", "same"): _("same e-mail"),
    ("email", "near"): _("nearly the same e-mail"),
    ("address", "same"): _("same address"),
    ("address", "near"): _("nearly the same address"),
    ("address", "door"): _("same house"),
    ("given", "short"): _("short name"),
    ("given", "typo"): _("similar name"),
    ("given", "turned"): _("family name first"),
    ("given", "initial"): _("initial of the name"),
    ("given", "middle"): _("goes by the name in the middle"),
    ("middle", "same"): _("same name in the middle"),
    ("family", "same"): _("same family name"),
    ("family", "part"): _("one family name in common"),
    ("family", "typo"): _("similar family name"),
    ("family", "differ"): _("other family name"),
}


@dataclass(frozen=True)
class Twice:
    """One likeness as it is shown: the two as they go on now, and why."""

    likeness: Likeness
    one: Party
    other: Party

    @property
    def why(self) -> list[str]:
        agrees = self.likeness.agrees
        return [str(said) for (trait, how), said in SAID.items() if agrees.get(trait) == how]


@visible(Likeness)
def likenesses_visible_to(*, by: Actor, at: datetime) -> QuerySet[Likeness]:
    rows = Likeness.objects.select_related("one", "other", "dismissed_by")
    return rows if by.is_staff else rows.none()


@belongs_to(Likeness)
def owners_of_likeness(likeness: Likeness) -> list[Key]:
    return [("customers.party", likeness.one_id), ("customers.party", likeness.other_id)]


def open_likenesses(after: str, *, by: Actor, at: datetime) -> tuple[list[Twice], str]:
    """Those for whom most speaks first, from a key on, and the key of the next page. One query."""
    rows = likenesses_visible_to(by=by, at=at).filter(OPEN).order_by("-points", "-pk")
    points, _parted, pk = after.partition("_")
    try:
        bound, last = float(points), int(pk)
    except ValueError:
        pass
    else:
        rows = rows.filter(Q(points__lte=bound) & (Q(points__lt=bound) | Q(pk__lt=last)))
    found = list(rows[: ON_A_PAGE + 1])
    more = found[ON_A_PAGE - 1] if len(found) > ON_A_PAGE else None
    shown = [Twice(row, row.one, row.other) for row in found[:ON_A_PAGE]]
    return shown, f"{more.points}_{more.pk}" if more is not None else ""


def likenesses_of(party: Party) -> Sequence[Twice]:
    """Who may be the same as this customer, as far as it is open; `other` is the other one. One query."""
    files = whole(party)
    rows = Likeness.objects.filter(OPEN).filter(Q(one__in=files) | Q(other__in=files))
    found = rows.select_related("one", "other").order_by("-points", "-pk")[:MOST_ON_A_FILE]
    going = going_on(party)
    return [
        Twice(row, row.one, row.other) if row.one_id == going else Twice(row, row.other, row.one)
        for row in found
    ]
