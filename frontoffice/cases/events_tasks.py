"""What others may learn of tasks and check lists."""

from frontoffice.foundation.events import fact


@fact("cases.ChecklistDefined")
class ChecklistDefined:
    checklist_id: int
    topic_id: int | None
    on_opening: bool


@fact("cases.ChecklistEnded")
class ChecklistEnded:
    checklist_id: int


@fact("cases.StepAdded")
class StepAdded:
    checklist_id: int
    step_id: int


@fact("cases.StepEnded")
class StepEnded:
    checklist_id: int
    step_id: int


@fact("cases.TaskAdded")
class TaskAdded:
    case_id: int
    task_id: int
    mandatory: bool


@fact("cases.ChecklistCopied")
class ChecklistCopied:
    case_id: int
    checklist_id: int
    tasks: int


@fact("cases.TaskGiven")
class TaskGiven:
    """To a colleague, to a unit, or (both empty) to whoever has the case."""

    case_id: int
    task_id: int
    staff_member_id: int | None
    unit_id: int | None


@fact("cases.TaskDone")
class TaskDone:
    case_id: int
    task_id: int


@fact("cases.TaskDropped")
class TaskDropped:
    """It is not needed; the reason is with the task and in the note."""

    case_id: int
    task_id: int
    note_id: int | None


@fact("cases.TaskReopened")
class TaskReopened:
    case_id: int
    task_id: int
