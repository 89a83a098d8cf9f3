"""What makes a look more likely, and how far the drawing has come."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField
from frontoffice.supervision.models.scorecards import Kind


class RiskFactor(models.Model):
    """Work of this channel and topic (empty: any) is looked at `factor` times as often. The newest of a pair counts."""

    reference = ReferenceField()
    channel = models.CharField(max_length=10, blank=True)
    topic = models.CharField(max_length=60, blank=True)
    factor = models.DecimalField(max_digits=4, decimal_places=2)
    reason = models.CharField(max_length=500)
    from_at = models.DateTimeField()
    set_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("risk factor")
        verbose_name_plural = _("risk factors")
        constraints = [
            models.CheckConstraint(
                # Never below one: a stratum is looked at at least as often as the person's share says.
                condition=Q(factor__gte=1, factor__lte=20),
                name="risk_factor_never_lowers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel or '*'} {self.topic or '*'}: {self.factor}"


class DrawRun(models.Model):
    """One run of the draw: everything of the kind that ended until `until` was considered."""

    kind = models.CharField(max_length=8, choices=Kind.choices)
    since = models.DateTimeField()
    until = models.DateTimeField()
    considered = models.PositiveIntegerField()
    drawn = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "-until"])]
        constraints = [models.CheckConstraint(condition=Q(kind__in=Kind.values), name="draw_run_kind_known")]

    def __str__(self) -> str:
        return f"{self.kind} until {self.until}"


guards.keep(RiskFactor)
guards.keep(DrawRun)
