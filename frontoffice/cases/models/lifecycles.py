"""Lifecycles as data: the stages a case goes through and the ways between them, by version."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField

STANDARD = "standard"


class Lifecycle(models.Model):
    """A set of stages and transitions under a code. `current` is the published version that counts for all its cases.

    Which stages there are is read from the version's `definition` (frontoffice.cases.lifecycles).
    """

    reference = ReferenceField()
    code = models.CharField(max_length=40, unique=True)
    current = models.ForeignKey("cases.LifecycleVersion", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["code"]
        verbose_name = _("lifecycle")
        constraints = [models.CheckConstraint(condition=~Q(code=""), name="lifecycle_has_code")]

    def __str__(self) -> str:
        return self.code


class Versioned(models.Model):
    """A draft until it is published, by another person than who wrote it (X4); then it stays as it is (X2)."""

    reference = ReferenceField()
    number = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)
    drafted_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    published_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class LifecycleVersion(Versioned):
    """One version. `definition` holds names, stages and transitions; `moves` where cases in removed stages go."""

    lifecycle = models.ForeignKey(Lifecycle, models.PROTECT, related_name="versions")
    name = models.CharField(max_length=120)
    definition = models.JSONField()
    moves = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("version of a lifecycle")
        constraints = [
            models.UniqueConstraint(fields=["lifecycle", "number"], name="lifecycle_number_once"),
            models.UniqueConstraint(
                fields=["lifecycle"], condition=Q(published_at__isnull=True), name="lifecycle_draft_once"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__gte=F("drafted_at"), published_by__isnull=False),
                name="lifecycle_published_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


guards.keep(Lifecycle, may_change=["current_id"])
guards.keep(LifecycleVersion, frozen_when="published_at")
