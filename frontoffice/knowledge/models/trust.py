"""How sure is sure enough: the agency's own calibration of the confidence, and its thresholds."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Mode(models.TextChoices):
    """With what passages are found; each has weights of its own."""

    LEXICAL = "lexical", _("Words")
    SEMANTIC = "semantic", _("Words and meaning")


class Calibration(models.Model):
    """Weights of the confidence, fitted on the agency's labeled questions; the last adopted one of a mode counts.

    `weights` by sign (queries/signs.py) with the `intercept`. `measured` is what was found on questions that each
    fold was not fitted on: `questions`, `answered` (how many had a right answer), `auroc` with `interval`, `error`
    (expected calibration error), `curve` ([coverage, risk, threshold] from sure to unsure) and `bins` ([mean
    confidence, share right, how many]). Shares are from 0 to 1.
    """

    reference = ReferenceField()
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.LEXICAL)
    number = models.PositiveIntegerField()
    weights = models.JSONField()
    measured = models.JSONField()
    fitted_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    fitted_at = models.DateTimeField()
    adopted_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    adopted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("calibration")
        verbose_name_plural = _("calibrations")
        indexes = [models.Index(fields=["mode", "-adopted_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="calibration_mode_known"),
            models.UniqueConstraint(fields=["mode", "number"], name="calibration_number_once"),
            models.CheckConstraint(
                condition=Q(adopted_at__isnull=True, adopted_by__isnull=True)
                | Q(adopted_at__isnull=False, adopted_by__isnull=False),
                name="calibration_adopted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mode} {self.number}"


class Threshold(models.Model):
    """From which confidence on a question of a topic is answered; an empty topic is for all without one of their own.

    The newest row of a topic counts; one without a value gives the topic back to the threshold for all, and that one
    to the one that is shipped.
    """

    reference = ReferenceField()
    topic = models.CharField(max_length=60, blank=True)
    value = models.FloatField(null=True)
    reason = models.CharField(max_length=1000)
    set_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = _("threshold")
        verbose_name_plural = _("thresholds")
        indexes = [models.Index(fields=["topic", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0, value__lte=1),
                name="threshold_is_a_share",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="threshold_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.value}"


guards.keep(Calibration, may_change=["adopted_by_id", "adopted_at"], settled_when="adopted_at")
guards.keep(Threshold)
