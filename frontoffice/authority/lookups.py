"""The three questions before each act, as SQL written out: building them anew would cost more than asking them.

Both databases read the same words. Instants are adapted by the database's own rules.
"""

import datetime as dt
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

from frontoffice.authority.models import Act, Grant, Interest
from frontoffice.foundation import prepared

Key = tuple[str, int]
Row = TypeVar("Row", bound=Model)


@cache
def _names_of(model: type[Model], alias: str) -> str:
    """Columns by name: the plan of a statement is kept, and one that is added later would not be in it."""
    return ", ".join(f"{alias}.{field.column}" for field in model._meta.concrete_fields)


# What is held by standing in counts as long as its like is held there: standing_in.held_by_the_absent, written out.
_THEIRS = """
    SELECT 1 FROM authority_grant t LEFT JOIN authority_staffmember ts ON ts.actor_id = t.actor_id
    WHERE t.actor_id = g.acting_for_id AND t.action = g.action AND t.acting_for_id IS NULL AND t.from_at <= %s
      AND (t.until IS NULL OR t.until > %s) AND (t.revoked_at IS NULL OR t.revoked_at > %s)
      AND (ts.until IS NULL OR ts.until > %s)
"""
_AS_WIDE = """
      AND t.effect = 'gives'
      AND (t.amount_limit IS NULL OR t.amount_limit >= g.amount_limit)
      AND (t.confidentiality_limit IS NULL OR t.confidentiality_limit >= g.confidentiality_limit)
      AND (t.complexity_limit IS NULL OR t.complexity_limit >= g.complexity_limit)
      AND (t.unit_id IS NULL OR t.unit_id = g.unit_id) AND (t.program = '' OR t.program = g.program)
      AND (NOT t.needs_approval OR t.needs_approval = g.needs_approval)
      AND (t.review_share IS NULL OR t.review_share <= g.review_share)
"""
_ROWS = f"""
SELECT {_names_of(Grant, "g")},
  (g.certification = '' OR EXISTS (
    SELECT 1 FROM authority_certification c JOIN authority_certificationkind k ON k.id = c.kind_id
    WHERE c.actor_id = g.actor_id AND k.code = g.certification AND c.from_at <= %s
      AND (c.until IS NULL OR c.until > %s) AND (c.withdrawn_at IS NULL OR c.withdrawn_at > %s)
  )) AS certified
FROM authority_grant g LEFT JOIN authority_staffmember s ON s.actor_id = g.actor_id
WHERE g.actor_id = %s AND g.action = %s AND g.from_at <= %s
  AND (g.until IS NULL OR g.until > %s) AND (g.revoked_at IS NULL OR g.revoked_at > %s)
  AND (s.until IS NULL OR s.until > %s)
  AND (g.acting_for_id IS NULL
    OR (EXISTS ({_THEIRS}{_AS_WIDE}) AND NOT EXISTS ({_THEIRS} AND t.effect = 'narrows')))
ORDER BY g.id
"""  # noqa: S608 - put together of constants alone
_INTEREST = """
SELECT {names} FROM authority_interest i
LEFT JOIN authority_staffmember s ON i.relation = 'self' AND s.actor_id = i.actor_id
LEFT JOIN authority_staffmember boss ON boss.id = s.supervisor_id
WHERE i.from_at <= %s AND (i.ended_at IS NULL OR i.ended_at > %s)
  AND (i.actor_id = %s OR boss.actor_id = %s) AND ({among}) ORDER BY i.id LIMIT 1
"""
_ACTS = """
SELECT {names} FROM authority_act a
WHERE a.actor_id = %s AND a.at <= %s AND a.part IN ({parts}) AND ({among}) ORDER BY a.id LIMIT 50
"""


def _instant(at: dt.datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def _among(keys: Iterable[Key], alias: str) -> tuple[str, list[Any]]:
    ordered = sorted(keys)
    words = " OR ".join(f"({alias}.kind = %s AND {alias}.object_id = %s)" for _key in ordered)
    return words, [part for key in ordered for part in key]


def rows_of(action: str, *, actor_id: int, at: dt.datetime) -> list[Grant]:
    """All rows in force of the actor about the action, also those that narrow; `certified` says whether each counts."""
    when = _instant(at)
    asked = [when, when, when, actor_id, action, *[when] * 12]
    return _read(Grant, _ROWS, asked, "certified")


def interest_of(actor_id: int, keys: Iterable[Key], *, at: dt.datetime) -> Interest | None:
    """The first interest of this person, or of somebody they supervise, in one of these objects."""
    when = _instant(at)
    words, values = _among(keys, "i")
    sql = _INTEREST.format(among=words, names=_names_of(Interest, "i"))
    return next(iter(_read(Interest, sql, [when, when, actor_id, actor_id, *values])), None)


def acts_of(actor_id: int, parts: Iterable[str], keys: Iterable[Key], *, at: dt.datetime) -> list[Act]:
    """What this person did of these parts, about one of these objects, up to fifty."""
    wanted = sorted(parts)
    words, values = _among(keys, "a")
    parted = ", ".join(["%s"] * len(wanted))
    sql = _ACTS.format(parts=parted, among=words, names=_names_of(Act, "a"))
    return _read(Act, sql, [actor_id, _instant(at), *wanted, *values])


def _read(model: type[Row], sql: str, values: list[Any], *more: str) -> list[Row]:
    """Rows with all fields of the model, and after them what else was worked out."""
    if connection.vendor != "postgresql":  # whose driver gives instants and the like as they are
        return list(model._default_manager.raw(sql, values))
    names = [field.attname for field in model._meta.concrete_fields]
    found = []
    for row in prepared.ask(sql, values):
        made = model.from_db(connection.alias, names, row[: len(names)])
        for name, value in zip(more, row[len(names) :], strict=True):
            setattr(made, name, value)
        found.append(made)
    return found
