"""Making the tables of a room at once.

After each table Django builds anew every model that has to do with it, and with ours that is each of those before:
three quarters of the time that setting up an installation took. Here the models are built once for a run of tables.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

BUILT = "apps"  # where a state keeps the models that it has built; it builds them when they are asked for


class Tables(Operation):
    """Tables that are made one after the other, of which none is changed in between."""

    def __init__(self, operations: list[migrations.CreateModel]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models are known; none of them is built."""
        state.__dict__.pop(BUILT, None)
        for one in self.operations:
            one.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Make them, in order."""
        for one in self.operations:
            one.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Drop them, the last one first."""
        for one in reversed(self.operations):
            one.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """As `migrate --plan` lists it."""
        return ", ".join(one.describe() for one in self.operations)


class Migration(migrations.Migration):
    """A room's first migration."""

    def __init__(self, name: str, app_label: str) -> None:
        super().__init__(name, app_label)
        self.operations = list(_together(self.operations))  # type: ignore[misc]  # as Django itself does


def _together(operations: Iterable[Operation]) -> Iterator[Operation]:
    for makes, some in groupby(operations, key=lambda one: isinstance(one, migrations.CreateModel)):
        if makes:
            yield Tables([one for one in some if isinstance(one, migrations.CreateModel)])
        else:
            yield from some
