"""Keeping case types: what is asked beside the words, drafted and published by another person."""

import json
from datetime import datetime
from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.authority.separation import Part
from frontoffice.cases.actions import drafting_versions as drafting
from frontoffice.cases.events import CaseTypePublished, DraftKept
from frontoffice.cases.lifecycles import Code, definition_of
from frontoffice.cases.models import STANDARD, CaseType, CaseTypeVersion, Lifecycle
from frontoffice.cases.queries.types import standard_lifecycle
from frontoffice.cases.schemas import fields_of, problem_with
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput


class UnknownLifecycle(BadInput):
    message = _("There is no published lifecycle with this code.")
    field = "lifecycle"


class UnusableSchema(BadInput):
    message = _("No form can be made of this.")
    field = "fields"


class FieldsOfWays(BadInput):
    """A way of the lifecycle asks for fields that the type has not; nobody could ever go it."""

    message = _("The lifecycle asks for fields that this type has not.")
    field = "fields"


@action("cases.draft_case_type", title=_("Draft a case type"), open_to=["service"])
def draft_case_type(
    *,
    code: Code,
    name: Annotated[str, Field(min_length=1, max_length=120)],
    spanish: Annotated[str, Field(max_length=120)] = "",
    fields: Annotated[str, Field(max_length=60_000)] = "",
    lifecycle: Annotated[str, Field(max_length=40)] = STANDARD,
    priority: Annotated[int, Field(ge=1, le=4)] = 3,
    complexity: Annotated[int, Field(ge=1, le=3)] = 1,
    confidential: bool = False,
    by: Actor,
    at: datetime,
) -> CaseTypeVersion:
    """Keep a draft: the one there is, or the next version. `fields` is JSON Schema, the part that makes a form.

    No case is of it before it is published. Raises UnknownLifecycle, UnusableSchema, FieldsOfWays.
    """
    goes_by = _lifecycle(lifecycle)
    schema = _schema(fields)
    _check_ways(goes_by, schema)
    kind, _new = CaseType.objects.get_or_create(code=code)
    kind = CaseType.objects.select_for_update().get(pk=kind.pk)
    version = kind.versions.filter(published_at__isnull=True).first() or CaseTypeVersion(
        type=kind, number=drafting.next_number(kind.versions), revision=0, drafted_by=by, drafted_at=at
    )
    version.revision += 1
    version.name, version.names = name, {"es": spanish.strip()} if spanish.strip() else {}
    version.schema, version.lifecycle = schema, goes_by
    version.priority, version.complexity, version.confidential = priority, complexity, confidential
    version.save()
    drafting.written_by(version, by, "cases.draft_case_type", at=at)
    kept = DraftKept(kind="case_type", version_id=version.pk, number=version.number)
    announce(kept, about=[kind, version], by=by, at=at)
    return version


@action(
    "cases.publish_case_type",
    title=_("Publish a case type"),
    subject="version",
    approvals=drafting.others_needed,
    approval_separation=Part.PUBLISH_RULE,
    expires_after=drafting.DAYS_TO_DECIDE,
    open_to=["service"],
)
def publish_case_type(*, version: CaseTypeVersion, by: Actor, at: datetime) -> CaseTypeVersion:
    """New cases are of this version; those there are keep theirs. Raises NotADraft, FieldsOfWays, UnknownLifecycle."""
    kind = CaseType.objects.select_for_update().get(pk=version.type_id)
    version = CaseTypeVersion.objects.select_related("lifecycle__current").get(pk=version.pk)
    if version.published_at is not None:
        raise drafting.NotADraft
    if version.lifecycle.current is None:
        raise UnknownLifecycle
    _check_ways(version.lifecycle, version.schema)
    drafting.publish(version, by=by, at=at)
    kind.current, kind.active = version, True
    kind.save(update_fields=["current", "active"])
    announce(CaseTypePublished(type_id=kind.pk, version_id=version.pk), about=[kind, version], by=by, at=at)
    return version


def _lifecycle(code: str) -> Lifecycle:
    if code == STANDARD:
        return standard_lifecycle()
    found = Lifecycle.objects.select_related("current").filter(code=code, current__isnull=False).first()
    if found is None:
        raise UnknownLifecycle
    return found


def _schema(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text) if text.strip() else {}
    except (ValueError, RecursionError):
        raise UnusableSchema(_("This is not JSON.")) from None
    if not isinstance(found, dict):
        raise UnusableSchema
    wrong = problem_with(found)
    if wrong:
        raise UnusableSchema(wrong)
    # As they were written, unless it says otherwise: a database may keep names in an order of its own.
    named = found.get("properties", {})
    return {**found, "order": found.get("order") or list(named)} if named else found


def _check_ways(lifecycle: Lifecycle, schema: dict[str, Any]) -> None:
    if lifecycle.current is None:
        raise UnknownLifecycle
    asked = {name for way in definition_of(lifecycle.current).transitions for name in way.fields}
    missing = asked - set(fields_of(schema).properties)
    if missing:
        raise FieldsOfWays(
            _("The lifecycle asks for fields that this type has not: %(names)s.")
            % {"names": ", ".join(sorted(missing))}
        )
