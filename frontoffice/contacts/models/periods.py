"""What the time of a contact went into: ringing, talk, hold and wrap-up, one after the other without a gap (INQ-2)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.contacts.models.contacts import Contact
from frontoffice.foundation import guards


class PeriodKind(models.TextChoices):
    RINGING = "ringing", _("Ringing")
    TALK = "talk", _("Talk")
    HOLD = "hold", _("Hold")
    WRAP_UP = "wrap_up", _("Wrap-up")


class Period(models.Model):
    """A stretch of a contact. Each starts at the instant at which the one before it ended; the database keeps it so.

    `accurate` is false where it spans a night or hours in which the office was closed: such figures leave averages
    (INQ-9).
    """

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="periods")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=PeriodKind.choices)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    accurate = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "position"], name="period_position_once"),
            models.UniqueConstraint(
                fields=["contact"], condition=Q(ended_at__isnull=True), name="period_one_open"
            ),
            models.CheckConstraint(condition=Q(position__gte=1), name="period_counts_from_1"),
            models.CheckConstraint(condition=Q(kind__in=PeriodKind.values), name="period_kind_known"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="period_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.contact_id}"


guards.keep(
    Period,
    may_change=["ended_at", "accurate"],
    settled_when="ended_at",
    chain=guards.Chain("contact_id", "position", "started_at", "ended_at"),
)
