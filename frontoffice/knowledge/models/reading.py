"""Who has to read what they work by, who has, and who was reminded (tx.12)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField
from frontoffice.knowledge.models.articles import Article, ArticleVersion


class Circulation(models.Model):
    """Who works by a procedure or manual: a unit, or everybody (`unit` is null). Each new version is read by them
    within `days` days of its first day in force.
    """

    reference = ReferenceField()
    article = models.ForeignKey(Article, models.PROTECT, related_name="circulations")
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, null=True, related_name="+")
    days = models.PositiveSmallIntegerField()
    from_at = models.DateTimeField()
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("circulation")
        verbose_name_plural = _("circulations")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "unit"],
                condition=Q(ended_at__isnull=True, unit__isnull=False),
                name="circulation_once_a_unit",
            ),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(ended_at__isnull=True, unit__isnull=True),
                name="circulation_once_to_all",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__gte=F("from_at"), ended_by__isnull=False),
                name="circulation_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} to {self.unit_id or 'all'}"


class Acknowledgment(models.Model):
    """A member of staff says: I have read this version and work by it. Never taken back."""

    reference = ReferenceField()
    version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="acknowledgments")
    staff_member = models.ForeignKey("authority.StaffMember", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("acknowledgment")
        verbose_name_plural = _("acknowledgments")
        constraints = [
            models.UniqueConstraint(fields=["version", "staff_member"], name="acknowledged_once"),
        ]

    def __str__(self) -> str:
        return f"{self.staff_member_id} read {self.version_id}"


class Purpose(models.TextChoices):
    REVIEW = "review", _("To be reviewed")
    READ = "read", _("To be read")


class Reminder(models.Model):
    """Somebody was told that a text waits for them: to look whether it is still right, or to read it.

    One for each `due_on` and `stage`: 0 ahead of it, 1 on the day, 2 a week late, 3 a month late, 4 by hand.
    """

    version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="reminders")
    staff_member = models.ForeignKey("authority.StaffMember", models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=6, choices=Purpose.choices)
    due_on = models.DateField()
    stage = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "staff_member", "purpose", "due_on", "stage"], name="reminded_once"
            ),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="reminder_purpose_known"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.version_id} for {self.staff_member_id}"


guards.keep(Circulation, may_change=["ended_at", "ended_by_id"])
guards.keep(Acknowledgment)
guards.keep(Reminder)
