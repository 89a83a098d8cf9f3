"""Tasks of a case, and the check lists that they are copied from."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.models.cases import Case
from frontoffice.cases.models.topics import Topic
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Checklist(models.Model):
    """Steps that cases of a topic (and of those under it) go through; without a topic, any case.

    `on_opening` copies them onto each new case of the topic; others are taken by hand.
    """

    reference = ReferenceField()
    name = models.CharField(max_length=120)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="checklists")
    on_opening = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    made_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("check list")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="checklist_named"),
            models.UniqueConstraint(fields=["name"], condition=Q(active=True), name="checklist_name_once"),
            models.CheckConstraint(
                condition=Q(on_opening=False) | Q(topic__isnull=False), name="checklist_on_opening_of_topic"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Step(models.Model):
    """One step of a check list; `days` are business days after it is copied, `after` the step it depends on."""

    reference = ReferenceField()
    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    details = models.TextField(blank=True)
    mandatory = models.BooleanField(default=False)
    days = models.PositiveSmallIntegerField(null=True)
    after = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("step")
        constraints = [
            models.UniqueConstraint(fields=["checklist", "position"], name="step_position_once"),
            models.CheckConstraint(condition=~Q(title=""), name="step_titled"),
            models.CheckConstraint(condition=Q(days__isnull=True) | Q(days__lte=365), name="step_days"),
            models.CheckConstraint(
                condition=Q(after__isnull=True) | ~Q(after=F("id")), name="step_not_after_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TaskState(models.TextChoices):
    OPEN = "open", _("To do")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Not needed")


class Task(models.Model):
    """Something to be done on a case: by a colleague (`member`), by whoever of a unit, or by whoever has the case.

    An open mandatory one keeps the case from being resolved. One that comes `after` another waits until that is done
    or dropped. How it was closed, and that it was opened again, is in the case's history.
    """

    reference = ReferenceField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks")
    title = models.CharField(max_length=200)
    details = models.TextField(blank=True)
    member = models.ForeignKey("authority.StaffMember", models.PROTECT, null=True, related_name="tasks")
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    mandatory = models.BooleanField(default=False)
    after = models.ForeignKey("self", models.PROTECT, null=True, related_name="before")
    step = models.ForeignKey(Step, models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=TaskState.choices, default=TaskState.OPEN)
    closed_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("task")
        indexes = [
            models.Index(fields=["case"], condition=Q(state="open", mandatory=True), name="task_mandatory"),
            models.Index(fields=["member", "due_at"], condition=Q(state="open"), name="task_of_member"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="task_titled"),
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="task_state_known"),
            models.CheckConstraint(
                condition=Q(member__isnull=True) | Q(unit__isnull=True), name="task_of_member_or_unit"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True, closed_by__isnull=True, reason="")
                | (~Q(state="open") & Q(closed_at__isnull=False, closed_by__isnull=False)),
                name="task_closed_says_who",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(reason=""), name="task_dropped_says_why"
            ),
            models.CheckConstraint(
                condition=Q(after__isnull=True) | ~Q(after=F("id")), name="task_not_after_itself"
            ),
            models.UniqueConstraint(
                fields=["case", "step"], condition=Q(step__isnull=False), name="task_of_step_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


guards.keep(Checklist, may_change=["active"])
guards.keep(Step, may_change=["ended_at"])
guards.keep(
    Task, may_change=["member_id", "unit_id", "due_at", "state", "closed_by_id", "closed_at", "reason"]
)
