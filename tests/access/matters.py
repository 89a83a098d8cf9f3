"""Tasks, ties between cases, problems and batches for the screens that show them."""

import json
from collections.abc import Callable

from django.db.models import Q

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.doing_many import prepare_many
from frontoffice.cases.actions.keeping_batches import define_paper_form, open_batch
from frontoffice.cases.actions.keeping_checklists import add_step, define_checklist
from frontoffice.cases.actions.keeping_problems import open_problem
from frontoffice.cases.actions.keeping_triggers import draft_trigger
from frontoffice.cases.actions.keeping_views import share_view
from frontoffice.cases.actions.keying_sheets import finish_keying
from frontoffice.cases.actions.merging import merge
from frontoffice.cases.actions.tasking import add_task, finish_task
from frontoffice.cases.lifecycles import Act, lifecycle_of, stage_of
from frontoffice.cases.models import Batch, Case, Checklist, Merge, Problem, SavedView, Trigger, TriggerOn
from frontoffice.cases.models.saved_views import Whose
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Actor
from tests.access import desk_texts
from tests.access.world import World


def dana() -> Actor:
    return StaffMember.objects.get(user__username="dana").actor


def lead() -> Actor:
    """Ruth, who is in no conflict with anybody."""
    return StaffMember.objects.get(user__username="ruth").actor


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


def undo_merge() -> str:
    """Of a merge of two cases."""
    made = Merge.objects.filter(undone_at__isnull=True).first()
    if made is None:
        held = Q(case_messages__message__status="held")
        one, other = Case.objects.filter(status="open").exclude(held).order_by("-pk")[:2]
        made = merge(case=one, into=other, reason="One matter.", by=lead(), at=clock.now())
    return f"/desk/cases/{made.survivor.reference}/merge/{made.reference}/undo/"


def problem() -> str:
    """With one report."""
    found = Problem.objects.first()
    if found is None:
        case = Case.objects.filter(status="open").order_by("pk")[0]
        found = open_problem(title="Of the tests", case=case, by=dana(), at=clock.now())
    return f"/desk/problems/{found.reference}/"


def batch() -> str:
    """Of two sheets keyed twice: one to settle, one to key."""
    found = Batch.objects.first()
    if found is None:
        by, now = dana(), clock.now()
        form = define_paper_form(name="Of the tests", fields="Name *", by=service("demo"), at=now)
        found = open_batch(form=form, title="Monday", count=2, twice=True, by=lead(), at=now)
        item = found.items.get(position=1)
        finish_keying(item=item, given='{"name": "Lev"}', by=by, at=now)
        finish_keying(item=item, given='{"name": "Leo"}', by=lead(), at=now)
    return f"/desk/batches/{found.reference}/"


def to_settle() -> str:
    page = batch()
    sheet = Batch.objects.get(reference=page.split("/")[3]).items.get(position=1)
    return f"{page}sheets/{sheet.reference}/settle/"


def gordon() -> Actor:
    """The supervisor of the tests."""
    return StaffMember.objects.get(user__username="gordon").actor


def saved_list() -> str:
    """A shared list with two conditions."""
    found = SavedView.objects.first()
    if found is None:
        asks = {
            "tests": [
                {"field": "due_on", "op": "next", "values": ["5"]},
                {"field": "assignee", "op": "empty"},
            ]
        }
        found = share_view(
            name="Of the tests",
            whose=Whose.ALL,
            conditions=json.dumps(asks),
            columns=["status", "due_on", "topic"],
            by=lead(),
            at=clock.now(),
        )
    return f"/desk/lists/{found.reference}/"


def trigger() -> str:
    """A draft of one."""
    found = Trigger.objects.first()
    if found is None:
        acts = [{"act": "priority", "given": {"priority": "1", "reason": "By the rule."}}]
        found = draft_trigger(
            name="Of the tests",
            on=TriggerOn.OPENED,
            conditions="{}",
            acts=json.dumps(acts),
            by=gordon(),
            at=clock.now(),
        ).trigger
    return f"/desk/triggers/{found.reference}/"


def many() -> list[str]:
    """Work on many cases, before it is started, of whoever looks; nobody sees another's."""
    cases = list(Case.objects.filter(status="open").order_by("pk")[:2])
    given = '{"text": "Of the tests."}'
    made = prepare_many(act="note", given=given, cases=cases, by=gordon(), at=clock.now())
    return [f"/desk/many/{made.reference}/"]


def move(world: World) -> list[str]:
    """Along the first way that leads on from where the open case stands."""
    case = Case.objects.get(reference=world.open_case)
    ways = lifecycle_of(case).ways(stage_of(case).code, Act.MOVE)
    return world.desk(f"move/?to={ways[0].to}" if ways else "move/", world.open_case)


def of_case(act: str) -> Callable[[World], list[str]]:
    return lambda world: world.desk(act, world.open_case)


STAFF, SUPERVISOR = ("representative", "supervisor"), ("supervisor",)
CASE = "/desk/cases/<str:reference>/"
SCREENS: dict[str, tuple[tuple[str, ...], Callable[[World], list[str]]]] = {
    **desk_texts.SCREENS,
    "/desk/first-contacts/": (STAFF, lambda _world: ["/desk/first-contacts/"]),
    "/desk/help/": (STAFF, lambda _world: ["/desk/help/"]),
    f"{CASE}help/": (STAFF, of_case("help/")),
    "/desk/checklists/": (STAFF, lambda _world: ["/desk/checklists/"]),
    "/desk/checklists/<str:reference>/": (STAFF, lambda _world: [checklist()]),
    f"{CASE}move/": (STAFF, move),
    "/desk/types/": (STAFF, lambda _world: ["/desk/types/"]),
    "/desk/types/new/": (SUPERVISOR, lambda _world: ["/desk/types/new/"]),
    "/desk/types/<str:code>/": (STAFF, lambda _world: ["/desk/types/general/"]),
    "/desk/topics/": (STAFF, lambda _world: ["/desk/topics/"]),
    "/desk/topics/new/": (SUPERVISOR, lambda _world: ["/desk/topics/new/"]),
    "/desk/topics/<str:code>/": (STAFF, lambda _world: ["/desk/topics/driver-license/"]),
    "/desk/lifecycles/new/": (SUPERVISOR, lambda _world: ["/desk/lifecycles/new/"]),
    "/desk/lifecycles/<str:code>/": (STAFF, lambda _world: ["/desk/lifecycles/standard/"]),
    f"{CASE}fields/": (STAFF, of_case("fields/")),
    f"{CASE}priority/": (STAFF, of_case("priority/")),
    f"{CASE}complexity/": (STAFF, of_case("complexity/")),
    f"{CASE}link/": (STAFF, of_case("link/")),
    f"{CASE}merge/": (STAFF, of_case("merge/")),
    f"{CASE}merge/<str:merge>/undo/": (STAFF, lambda _world: [undo_merge()]),
    f"{CASE}split/": (STAFF, of_case("split/")),
    f"{CASE}problem/": (STAFF, of_case("problem/")),
    f"{CASE}documents/": (STAFF, of_case("documents/")),
    "/desk/lists/": (STAFF, lambda _world: [saved_list() and "/desk/lists/"]),
    "/desk/lists/new/": (STAFF, lambda _world: ["/desk/lists/new/"]),
    "/desk/lists/<str:name>/": (STAFF, lambda _world: [saved_list(), "/desk/lists/unit/"]),
    "/desk/lists/<str:reference>/change/": (SUPERVISOR, lambda _world: [f"{saved_list()}change/"]),
    "/desk/many/<str:reference>/": (SUPERVISOR, lambda _world: many()),
    "/desk/triggers/": (SUPERVISOR, lambda _world: ["/desk/triggers/"]),
    "/desk/triggers/new/": (SUPERVISOR, lambda _world: ["/desk/triggers/new/"]),
    "/desk/triggers/<str:reference>/": (SUPERVISOR, lambda _world: [trigger(), f"{trigger()}?try"]),
    "/desk/triggers/<str:reference>/change/": (SUPERVISOR, lambda _world: [f"{trigger()}change/"]),
    "/desk/problems/": (STAFF, lambda _world: ["/desk/problems/", "/desk/problems/?closed"]),
    "/desk/problems/<str:reference>/": (STAFF, lambda _world: [problem()]),
    "/desk/problems/<str:reference>/answer/": (STAFF, lambda _world: [f"{problem()}answer/"]),
    "/desk/watching/": (STAFF, lambda _world: ["/desk/watching/"]),
    "/desk/batches/": (STAFF, lambda _world: ["/desk/batches/"]),
    "/desk/batches/forms/": (SUPERVISOR, lambda _world: ["/desk/batches/forms/"]),
    "/desk/batches/<str:reference>/": (STAFF, lambda _world: [batch()]),
    "/desk/batches/<str:reference>/key/": (STAFF, lambda _world: [f"{batch()}key/"]),
    "/desk/batches/<str:reference>/sheets/<str:item>/settle/": (STAFF, lambda _world: [to_settle()]),
    f"{CASE}checklist/": (STAFF, of_case("checklist/")),
    f"{CASE}tasks/add/": (STAFF, of_case("tasks/add/")),
    f"{CASE}tasks/<str:task>/give/": (STAFF, lambda world: [f"{task(world.open_case)}give/"]),
    f"{CASE}tasks/<str:task>/drop/": (STAFF, lambda world: [f"{task(world.open_case)}drop/"]),
}
