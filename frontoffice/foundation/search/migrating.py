"""The migration operation that makes a search index, on either database, with a way back."""

from collections.abc import Mapping
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from frontoffice.foundation.search.indexes import Index, Reading, creating, dropping


class SearchIndex(Operation):
    """Make a table searchable: `SearchIndex("cases_case", {"title": 1.0, "words": 0.4})`.

    The index holds what is in the table already, and follows it from then on.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str, fields: Mapping[str, float], reading: Reading = "english") -> None:
        self.table, self.fields, self.reading = table, dict(fields), reading
        self._index = Index(table, tuple(fields.items()), reading)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table, self.fields], {"reading": self.reading}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Models don't know of the index."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in creating(self._index, schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in dropping(self._index, schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Search index on {self.table}"

    @property
    def migration_name_fragment(self) -> str:
        return f"search_{self.table}"
