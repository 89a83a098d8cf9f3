"""What colleagues do together on the demonstration's cases: tasks, a check list, a link, a problem, a batch to key."""

from datetime import datetime
from decimal import Decimal

from demo.scene import Scene
from frontoffice.cases.actions.keeping_batches import define_paper_form, give_sheets, open_batch
from frontoffice.cases.actions.keeping_checklists import add_step, define_checklist
from frontoffice.cases.actions.keeping_problems import attach_to_problem, open_problem
from frontoffice.cases.actions.keying_sheets import finish_keying
from frontoffice.cases.actions.linking_cases import link_cases
from frontoffice.cases.actions.tasking import add_task, finish_task, use_checklist
from frontoffice.cases.actions.watching import watch
from frontoffice.cases.models import Case, LinkKind

FORM = """Name *
License number *
Born: date *
County: choice (Alder, Birch, Columbia) *
Fee paid: number *"""
SHEETS = (
    '{"name": "Ada Lovrens", "license_number": "K4410", "born": "03/14/1961", "county": "Alder", "fee_paid": "18"}',
    '{"name": "Ben Okoro", "license_number": "K4411", "born": "12/01/1988", "county": "Birch", "fee_paid": "18"}',
)


def gather(scene: Scene, *, at: datetime) -> None:
    """On the cases that are open when the week is over; without a case, only what needs none."""
    _keep_lists(scene, at=at)
    _take_in_a_batch(scene, at=at)
    cases = [case for case in scene.cases.values() if Case.objects.get(pk=case.pk).resolved_at is None]
    if len(cases) < 4:
        return
    dana = scene.actor("dana")
    first, second, third, fourth = cases[:4]
    done = add_task(case=first, title="Look up the record", by=dana, at=at)
    add_task(case=first, title="Ask the medical unit", mandatory=True, after=done, by=dana, at=at)
    finish_task(task=done, by=dana, at=at)
    watch(case=second, by=dana, at=at)
    link_cases(case=first, to=second, kind=LinkKind.RELATED, by=dana, at=at)
    problem = open_problem(
        title="Letters arrive after the day they name",
        details="Two customers say that the letter came when its date had passed.",
        case=third,
        by=dana,
        at=at,
    )
    attach_to_problem(problem=problem, cases=[fourth], by=dana, at=at)


def _keep_lists(scene: Scene, *, at: datetime) -> None:
    ruth = scene.actor("ruth")
    checklist = define_checklist(name="A letter came back", by=ruth, at=at)
    first = add_step(
        checklist=checklist,
        title="Check the address with the customer",
        mandatory=True,
        days=1,
        by=ruth,
        at=at,
    )
    add_step(checklist=checklist, title="Send the letter again", days=2, after=first, by=ruth, at=at)
    open_cases = [case for case in scene.cases.values() if Case.objects.get(pk=case.pk).resolved_at is None]
    if open_cases:
        use_checklist(case=open_cases[-1], checklist=checklist, by=scene.actor("dana"), at=at)


def _take_in_a_batch(scene: Scene, *, at: datetime) -> None:
    """Six sheets keyed twice: two keyed once, the others Dana's."""
    ruth, dana = scene.actor("ruth"), scene.actor("dana")
    form = define_paper_form(
        name="Change of address DL-12", fields=FORM, sum_field="fee_paid", by=ruth, at=at
    )
    batch = open_batch(
        form=form, title="Tray 4, morning mail", count=6, total=Decimal(108), twice=True, by=ruth, at=at
    )
    give_sheets(batch=batch, member=scene.staff["dana"], first=1, last=6, by=ruth, at=at)
    for item, sheet in zip(batch.items.order_by("position"), SHEETS, strict=False):
        finish_keying(item=item, given=sheet, by=dana, at=at)
