"""Text modules: words that are written again and again, kept by version and put in by a few letters."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Shared(models.Model):
    """What one colleague keeps for themselves (`owner`), for a unit (`unit`), or for the whole agency (neither)."""

    owner = models.ForeignKey("authority.StaffMember", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    retired_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class TextModule(Shared):
    """Words under a `shortcut`, the letters typed behind `::`. What is put in is the `current` version."""

    reference = ReferenceField()
    shortcut = models.CharField(max_length=30)
    current = models.ForeignKey("cases.TextModuleVersion", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("text module")
        constraints = [
            models.CheckConstraint(condition=~Q(shortcut=""), name="module_has_shortcut"),
            models.CheckConstraint(
                condition=Q(owner__isnull=True) | Q(unit__isnull=True), name="module_of_one_kind"
            ),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True, retired_by__isnull=True)
                | Q(retired_at__gte=F("made_at"), retired_by__isnull=False),
                name="module_retired_by",
            ),
            models.UniqueConstraint(
                fields=["owner", "shortcut"],
                condition=Q(retired_at__isnull=True, owner__isnull=False),
                name="module_once_of_a_colleague",
            ),
            models.UniqueConstraint(
                fields=["unit", "shortcut"],
                condition=Q(retired_at__isnull=True, unit__isnull=False),
                name="module_once_of_a_unit",
            ),
            models.UniqueConstraint(
                fields=["shortcut"],
                condition=Q(retired_at__isnull=True, unit__isnull=True, owner__isnull=True),
                name="module_once_of_the_agency",
            ),
        ]

    def __str__(self) -> str:
        return f"::{self.shortcut}"


class TextModuleVersion(models.Model):
    """One wording: `texts` by language code. It stays as it was written (X2)."""

    module = models.ForeignKey(TextModule, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    texts = models.JSONField()
    made_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("version of a text module")
        constraints = [
            models.UniqueConstraint(fields=["module", "number"], name="module_number_once"),
            models.CheckConstraint(condition=~Q(name=""), name="module_version_named"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


guards.keep(TextModule, may_change=["current_id", "retired_by_id", "retired_at"])
guards.keep(TextModuleVersion)
