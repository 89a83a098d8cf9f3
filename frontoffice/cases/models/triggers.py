"""Triggers: what is done of itself when something happens to a case, by whose authority, and what each one did."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.models.cases import Case
from frontoffice.cases.models.lifecycles import Versioned
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class TriggerOn(models.TextChoices):
    """What a trigger waits for. The last three look at the calendar: once for each date."""

    OPENED = "opened", _("A case was opened")
    WRITTEN = "written", _("The customer wrote")
    ANSWERED = "answered", _("A reply went out")
    MOVED = "moved", _("It went to another stage")
    ASSIGNED = "assigned", _("Somebody got it")
    SORTED = "sorted", _("Its topic changed")
    WEIGHED = "weighed", _("Its priority or complexity changed")
    DUE_SOON = "due_soon", _("It is due in some days")
    OVERDUE = "overdue", _("It has been late for some days")
    WAITING = "waiting", _("It has waited for the customer for some days")


TIMED = (TriggerOn.DUE_SOON, TriggerOn.OVERDUE, TriggerOn.WAITING)


class Trigger(models.Model):
    """A rule under a name. `actor` is who acts: an automated colleague with the powers that its publisher lent it.

    `current` is the published version that counts; one that is paused does nothing.
    """

    reference = ReferenceField()
    name = models.CharField(max_length=120, unique=True)
    actor = models.OneToOneField("foundation.Actor", models.PROTECT, related_name="trigger")
    current = models.ForeignKey("cases.TriggerVersion", models.PROTECT, null=True, related_name="+")
    paused_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("trigger")
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="trigger_named")]

    def __str__(self) -> str:
        return self.name


class TriggerVersion(Versioned):
    """One version: on what, under which conditions (a tree), and what is done, in order: a list of act and given.

    `days` counts for what looks at the calendar; with `unit` it is about the cases of that unit alone.
    """

    trigger = models.ForeignKey(Trigger, models.PROTECT, related_name="versions")
    on = models.CharField(max_length=8, choices=TriggerOn.choices)
    days = models.PositiveSmallIntegerField(default=0)
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, null=True, related_name="+")
    conditions = models.JSONField()
    acts = models.JSONField()

    class Meta:
        verbose_name = _("version of a trigger")
        constraints = [
            models.UniqueConstraint(fields=["trigger", "number"], name="trigger_number_once"),
            models.UniqueConstraint(
                fields=["trigger"], condition=Q(published_at__isnull=True), name="trigger_draft_once"
            ),
            models.CheckConstraint(
                condition=Q(on__in=TriggerOn.values, days__lte=365), name="trigger_on_something"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__gte=F("drafted_at"), published_by__isnull=False),
                name="trigger_published_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trigger_id} {self.number}"


class FiringState(models.TextChoices):
    DONE = "done", _("Done")
    REFUSED = "refused", _("Not done")
    LOOP = "loop", _("Held back: triggers had set each other off")


class Firing(models.Model):
    """A trigger's conditions held of a case: once for an event, or for a date of what looks at the calendar.

    `depth` is how many triggers stand behind the event; `why` says why nothing was done.
    """

    trigger = models.ForeignKey(Trigger, models.PROTECT, related_name="firings")
    version = models.ForeignKey(TriggerVersion, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    event = models.ForeignKey("foundation.Event", models.PROTECT, null=True, related_name="+")
    day = models.DateField(null=True)
    depth = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=7, choices=FiringState.choices)
    why = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("firing of a trigger")
        indexes = [models.Index(fields=["trigger", "-id"], name="firing_of_trigger")]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "trigger"], condition=Q(event__isnull=False), name="firing_once_an_event"
            ),
            models.UniqueConstraint(
                fields=["trigger", "case", "day"], condition=Q(day__isnull=False), name="firing_once_a_day"
            ),
            models.CheckConstraint(condition=Q(state__in=FiringState.values), name="firing_state_known"),
            models.CheckConstraint(
                condition=Q(event__isnull=False, day__isnull=True) | Q(event__isnull=True, day__isnull=False),
                name="firing_for_event_or_day",
            ),
            models.CheckConstraint(condition=Q(state="done") | ~Q(why=""), name="firing_says_why_not"),
        ]

    def __str__(self) -> str:
        return f"{self.trigger_id} on {self.case_id}"


guards.keep(Trigger, may_change=["current_id", "paused_at"])
guards.keep(TriggerVersion, frozen_when="published_at")
guards.keep(Firing)
