"""The log of contacts: what goes on, what was done on a day by whom, and where the time went (tx.09, INQ-2, INQ-9)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, DurationField, ExpressionWrapper, F, Prefetch, Q, QuerySet, Sum

from frontoffice.contacts.models import Contact, Period, PeriodKind, Purpose
from frontoffice.contacts.wrapups import name_of, wrap_ups
from frontoffice.foundation.models import Actor

ON_A_PAGE = 50
NONE = dt.timedelta()
LENGTH = ExpressionWrapper(F("ended_at") - F("started_at"), output_field=DurationField())


@dataclass(frozen=True)
class Clock:
    """Where a contact's time goes now, since when, and how much went into each; `spent` counts until `at`.

    `inaccurate`: some of it spans a night or hours in which the office was closed (INQ-9).
    """

    kind: PeriodKind | None
    since: dt.datetime | None
    spent: Mapping[str, dt.timedelta]
    periods: Sequence[Period]
    inaccurate: bool
    at: dt.datetime

    @property
    def running(self) -> dt.timedelta:
        return max(self.at - self.since, NONE) if self.since is not None else NONE

    @property
    def total(self) -> dt.timedelta:
        return sum(self.spent.values(), NONE)


def clock_of(contact: Contact, *, at: dt.datetime) -> Clock:
    """One query, none where the periods are loaded with it."""
    periods = sorted(contact.periods.all(), key=lambda one: one.position)
    spent: dict[str, dt.timedelta] = {}
    for one in periods:
        spent[one.kind] = spent.get(one.kind, NONE) + max((one.ended_at or at) - one.started_at, NONE)
    last = periods[-1] if periods and periods[-1].ended_at is None else None
    return Clock(
        kind=PeriodKind(last.kind) if last is not None else None,
        since=last.started_at if last is not None else None,
        spent=spent,
        periods=periods,
        inaccurate=any(not one.accurate for one in periods),
        at=at,
    )


def going_on(by: Actor) -> Contact | None:
    """The contact in which this colleague is, or wraps up. One query."""
    if not by.pk:
        return None
    mine = Contact.objects.filter(representative=by, ended_at__isnull=True, periods__isnull=False)
    return mine.select_related("customer").order_by("-pk").first()


@dataclass(frozen=True)
class Asked:
    """A purpose as it is read."""

    it: Purpose
    name: str
    ending: str


def purposes_of(contact: Contact, names: Mapping[str, str]) -> list[Asked]:
    """What was asked for in a contact, with how each ended. Two queries, one where they are loaded with it."""
    among = wrap_ups()
    rows = sorted(contact.purposes.all(), key=lambda one: one.pk)
    return [
        Asked(one, names.get(one.topic, one.topic), name_of(one.outcome, among) if one.outcome else "")
        for one in rows
    ]


@dataclass(frozen=True)
class Wanted:
    """Which contacts: between two instants, by whom or in which unit, by which channel."""

    start: dt.datetime
    end: dt.datetime
    representative: int | None = None
    unit: int | None = None
    channel: str = ""


@dataclass(frozen=True)
class Row:
    """A contact as a line of the log."""

    contact: Contact
    clock: Clock
    topics: str


def contacts_in(wanted: Wanted, *, among: QuerySet[Contact]) -> QuerySet[Contact]:
    """The contacts that colleagues served, as wanted."""
    found = among.filter(
        representative__isnull=False, started_at__gte=wanted.start, started_at__lt=wanted.end
    )
    if wanted.representative is not None:
        found = found.filter(representative=wanted.representative)
    if wanted.unit is not None:
        found = found.filter(unit=wanted.unit)
    return found.filter(channel=wanted.channel) if wanted.channel else found


def page_of(
    found: QuerySet[Contact], names: Mapping[str, str], *, after: str = "", at: dt.datetime
) -> tuple[list[Row], str]:
    """A page, the newest first, and the key of the next. Three queries."""
    moment, _parted, number = after.partition("_")
    if number.isdecimal() and len(number) < 19:
        before = _instant(moment)
        if before is not None:
            tie = Q(started_at=before, pk__lt=int(number))
            found = found.filter(Q(started_at__lte=before) & (Q(started_at__lt=before) | tie))
    inside = (Prefetch("periods", Period.objects.order_by("position")), "purposes")
    rows = list(
        found.select_related("customer", "representative")
        .prefetch_related(*inside)
        .order_by("-started_at", "-pk")[: ON_A_PAGE + 1]
    )
    last = rows[ON_A_PAGE - 1] if len(rows) > ON_A_PAGE else None
    shown = [_row(one, names, at) for one in rows[:ON_A_PAGE]]
    return shown, f"{last.started_at.isoformat()}_{last.pk}" if last is not None else ""


def _row(contact: Contact, names: Mapping[str, str], at: dt.datetime) -> Row:
    topics = (names.get(one.topic, one.topic) for one in contact.purposes.all())
    return Row(contact, clock_of(contact, at=at), ", ".join(topics))


def _instant(text: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


@dataclass(frozen=True)
class Totals:
    """How many contacts, and where their time went. `average` leaves inaccurate figures out; `left_out` counts them."""

    contacts: int
    spent: Mapping[str, dt.timedelta]
    average: Mapping[str, dt.timedelta]
    left_out: int


def totals(found: QuerySet[Contact]) -> Totals:
    """Over all that was found, not only a page. Three queries."""
    ids = found.order_by().values("pk")
    periods = Period.objects.filter(contact__in=ids, ended_at__isnull=False)
    inaccurate = Contact.objects.filter(pk__in=ids, periods__accurate=False).distinct()
    kinds = periods.values("kind").annotate(
        all=Sum(LENGTH),
        good=Sum(LENGTH, filter=Q(accurate=True)),
        of=Count("contact", distinct=True, filter=Q(accurate=True)),
    )
    rows = list(kinds.order_by("kind"))
    return Totals(
        contacts=found.order_by().count(),
        spent={row["kind"]: row["all"] for row in rows},
        average={row["kind"]: row["good"] / row["of"] for row in rows if row["of"]},
        left_out=inaccurate.count(),
    )
