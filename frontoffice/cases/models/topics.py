"""What cases are about."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.models.types import Complexity, Priority
from frontoffice.foundation import guards
from frontoffice.foundation.calendars import DayUnit
from frontoffice.foundation.references import ReferenceField


class Topic(models.Model):
    """A kind of matter: which unit it goes to, and in how many days it is due and answered for the first time.

    `complexity` is the least that its cases have; `case_type` what they are where nothing else is said.
    `code` is what programs and forms send (title.lost); a topic that is no longer offered becomes inactive.
    """

    reference = ReferenceField()
    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, related_name="+")
    service_days = models.PositiveSmallIntegerField()
    service_unit = models.CharField(max_length=8, choices=DayUnit.choices, default=DayUnit.BUSINESS)
    first_answer_days = models.PositiveSmallIntegerField(null=True)
    complexity = models.PositiveSmallIntegerField(choices=Complexity.choices, default=Complexity.ROUTINE)
    case_type = models.ForeignKey("cases.CaseType", models.PROTECT, null=True, related_name="+")
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("topic")
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="topic_named"),
            models.CheckConstraint(
                condition=Q(service_days__gte=1, service_days__lte=365), name="topic_service_days"
            ),
            models.CheckConstraint(
                condition=Q(service_unit__in=DayUnit.values, complexity__gte=1, complexity__lte=3)
                & (Q(first_answer_days__isnull=True) | Q(first_answer_days__gte=1)),
                name="topic_standard_known",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="topic_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TopicName(models.Model):
    """What the public reads for a topic in another language than the agency's own."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="names")
    language = models.CharField(max_length=10)
    name = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("name of a topic")
        constraints = [
            models.UniqueConstraint(fields=["topic", "language"], name="topic_name_once"),
            models.CheckConstraint(condition=~Q(language="") & ~Q(name=""), name="topic_name_said"),
        ]

    def __str__(self) -> str:
        return self.name


class TopicStandard(models.Model):
    """The service standard of a topic for one priority, where it differs from the topic's own."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="standards")
    priority = models.PositiveSmallIntegerField(choices=Priority.choices)
    service_days = models.PositiveSmallIntegerField()
    first_answer_days = models.PositiveSmallIntegerField(null=True)

    class Meta:
        verbose_name = _("service standard")
        ordering = ["priority"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "priority"], name="topic_standard_once"),
            models.CheckConstraint(
                condition=Q(priority__gte=1, priority__lte=4, service_days__gte=1, service_days__lte=365)
                & (Q(first_answer_days__isnull=True) | Q(first_answer_days__gte=1)),
                name="topic_standard_in_bounds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} at {self.priority}"


class TopicVersion(models.Model):
    """What a topic was from `at` on, whole: `terms` is what frontoffice.cases.topic_terms reads (X2)."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    terms = models.JSONField()
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("version of a topic")
        constraints = [models.UniqueConstraint(fields=["topic", "number"], name="topic_version_once")]

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.number}"


guards.keep(TopicVersion)
