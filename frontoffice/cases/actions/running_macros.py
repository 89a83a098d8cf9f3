"""Running a macro: its steps one after the other, each with the authority of whoever runs it; all of them or none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from frontoffice.authority.models import Approval, StaffMember
from frontoffice.authority.registry import action
from frontoffice.cases import clocks, macros, placeholders
from frontoffice.cases.actions import (
    assigning,
    moving,
    noting,
    replying,
    resolving,
    sorting,
    tasking,
    watching,
    weighing,
)
from frontoffice.cases.actions.keeping_modules import RetiredBefore
from frontoffice.cases.events_desk import MacroRun
from frontoffice.cases.models import Case, Macro, MacroVersion, TextModule
from frontoffice.cases.permissions import unit_of_case
from frontoffice.cases.queries.modules import as_in
from frontoffice.foundation import clock
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused


class ModuleGone(Refused):
    message = _("Its text module was taken out of use.")


class StepWaits(Refused):
    """What somebody else has to agree to is asked for by itself, not among other steps."""

    message = _("This is more than you may do at once. Ask for it by itself.")
    status = 403
    part = "limit"


class StepRefused(Refused):
    """A step was refused, and with it the whole macro; the message says which and why."""

    def __init__(self, number: int, step: macros.Step, refusal: Refused) -> None:
        super().__init__(
            _("Nothing was done. Step %(number)s, “%(step)s”: %(why)s")
            % {"number": number, "step": macros.NAMES[step.do], "why": refusal}
        )
        self.status, self.part, self.call = refusal.status, refusal.part, refusal.call


@dataclass(frozen=True)
class Run:
    """The case as it is before a step, and who does it when."""

    case: Case
    member: StaffMember | None
    by: Actor
    at: datetime

    def words(self, text: str) -> str:
        """The text with what is known of the case put in."""
        language = self.case.language.split("-")[0]
        return placeholders.filled(text, placeholders.Told(self.case, self.member, language))

    def act(self, called: Any, **given: Any) -> Any:
        """One action on the case."""
        return called(case=self.case, **given, by=self.by, at=self.at)


@action("cases.run_macro", title=_("Run a macro"), unit=unit_of_case, subject="case")
def run_macro(*, case: Case, macro: Macro, by: Actor, at: datetime) -> Case:
    """Do the steps in order, each as if it were done by itself. Raises StepRefused with what the step refuses with;
    then nothing is done. RetiredBefore.
    """
    version = macro.current
    if macro.retired_at is not None or version is None:
        raise RetiredBefore
    version.macro = macro
    run_version(case, version, by=by, at=at)
    return Case.objects.get(pk=case.pk)


def run_version(case: Case, version: MacroVersion, *, by: Actor, at: datetime) -> None:
    """The steps of one version, inside the caller's transaction; each decides on the authority of `by`.

    Raises StepRefused, RetiredBefore.
    """
    if version.macro.retired_at is not None:
        raise RetiredBefore
    member = StaffMember.objects.select_related("actor", "unit").filter(actor=by).first()
    for number, step in enumerate(macros.read(version.steps), start=1):
        now = Case.objects.select_related("topic", "unit", "customer", "type__lifecycle__current").get(
            pk=case.pk
        )
        try:
            made = DOES[step.do](Run(now, member, by, at), step)
        except Refused as refusal:
            raise StepRefused(number, step, refusal) from refusal
        if isinstance(made, Approval):
            raise StepRefused(number, step, StepWaits())
    ran = MacroRun(case_id=case.pk, macro_id=version.macro_id, number=version.number)
    announce(ran, about=[case, version.macro], by=by, at=at)


def _note(run: Run, step: macros.NoteStep) -> Any:
    return run.act(noting.note, text=run.words(step.text))


def _reply(run: Run, step: macros.ReplyStep) -> Any:
    return run.act(
        replying.reply,
        text=_reply_text(run, step),
        resolve=step.then == "resolve",
        keep_open=step.then == "stay",
    )


def _reply_text(run: Run, step: macros.ReplyStep) -> str:
    if not step.module:
        return run.words(step.text)
    modules = TextModule.objects.select_related("current")
    module = modules.filter(reference=step.module, retired_at__isnull=True, current__isnull=False).first()
    if module is None or run.member is None:
        raise ModuleGone
    return as_in(run.case, module, run.member).text


def _assign(run: Run, step: macros.AssignStep) -> Any:
    assignee = StaffMember.objects.select_related("actor").filter(reference=step.to).first()
    if assignee is None:
        raise assigning.CannotWorkOnIt
    return run.act(assigning.assign, assignee=assignee, reason=step.reason)


def _task(run: Run, step: macros.TaskStep) -> Any:
    due = None
    if step.days is not None:
        hours = clocks.hours_of(run.case.unit)
        day = hours.add_business_days(hours.date_of(run.at), step.days)
        due = clock.first_instant(day, tasking.LAST_MINUTE, hours.zone)
    return run.act(tasking.add_task, title=step.title, due_at=due, mandatory=step.mandatory)


DOES: dict[str, Callable[[Run, Any], Any]] = {
    "take": lambda run, _step: run.act(assigning.take),
    "note": _note,
    "reply": _reply,
    "assign": _assign,
    "release": lambda run, step: run.act(assigning.release_to_unit, reason=step.reason),
    "move": lambda run, step: run.act(moving.move, to=step.to, note=step.note),
    "resolve": lambda run, step: run.act(resolving.resolve, resolution=run.words(step.text), code=step.code),
    "priority": lambda run, step: run.act(weighing.set_priority, priority=step.priority, reason=step.reason),
    "topic": lambda run, step: run.act(sorting.change_topic, topic=step.topic, reason=step.reason),
    "task": _task,
    "watch": lambda run, _step: run.act(watching.watch),
}
