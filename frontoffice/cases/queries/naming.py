"""What a fact in a case's history is about besides people and words: the title of a task, the number of a case."""

from collections.abc import Callable, Iterable

from frontoffice.cases.models import Case, Document, Problem
from frontoffice.cases.models.tasks import Checklist, Task
from frontoffice.foundation.models import Event

Names = Callable[[set[int]], dict[int, str]]
_NAMES: dict[str, Names] = {
    "task_id": lambda ids: dict(Task.objects.filter(pk__in=ids).values_list("pk", "title")),
    "other_case_id": lambda ids: dict(Case.objects.filter(pk__in=ids).values_list("pk", "number")),
    "problem_id": lambda ids: dict(Problem.objects.filter(pk__in=ids).values_list("pk", "title")),
    "document_id": lambda ids: dict(Document.objects.filter(pk__in=ids).values_list("pk", "name")),
    "checklist_id": lambda ids: dict(Checklist.objects.filter(pk__in=ids).values_list("pk", "name")),
}


def names_in(events: Iterable[Event], case_id: int) -> dict[int, str]:
    """By the event's id, as read on this case; one query for each kind of thing that is named at all."""
    events = list(events)
    found: dict[int, str] = {}
    for key, load in _NAMES.items():
        naming = {
            event.pk: _seen_from(event, key, case_id)
            for event in events
            if event.payload.get(key) is not None
        }
        if naming:
            names = load(set(naming.values()))
            found |= {pk: names.get(which, "") for pk, which in naming.items()}
    return found


def _seen_from(event: Event, key: str, case_id: int) -> int:
    """The other of two cases, from whichever it is read."""
    which: int = event.payload[key]
    if key == "other_case_id" and which == case_id:
        which = event.payload["case_id"]
    return which
