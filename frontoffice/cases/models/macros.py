"""Macros: acts that are done one after the other under one name, kept by version."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.models.modules import Shared
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Macro(Shared):
    """Steps that one key does. What is done is the `current` version."""

    reference = ReferenceField()
    current = models.ForeignKey("cases.MacroVersion", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("macro")
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=True) | Q(unit__isnull=True), name="macro_of_one_kind"
            ),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True, retired_by__isnull=True)
                | Q(retired_at__gte=F("made_at"), retired_by__isnull=False),
                name="macro_retired_by",
            ),
        ]

    def __str__(self) -> str:
        return f"macro {self.reference}"


class MacroVersion(models.Model):
    """One list of steps: `steps` holds objects with the `do` of a step and what it is given (cases.macros)."""

    macro = models.ForeignKey(Macro, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    steps = models.JSONField()
    made_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("version of a macro")
        constraints = [
            models.UniqueConstraint(fields=["macro", "number"], name="macro_number_once"),
            models.CheckConstraint(condition=~Q(name=""), name="macro_version_named"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


guards.keep(Macro, may_change=["current_id", "retired_by_id", "retired_at"])
guards.keep(MacroVersion)
