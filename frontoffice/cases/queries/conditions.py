"""Which fields of cases can be asked now, and what can be chosen for each."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils.functional import Promise

from frontoffice.authority.models import StaffMember
from frontoffice.cases.conditions.fields import ALWAYS, Field, fields_with
from frontoffice.cases.conditions.trees import Tree
from frontoffice.cases.lifecycles import definition_of
from frontoffice.cases.models import Lifecycle, Topic
from frontoffice.cases.queries.company import colleagues
from frontoffice.cases.queries.types import types_offered
from frontoffice.foundation.models import Unit

Choices = list[tuple[str, str | Promise]]


def fields_now() -> dict[str, Field]:
    """All fields by their paths. One query."""
    return fields_with(types_offered())


def fields_of(trees: Iterable[Tree], columns: Iterable[str] = ()) -> dict[str, Field]:
    """Enough of the fields to read these trees and columns: no query where none of a case type is among them."""
    paths = [test.field for tree in trees for test in tree.every_test()] + list(columns)
    return fields_now() if any(path not in ALWAYS for path in paths) else ALWAYS


def offered(kinds: Iterable[str], *, languages: Choices, at: datetime) -> dict[str, Choices]:
    """What can be chosen where only the database knows: for `topics`, `units`, `people`, `types`, `stages`.

    One query for each that is asked for.
    """
    reads: dict[str, Callable[[], Choices]] = {
        "topics": lambda: [(topic.code, topic.name) for topic in Topic.objects.order_by("name", "pk")],
        "units": lambda: [(unit.code, unit.name) for unit in Unit.objects.order_by("name", "pk")],
        "people": lambda: [(one.reference, one.actor.name) for one in colleagues(at=at)],
        "types": lambda: [(version.type.code, version.name) for version in types_offered()],
        "stages": _stages,
        "languages": lambda: languages,
    }
    return {kind: list(reads[kind]()) for kind in set(kinds) if kind in reads}


def _stages() -> Choices:
    rows = Lifecycle.objects.filter(current__isnull=False).select_related("current").order_by("code")
    found: dict[str, str] = {}
    for lifecycle in rows:
        if lifecycle.current is not None:
            found |= {s.code: found.get(s.code, s.label) for s in definition_of(lifecycle.current).stages}
    return list(found.items())


def member_of(reference: str) -> StaffMember | None:
    """A colleague by their reference."""
    return StaffMember.objects.select_related("actor").filter(reference=reference).first()
