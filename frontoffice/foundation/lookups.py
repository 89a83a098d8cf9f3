"""`pk__any_of=ids`: as `pk__in`, for hundreds of ids at once."""

import json
from typing import Any

from django.db.models import BigAutoField, Lookup


@BigAutoField.register_lookup
class AnyOf(Lookup):
    """The ids go as one value. As hundreds of parameters they cost more than the query that they are for."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """`id = ANY(array)`."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", [*params, [int(one) for one in self.rhs]]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """`id IN (the numbers of a JSON list)`."""
        column, params = self.process_lhs(compiler, connection)
        listed = json.dumps([int(one) for one in self.rhs])
        return f"{column} IN (SELECT value FROM json_each(%s))", [*params, listed]  # noqa: S608 - a column
