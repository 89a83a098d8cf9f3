"""Types of cases: what is asked beside the words, and which lifecycle the case goes through; by version."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.models.lifecycles import Lifecycle, Versioned
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField

GENERAL = "general"


class Priority(models.IntegerChoices):
    """How soon a case is worked on, beside its due date."""

    URGENT = 1, _("Urgent")
    HIGH = 2, _("High")
    NORMAL = 3, _("Normal")
    LOW = 4, _("Low")


class Complexity(models.IntegerChoices):
    """How much it takes: what a grant's limit of complexity is compared with."""

    ROUTINE = 1, _("Routine")
    HARDER = 2, _("Harder")
    HARD = 3, _("Hard")


class CaseType(models.Model):
    """A kind of case under a code. New cases are of its `current` version, where it is `active`."""

    reference = ReferenceField()
    code = models.CharField(max_length=40, unique=True)
    current = models.ForeignKey("cases.CaseTypeVersion", models.PROTECT, null=True, related_name="+")
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("case type")
        constraints = [models.CheckConstraint(condition=~Q(code=""), name="case_type_has_code")]

    def __str__(self) -> str:
        return self.code


class CaseTypeVersion(Versioned):
    """One version: a case keeps the version that it was opened with.

    `schema` is the JSON Schema (2020-12, the part that a form can be made of) of the case's `fields`; `names` the
    type's name in other languages.
    """

    type = models.ForeignKey(CaseType, models.PROTECT, related_name="versions")
    name = models.CharField(max_length=120)
    names = models.JSONField(default=dict, blank=True)
    lifecycle = models.ForeignKey(Lifecycle, models.PROTECT, related_name="+")
    schema = models.JSONField(default=dict, blank=True)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    complexity = models.PositiveSmallIntegerField(choices=Complexity.choices, default=Complexity.ROUTINE)
    confidential = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("version of a case type")
        constraints = [
            models.UniqueConstraint(fields=["type", "number"], name="case_type_number_once"),
            models.UniqueConstraint(
                fields=["type"], condition=Q(published_at__isnull=True), name="case_type_draft_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="case_type_named"),
            models.CheckConstraint(
                condition=Q(priority__gte=1, priority__lte=4, complexity__gte=1, complexity__lte=3),
                name="case_type_weighs",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__gte=F("drafted_at"), published_by__isnull=False),
                name="case_type_published_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


guards.keep(CaseType, may_change=["current_id", "active"])
guards.keep(CaseTypeVersion, frozen_when="published_at")
