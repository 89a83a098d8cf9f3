"""Drafts of lifecycles and case types: who wrote on one does not publish it alone (X4)."""

import datetime as dt
from typing import Any

from django.db.models import Max, Model
from django.utils.translation import gettext_lazy as _

from frontoffice.authority import deciders, separation
from frontoffice.authority.models import Act
from frontoffice.authority.separation import Part
from frontoffice.cases.models.lifecycles import Versioned
from frontoffice.foundation.events import acting
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused

DAYS_TO_DECIDE = 20


class NotADraft(Refused):
    message = _("This version is published already.")


def key_of(version: Model) -> tuple[str, int]:
    """The object that writing and publishing are parted on."""
    return version._meta.label_lower, version.pk


def written_by(version: Model, by: Actor, action: str, *, at: dt.datetime) -> None:
    """Put on record that the words are this person's. What the office's own clockwork writes is nobody's."""
    if by.is_staff:
        separation.record(by, Part.WRITE_RULE, {key_of(version)}, action=action, at=at)


def others_needed(call: Any) -> int:
    """Who wrote on it asks a colleague; a colleague who reads what somebody else wrote is that second person."""
    kind, pk = key_of(call.version)
    authors = Act.objects.filter(kind=kind, object_id=pk, part=Part.WRITE_RULE).values_list(
        "actor_id", flat=True
    )
    wrote = call.by.pk is not None and deciders.same_person(call.by.pk, set(authors), at=call.at)
    return 1 if wrote else 0


def next_number(versions: Any) -> int:
    """The number of the next version of the same thing."""
    return (versions.aggregate(last=Max("number"))["last"] or 0) + 1


def publish(version: Versioned, *, by: Actor, at: dt.datetime) -> None:
    """It counts from now on, and stays as it is (X2)."""
    version.published_by, version.published_at = by, at
    version.approved_by = acting.get().authorized_by
    version.save(update_fields=["published_by", "published_at", "approved_by"])
