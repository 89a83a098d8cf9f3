"""What a reviewer looks at, in versions; the kinds of errors are data of the agency (STF-7)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Kind(models.TextChoices):
    """What of a staff member's work is looked at."""

    MESSAGES = "messages", _("Messages")
    CONTACTS = "contacts", _("Telephone and counter")


class Scorecard(models.Model):
    """One version of what is looked at; a review keeps the version that it was made by. Never changed."""

    reference = ReferenceField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    version = models.PositiveIntegerField()
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    from_at = models.DateTimeField()

    class Meta:
        verbose_name = _("scorecard")
        verbose_name_plural = _("scorecards")
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="scorecard_version_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="scorecard_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class ScorecardItem(models.Model):
    """A kind of error: how much it takes from a score of 100; a critical one fails whatever the score."""

    scorecard = models.ForeignKey(Scorecard, models.PROTECT, related_name="items")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=100)
    explanation = models.CharField(max_length=500, blank=True)
    weight = models.PositiveSmallIntegerField()
    critical = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["scorecard", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "code"], name="scorecard_item_once"),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=100), name="scorecard_item_weighs_1_to_100"
            ),
        ]

    def __str__(self) -> str:
        return self.name


guards.keep(Scorecard)
guards.keep(ScorecardItem)
