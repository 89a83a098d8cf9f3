"""Triggers: those that count now, how deep they stand behind an event, and what one would have done."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from frontoffice.authority.registry import visible
from frontoffice.cases.conditions import judging, trees
from frontoffice.cases.conditions.asking import asked
from frontoffice.cases.conditions.standing import of_nobody
from frontoffice.cases.conditions.trees import Tree
from frontoffice.cases.models import Case, Firing, Trigger, TriggerOn, TriggerVersion
from frontoffice.cases.models.cases import UNRESOLVED
from frontoffice.cases.queries.conditions import fields_of
from frontoffice.foundation.models import Actor, Event, Unit

# The facts by which each kind is told.
TOLD_BY: dict[str, tuple[str, ...]] = {
    TriggerOn.OPENED: ("cases.CaseOpened",),
    TriggerOn.WRITTEN: ("cases.PostAdded",),
    TriggerOn.ANSWERED: ("cases.ReplyWentOut",),
    TriggerOn.MOVED: ("cases.StageChanged", "cases.CaseResolved", "cases.CaseReopened"),
    TriggerOn.ASSIGNED: ("cases.CaseAssigned", "cases.CaseTaken"),
    TriggerOn.SORTED: ("cases.TopicChanged",),
    TriggerOn.WEIGHED: ("cases.CaseWeighed",),
}
MOST_DEEP = 3
LOOKED_BACK = 1_000
AT_A_TIME = 200
WITH = (*judging.WITH, "assignee__actor", "type__lifecycle__current")


@visible(Trigger)
def triggers_visible_to(*, by: Actor, at: dt.datetime) -> QuerySet[Trigger]:
    """What is done of itself is no secret among staff."""
    rows = Trigger.objects.select_related("actor", "current__unit", "current__published_by")
    return rows if by.is_staff else rows.none()


@visible(TriggerVersion)
def trigger_versions_visible_to(*, by: Actor, at: dt.datetime) -> QuerySet[TriggerVersion]:
    """Drafts too."""
    rows = TriggerVersion.objects.select_related("trigger", "drafted_by", "published_by", "unit")
    return rows if by.is_staff else rows.none()


def counting_now(on: Iterable[str]) -> list[TriggerVersion]:
    """The versions that count, of triggers that are told of this, in the order in which they were made. One query."""
    live = Trigger.objects.filter(paused_at__isnull=True, current__isnull=False).values("current")
    rows = TriggerVersion.objects.filter(pk__in=live, on__in=list(on))
    return list(rows.select_related("trigger__actor", "unit").order_by("trigger"))


def behind(event: Event) -> list[int]:
    """Ids of the triggers whose acts led to the event, the latest first; as far back as triggers may go."""
    found: list[int] = []
    here: Event | None = event
    while here is not None and len(found) <= MOST_DEEP:
        one = Trigger.objects.filter(actor=here.by_id).values_list("pk", flat=True).first()
        if one is None:
            break
        found.append(one)
        here = Event.objects.filter(pk=here.caused_by_id).first() if here.caused_by_id else None
    return found


def holds_of(version: TriggerVersion, case: Case, at: dt.datetime) -> bool:
    """Whether the version is about the case and its conditions hold of it as it is now; the case has all it needs."""
    if version.unit_id is not None and version.unit_id != case.unit_id:
        return False
    tree = trees.read(version.conditions)
    if tree is None:
        return False
    fields = fields_of([tree])
    # What a condition asks that is gone would make the rule wider than it was meant: then it does nothing.
    if trees.problems(tree, fields, stands=False):
        return False
    return judging.holds(tree, fields, case, of_nobody(case.unit, at))


def due_for(version: TriggerVersion, *, at: dt.datetime) -> list[tuple[Case, dt.date]]:
    """Cases that the calendar has brought to a timed trigger since it was published, each with its date.

    By the day at the office of the trigger's unit, else at the agency's first. One query, and the fields'.
    """
    stand = of_nobody(version.unit or Unit(), at)
    tree = trees.read(version.conditions) or Tree()
    fields = fields_of([tree])
    if trees.problems(tree, fields, stands=False):
        return []
    column = "waiting_since" if version.on == TriggerOn.WAITING else "due_on"
    days = dt.timedelta(days=version.days)
    ahead = days if version.on == TriggerOn.DUE_SOON else -days
    since, until = (version.published_at or at).date() + ahead, stand.today + ahead
    if version.on == TriggerOn.OVERDUE:
        until = min(until, stand.today - dt.timedelta(days=1))
    before = Firing.objects.filter(trigger=version.trigger_id, case=OuterRef("pk"), day=OuterRef(column))
    cases = Case.objects.filter(UNRESOLVED, **{f"{column}__gte": since, f"{column}__lte": until})
    if version.on != TriggerOn.WAITING:
        cases = cases.filter(waiting_since__isnull=True)  # the clock stands still
    if version.unit_id is not None:
        cases = cases.filter(unit=version.unit_id)
    found = cases.filter(~Exists(before)).filter(asked(tree, fields, stand)).select_related(*WITH)
    return [(case, getattr(case, column)) for case in found.order_by(column, "pk")[:AT_A_TIME]]


@dataclass(frozen=True)
class Trial:
    """What a version would have hit: of so many cases looked at, these."""

    looked_at: int
    hits: Sequence[Case]


def trial(version: TriggerVersion, *, seen: QuerySet[Case], at: dt.datetime) -> Trial:
    """Which of the last 1,000 cases it would have hit, judged as they are now. Two queries, and the fields'."""
    cases = seen.select_related(*WITH)
    told_by = TOLD_BY.get(version.on, ())
    if version.on in {TriggerOn.DUE_SOON, TriggerOn.OVERDUE}:
        cases = cases.filter(UNRESOLVED)
    elif version.on == TriggerOn.WAITING:
        cases = cases.filter(waiting_since__isnull=False)
    elif version.on != TriggerOn.OPENED:
        payloads = Event.objects.filter(name__in=told_by).order_by("-pk").values_list("payload", flat=True)
        cases = cases.filter(pk__in={one["case_id"] for one in payloads[:LOOKED_BACK]})
    found = list(cases.order_by("-pk")[:LOOKED_BACK])
    tree = trees.read(version.conditions) or Tree()
    fields = fields_of([tree])
    if trees.problems(tree, fields, stands=False):
        return Trial(len(found), [])
    stands = {case.unit_id: case.unit for case in found}
    places = {pk: of_nobody(unit, at) for pk, unit in stands.items()}
    hits = [
        case
        for case in found
        if version.unit_id in {None, case.unit_id} and judging.holds(tree, fields, case, places[case.unit_id])
    ]
    return Trial(len(found), hits)


@dataclass(frozen=True)
class Tally:
    """What a trigger did so far."""

    done: int
    refused: int
    loops: int
    last: dt.datetime | None

    @property
    def not_done(self) -> int:
        return self.refused + self.loops


def tallies(triggers: Iterable[Trigger]) -> dict[int, Tally]:
    """What each trigger did so far, by its id. One query."""
    rows = (
        Firing.objects.filter(trigger__in=list(triggers))
        .values("trigger")
        .annotate(
            done=Count("pk", filter=Q(state="done")),
            refused=Count("pk", filter=Q(state="refused")),
            loops=Count("pk", filter=Q(state="loop")),
            last=Max("at"),
        )
    )
    return {row["trigger"]: Tally(row["done"], row["refused"], row["loops"], row["last"]) for row in rows}


def log_of(trigger: Trigger, *, before: int = 0, most: int = 50) -> list[Firing]:
    """The last firings, newest first. One query."""
    rows = trigger.firings.select_related("case", "version", "event__by")
    if before:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[: most + 1])
