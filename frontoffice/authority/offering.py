"""Which of several acts may be done with one thing here and now: what a page offers, decided as the act itself is."""

import datetime as dt
from collections.abc import Iterable

from django.db import models

from frontoffice.authority import conflicts, registry
from frontoffice.authority.colleagues import Asked
from frontoffice.authority.deciding import refusal_of
from frontoffice.authority.holding import rows_of_each
from frontoffice.authority.models import Grant
from frontoffice.foundation.models import Actor


def offered(names: Iterable[str], about: models.Model, *, by: Actor, at: dt.datetime) -> frozenset[str]:
    """Names of the actions that this person may do with it, or ask for. Two queries, however many actions.

    What two people have to do apart is looked at in the act.
    """
    if not by.is_staff or by.pk is None:
        return frozenset()
    actions = [registry.ACTIONS[name] for name in names if name in registry.ACTIONS]
    rows: dict[str, list[Grant]] = {}
    for row in rows_of_each([action.name for action in actions], of=[by.pk], at=at):
        rows.setdefault(row.action, []).append(row)
    if not rows or conflicts.interest_of(by, conflicts.keys_in({"about": about}), at=at) is not None:
        return frozenset()
    found = set()
    for action in actions:
        takes = next(
            (p.name for p in action.signature.parameters if p.model is type(about) and not p.many), ""
        )
        asked = Asked(action, {takes: about} if takes else {})
        if action.name not in rows or asked.involves(by, at):
            continue
        stands = asked.stands(rows[action.name], asked.measured(by, at), by=by)
        if refusal_of(action, stands) is None:
            found.add(action.name)
    return frozenset(found)
