"""Which types of cases there are, and the ones that every installation has."""

import datetime as dt

from django.db.models import QuerySet

from frontoffice.authority.registry import visible
from frontoffice.cases.lifecycles import standard
from frontoffice.cases.models import (
    AWAITING_CUSTOMER,
    GENERAL,
    STANDARD,
    CaseType,
    CaseTypeVersion,
    Lifecycle,
    LifecycleVersion,
    StopReason,
)
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Actor
from frontoffice.foundation.statements import Statement

SINCE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
WITH = ("type", "lifecycle__current")


@visible(LifecycleVersion)
def lifecycles_visible_to(*, by: Actor, at: dt.datetime) -> QuerySet[LifecycleVersion]:
    """Colleagues see all versions, drafts too."""
    rows = LifecycleVersion.objects.select_related("lifecycle", "drafted_by", "published_by")
    return rows if by.is_staff else rows.none()


@visible(StopReason)
def stop_reasons_visible_to(*, by: Actor, at: dt.datetime) -> QuerySet[StopReason]:
    """Colleagues see all, also those that are offered no more."""
    return StopReason.objects.all() if by.is_staff else StopReason.objects.none()


@visible(CaseTypeVersion)
def types_visible_to(*, by: Actor, at: dt.datetime) -> QuerySet[CaseTypeVersion]:
    """Colleagues see all versions, drafts too."""
    rows = CaseTypeVersion.objects.select_related("type", "lifecycle", "drafted_by", "published_by")
    return rows if by.is_staff else rows.none()


def types_offered() -> QuerySet[CaseTypeVersion]:
    """What a case can be opened as: the current version of each active type, by name."""
    current = CaseType.objects.filter(active=True, current__isnull=False).values("current")
    return CaseTypeVersion.objects.filter(pk__in=current).select_related(*WITH).order_by("name", "pk")


def type_offered(code: str) -> CaseTypeVersion | None:
    """The current version of the active type of that code. One query."""
    return types_offered().filter(type__code=code).first()


def general_type() -> CaseTypeVersion:
    """The type of a case that is of no other; made with the standard lifecycle where an installation is new."""
    return _GENERAL.first(code=GENERAL) or _made()


def _of_code(*, code: str) -> QuerySet[CaseTypeVersion]:
    found = CaseTypeVersion.objects.filter(type__code=code, pk__in=CaseType.objects.values("current"))
    return found.select_related(*WITH)


_GENERAL = Statement(_of_code, code=str)


def standard_lifecycle() -> Lifecycle:
    """The lifecycle that every installation has."""
    lifecycle, _made_now = Lifecycle.objects.get_or_create(code=STANDARD)
    if lifecycle.current is None:
        version, _made_now = LifecycleVersion.objects.get_or_create(
            lifecycle=lifecycle,
            number=1,
            defaults={"name": "Standard", "definition": standard(), **_by_itself()},
        )
        lifecycle.current = version
        lifecycle.save(update_fields=["current"])
    return lifecycle


def _made() -> CaseTypeVersion:
    for code, name, spanish in (
        (AWAITING_CUSTOMER, "Waiting for the customer", "En espera del cliente"),
        ("agency", "Waiting for another agency", "En espera de otra agencia"),
    ):
        StopReason.objects.get_or_create(code=code, defaults={"name": name, "names": {"es": spanish}})
    lifecycle = standard_lifecycle()
    type_, _made_now = CaseType.objects.get_or_create(code=GENERAL)
    version, _made_now = CaseTypeVersion.objects.get_or_create(
        type=type_,
        number=1,
        defaults={
            "name": "General inquiry",
            "names": {"es": "Consulta general"},
            "lifecycle": lifecycle,
            **_by_itself(),
        },
    )
    type_.current = version
    type_.save(update_fields=["current"])
    return version


def _by_itself() -> dict[str, object]:
    """Who wrote and published what the product comes with: the room itself."""
    by = service("cases")
    return {"drafted_by": by, "drafted_at": SINCE, "published_by": by, "published_at": SINCE}
