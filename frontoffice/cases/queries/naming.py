"""What a fact in a case's history is about besides people and words: the title of a task, the number of a case."""

from collections.abc import Callable, Iterable

from frontoffice.cases.models.tasks import Checklist, Task
from frontoffice.foundation.models import Event

Names = Callable[[set[int]], dict[int, str]]
_NAMES: dict[str, Names] = {
    "task_id": lambda ids: dict(Task.objects.filter(pk__in=ids).values_list("pk", "title")),
    "checklist_id": lambda ids: dict(Checklist.objects.filter(pk__in=ids).values_list("pk", "name")),
}


def names_in(events: Iterable[Event]) -> dict[int, str]:
    """By the event's id; one query for each kind of thing that is named at all."""
    events = list(events)
    found: dict[int, str] = {}
    for key, load in _NAMES.items():
        naming = {event.pk: event.payload[key] for event in events if event.payload.get(key) is not None}
        if naming:
            names = load(set(naming.values()))
            found |= {pk: names.get(which, "") for pk, which in naming.items()}
    return found
