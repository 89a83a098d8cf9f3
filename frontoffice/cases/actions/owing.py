"""What cases and questions to colleagues leave somebody to do: kept beside each act, in its transaction (My work)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from frontoffice.authority import work
from frontoffice.authority.models import StaffMember
from frontoffice.authority.work import Owed
from frontoffice.cases import clocks
from frontoffice.cases.actions.owing_tasks import keep_tasks
from frontoffice.cases.models import Case, HelpRequest, Status
from frontoffice.foundation import clock
from frontoffice.foundation.models import Actor, Unit

CASE, HELP = "cases.case", "cases.help"
TO_DO = (Status.NEW, Status.OPEN)
A_DAY = timedelta(days=1)


def keep(case: Case, *, by: Actor, at: datetime) -> None:
    """The case is owed by who has it, or by its unit, as long as it waits for nobody outside and is not resolved.

    Its open tasks follow it.
    """
    owed = owed_on(case, clocks.hours_of(case.unit).zone) if case.status in TO_DO else None
    work.owe_or_settle(CASE, case, owed, by=by, at=at)
    keep_tasks(case, by=by, at=at)


def begin(case: Case, *, by: Actor, at: datetime) -> None:
    """The same for a case that is new: nothing is owed on it yet, and it has no tasks. One query."""
    work.owe_first(CASE, owed_on(case, clocks.hours_of(case.unit).zone), by=by, at=at)


def owed_on(case: Case, zone: ZoneInfo) -> Owed:
    """Due at the end of its last day at the office."""
    return Owed(
        about=case,
        title=f"{case.number} {case.subject}",
        member=case.assignee,
        unit=case.unit,
        due_at=clock.start_of(case.due_on + A_DAY, zone),
        priority=getattr(case, "priority", 0),
    )


def keep_help(asked: HelpRequest, *, by: Actor, at: datetime) -> None:
    """The answer is owed by whom it was asked of, or by anybody who advises in the asker's unit, until it is closed."""
    work.owe_or_settle(HELP, asked, help_owed(asked) if asked.closed_at is None else None, by=by, at=at)


def help_owed(asked: HelpRequest) -> Owed:
    """As soon as they can: a question to a colleague has no date."""
    return Owed(
        about=asked,
        title=f"{asked.case.number} {asked.case.subject}",
        member=asked.whom,
        unit=asked.whom.unit if asked.whom is not None else asked.unit,
        page=asked.case.reference,
    )


def every_case(at: datetime) -> Iterator[Owed]:
    """All that is owed on cases, by the cases themselves."""
    zones: dict[int, ZoneInfo] = {}
    open_cases = Case.objects.filter(status__in=TO_DO).select_related("unit", "assignee").order_by("pk")
    for case in open_cases.iterator(chunk_size=2000):
        zone = zones.get(case.unit_id) or zones.setdefault(case.unit_id, zone_of(case.unit))
        yield owed_on(case, zone)


def every_help(at: datetime) -> Iterator[Owed]:
    """All questions to colleagues that nobody has answered."""
    rows = HelpRequest.objects.filter(closed_at__isnull=True).select_related("case", "unit", "whom__unit")
    for asked in rows.order_by("pk").iterator(chunk_size=2000):
        yield help_owed(asked)


def zone_of(unit: Unit) -> ZoneInfo:
    """Of the office that serves the unit."""
    return clocks.hours_of(unit).zone


def reassign(*, about_id: int, to: StaffMember | None, reason: str, by: Actor, at: datetime) -> None:
    """Give the case to a colleague by the action that does so, or back to its unit."""
    from frontoffice.cases.actions.assigning import assign, release_to_unit

    case = Case.objects.select_related("unit").get(pk=about_id)
    if to is not None:
        assign(case=case, assignee=to, reason=reason, by=by, at=at)
    else:
        release_to_unit(case=case, reason=reason, by=by, at=at)
