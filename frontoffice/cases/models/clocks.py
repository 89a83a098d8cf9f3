"""The clocks of a case (X1): since when, in what unit, the stops with their reasons, due, and whether it was met."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.models.cases import Case
from frontoffice.foundation import guards
from frontoffice.foundation.calendars import DayUnit
from frontoffice.foundation.references import ReferenceField

FIRST_ANSWER = "first_answer"
RESOLUTION = "resolution"
AWAITING_CUSTOMER = "customer"


class StopReason(models.Model):
    """For what a clock may stand still (CMP-3). A stage that stops the clock names one of these."""

    reference = ReferenceField()
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    names = models.JSONField(default=dict, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("reason why a clock stands still")
        constraints = [models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="stop_reason_named")]

    def __str__(self) -> str:
        return self.name


class Clock(models.Model):
    """One promise of one case: an answer, or the end of it, within so many days.

    The day it starts on is not counted; `due_on` is its last day, moved by the days on which it stood still.
    `done_at` is when what it waits for happened. `missed_at` is when it was found that the last day had passed; from
    then on it is missed, whatever comes later. A case that is reopened begins another `round`.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks")
    kind = models.CharField(max_length=20)
    round = models.PositiveSmallIntegerField(default=1)
    unit = models.CharField(max_length=8, choices=DayUnit.choices)
    days = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    started_on = models.DateField()
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_on = models.DateField(null=True)
    missed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("clock")
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                condition=Q(done_at__isnull=True, missed_at__isnull=True),
                name="clock_running",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "round"], name="clock_round_once"),
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(done_at__isnull=True), name="clock_runs_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind="") & Q(unit__in=DayUnit.values) & Q(days__gte=1), name="clock_kind_known"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("started_on")), name="clock_due_after_start"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_on__isnull=True)
                | Q(done_at__isnull=False, done_on__isnull=False),
                name="clock_done_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"


class ClockStop(models.Model):
    """A clock stood still: from one office day, itself still counted, to another, no longer counted; for a reason."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="stops")
    reason = models.CharField(max_length=40)
    from_at = models.DateTimeField()
    from_on = models.DateField()
    until_at = models.DateTimeField(null=True)
    until_on = models.DateField(null=True)
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    ended_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("stop of a clock")
        constraints = [
            models.UniqueConstraint(
                fields=["clock"], condition=Q(until_at__isnull=True), name="clock_stands_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="clock_stop_says_why"),
            models.CheckConstraint(
                condition=Q(until_at__isnull=True, until_on__isnull=True, ended_by__isnull=True)
                | Q(until_at__isnull=False, until_on__gte=F("from_on"), ended_by__isnull=False),
                name="clock_stop_until_after_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} since {self.from_on}"


guards.keep(
    Clock, may_change=["unit", "days", "due_on", "done_at", "done_on", "missed_at"], settled_when="done_at"
)
guards.keep(ClockStop, may_change=["until_at", "until_on", "ended_by_id"], settled_when="until_at")
