"""Tasks, ties between cases, problems and batches for the screens that show them."""

from collections.abc import Callable

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.keeping_checklists import add_step, define_checklist
from frontoffice.cases.actions.tasking import add_task, finish_task
from frontoffice.cases.models import Case, Checklist
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Actor
from tests.access.world import World


def dana() -> Actor:
    return StaffMember.objects.get(user__username="dana").actor


def checklist() -> str:
    """The page of a check list with two steps; made when it is asked for first."""
    found = Checklist.objects.filter(name="Of the tests").first()
    if found is None:
        by, now = service("demo"), clock.now()
        found = define_checklist(name="Of the tests", by=by, at=now)
        first = add_step(checklist=found, title="Look it up", mandatory=True, days=2, by=by, at=now)
        add_step(checklist=found, title="Call back", after=first, by=by, at=now)
    return f"/desk/checklists/{found.reference}/"


def task(case: str) -> str:
    """The address of an open task of the case, beside one that is done."""
    about = Case.objects.get(reference=case)
    found = about.tasks.filter(state="open").first()
    if found is None:
        now = clock.now()
        done = add_task(case=about, title="Look it up", by=dana(), at=now)
        finish_task(task=done, by=dana(), at=now)
        found = add_task(case=about, title="Call back", mandatory=True, due_at=now, by=dana(), at=now)
    return f"/desk/cases/{case}/tasks/{found.reference}/"


def of_case(act: str) -> Callable[[World], list[str]]:
    return lambda world: world.desk(act, world.open_case)


STAFF, SUPERVISOR = ("representative", "supervisor"), ("supervisor",)
CASE = "/desk/cases/<str:reference>/"
SCREENS: dict[str, tuple[tuple[str, ...], Callable[[World], list[str]]]] = {
    "/desk/first-contacts/": (STAFF, lambda _world: ["/desk/first-contacts/"]),
    "/desk/help/": (STAFF, lambda _world: ["/desk/help/"]),
    f"{CASE}help/": (STAFF, of_case("help/")),
    "/desk/checklists/": (STAFF, lambda _world: ["/desk/checklists/"]),
    "/desk/checklists/<str:reference>/": (STAFF, lambda _world: [checklist()]),
    f"{CASE}checklist/": (STAFF, of_case("checklist/")),
    f"{CASE}tasks/add/": (STAFF, of_case("tasks/add/")),
    f"{CASE}tasks/<str:task>/give/": (STAFF, lambda world: [f"{task(world.open_case)}give/"]),
    f"{CASE}tasks/<str:task>/drop/": (STAFF, lambda world: [f"{task(world.open_case)}drop/"]),
}
