"""What a notification says: what happened, when, and which things it is about, as far as the owner may see them.

References and short codes only. Whoever receives it reads the things by the API, under a token, on record.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings

from frontoffice.authority.registry import SHOWN
from frontoffice.authority.signatures import VISIBLE
from frontoffice.foundation.models import Actor, Event, EventSubject

Subject = tuple[str, int]
LOOKED_UP = 500


def subjects_of(events: Iterable[Event]) -> dict[int, list[Subject]]:
    """By event: what it is about. One query."""
    found: dict[int, list[Subject]] = defaultdict(list)
    rows = EventSubject.objects.filter(event__in=[event.pk for event in events]).order_by("pk")
    for event_id, kind, subject_id in rows.values_list("event_id", "kind", "subject_id"):
        found[event_id].append((kind, subject_id))
    return found


def references(subjects: Iterable[Subject], *, by: Actor, at: dt.datetime) -> dict[Subject, str]:
    """The references of those that `by` may see. A query for each kind."""
    kinds: dict[str, set[int]] = defaultdict(set)
    for kind, subject_id in subjects:
        kinds[kind].add(subject_id)
    found: dict[Subject, str] = {}
    for kind, ids in kinds.items():
        if not is_told(kind):
            continue
        rows = VISIBLE[apps.get_model(kind)](by=by, at=at).filter(pk__in=list(ids)).order_by()
        found |= {(kind, pk): reference for pk, reference in rows.values_list("pk", "reference")}
    return found


def is_told(kind: str) -> bool:
    """Whether things of the kind have a reader at all."""
    try:
        model = apps.get_model(kind)
    except LookupError:
        return False
    return model in VISIBLE and any(field.name == "reference" for field in model._meta.concrete_fields)


def may_be_told(subjects: list[Subject], seen: dict[Subject, str]) -> bool:
    """An event is told to who may see all of it that can be seen, and something of it."""
    told = [subject for subject in subjects if is_told(subject[0])]
    return bool(told) and all(subject in seen for subject in told)


def body_of(event: Event, subjects: list[Subject], seen: dict[Subject, str]) -> bytes:
    """The payload as JSON: `type`, `timestamp` and `data`. Ids of rows stay in the house."""
    facts = {name: value for name, value in event.payload.items() if not name.endswith(("_id", "_ids"))}
    said: dict[str, Any] = {
        "type": event.name,
        "timestamp": event.at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z"),
        "data": {
            "about": [_thing(*one, seen[one]) for one in subjects if one in seen],
            "facts": facts,
            "action": event.action,
            "by": event.by.kind,
        },
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _thing(kind: str, _pk: int, reference: str) -> dict[str, str]:
    told = {"kind": kind, "reference": reference}
    if apps.get_model(kind) in SHOWN:
        told["url"] = f"{settings.PUBLIC_URL}/api/v1/{kind}/{reference}"
    return told
