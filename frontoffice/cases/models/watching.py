"""Colleagues who want to hear of a case, or of all cases of a topic."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.models.cases import Case
from frontoffice.cases.models.topics import Topic
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class WatchReason(models.TextChoices):
    WANTED = "wanted", _("Watches it")
    ASSIGNED = "assigned", _("Had or has it")
    MENTIONED = "mentioned", _("Was mentioned")


class Watch(models.Model):
    """A colleague hears of what happens on a case, or on the cases of a topic, until they have enough of it."""

    reference = ReferenceField()
    member = models.ForeignKey("authority.StaffMember", models.PROTECT, related_name="watches")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="watches")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="watches")
    why = models.CharField(max_length=9, choices=WatchReason.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("watch")
        constraints = [
            models.CheckConstraint(condition=Q(why__in=WatchReason.values), name="watch_why_known"),
            models.CheckConstraint(
                condition=Q(case__isnull=True, topic__isnull=False)
                | Q(case__isnull=False, topic__isnull=True),
                name="watch_case_or_topic",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="watch_until_after_since"
            ),
            models.UniqueConstraint(
                fields=["member", "case"],
                condition=Q(until__isnull=True, case__isnull=False),
                name="watch_case_once",
            ),
            models.UniqueConstraint(
                fields=["member", "topic"],
                condition=Q(until__isnull=True, topic__isnull=False),
                name="watch_topic_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} watches {self.case_id or self.topic_id}"


guards.keep(Watch, may_change=["until"])
