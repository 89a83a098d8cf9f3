"""Texts that came from elsewhere and wait until a person has looked at what they would change."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField
from frontoffice.knowledge.models.articles import ArticleVersion


class ImportState(models.TextChoices):
    WAITING = "waiting", _("Waits for a person")
    TAKEN = "taken", _("Taken over")
    DROPPED = "dropped", _("Not taken over")


class Difference(models.TextChoices):
    """What a text is to the one that stands already."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    GONE = "gone", _("Gone")
    SAME = "same", _("The same")


class Import(models.Model):
    """What was read of a source at one time. Nothing of it counts until somebody takes it over.

    `source` names where it came from: the next import of the same name tells what is gone, where it is `whole`.
    `problems` says what could not be read, a line for each.
    """

    reference = ReferenceField()
    source = models.CharField(max_length=200)
    whole = models.BooleanField()
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.WAITING)
    problems = models.JSONField(default=list)
    begun_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    decided_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [models.Index(fields=["source", "-id"]), models.Index(fields=["state", "-id"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="import_state_known"),
            models.CheckConstraint(condition=~Q(source=""), name="import_has_source"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="import_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(reason=""), name="import_dropped_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.source


class ImportedText(models.Model):
    """One text of an import. `document` is the article as JSON, empty where it is the same or gone.

    `before` is the version that it was held against; `made` the one that came of it; `taken` whether it was taken over.
    """

    reference = ReferenceField()
    brought = models.ForeignKey(Import, models.PROTECT, related_name="texts")
    position = models.PositiveIntegerField()
    slug = models.CharField(max_length=120)
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    difference = models.CharField(max_length=10, choices=Difference.choices)
    document = models.TextField(blank=True)
    before = models.ForeignKey(ArticleVersion, models.PROTECT, null=True, related_name="+")
    made = models.ForeignKey(ArticleVersion, models.PROTECT, null=True, related_name="+")
    taken = models.BooleanField(null=True)

    class Meta:
        ordering = ["brought", "position"]
        verbose_name = _("imported text")
        verbose_name_plural = _("imported texts")
        constraints = [
            models.UniqueConstraint(fields=["brought", "position"], name="imported_text_place_once"),
            models.CheckConstraint(
                condition=Q(difference__in=Difference.values), name="imported_text_difference_known"
            ),
            models.CheckConstraint(
                condition=(Q(difference="new", before__isnull=True) & ~Q(document=""))
                | (Q(difference="changed", before__isnull=False) & ~Q(document=""))
                | Q(difference__in=["gone", "same"], before__isnull=False, document=""),
                name="imported_text_held_against",
            ),
        ]

    def __str__(self) -> str:
        return self.title


guards.keep(Import, may_change=["state", "decided_by_id", "decided_at", "reason"])
guards.keep(ImportedText, may_change=["made_id", "taken"])
