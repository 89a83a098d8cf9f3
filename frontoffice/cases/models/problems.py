"""Problems that many cases hang on, and the one answer that goes to each of them (nm.09)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.models.cases import Case, ResolutionCode
from frontoffice.cases.models.record import CaseMessage
from frontoffice.cases.models.topics import Topic
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Problem(models.Model):
    """One issue that many report (CMP-12): the cases are its reports, the problem is the issue.

    `cause` is what was found out; what it said before is in the history. `version` counts what the approver of an
    answer has to know about.
    """

    reference = ReferenceField()
    title = models.CharField(max_length=200)
    details = models.TextField(blank=True)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="problems")
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, related_name="+")
    owner = models.ForeignKey("authority.StaffMember", models.PROTECT, null=True, related_name="problems")
    cause = models.TextField(blank=True)
    made_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("problem")
        indexes = [models.Index(fields=["-id"], condition=Q(closed_at__isnull=True), name="problem_open")]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="problem_titled")]

    def __str__(self) -> str:
        return self.title


class Finding(models.Model):
    """What was found to be the cause, each time that it was said."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="findings")
    text = models.TextField()
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="finding_says_something")]

    def __str__(self) -> str:
        return f"cause of {self.problem_id}"


class Report(models.Model):
    """A case that hangs on a problem, until it is taken off. A case hangs on one problem at a time."""

    reference = ReferenceField()
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="reports")
    case = models.ForeignKey(Case, models.PROTECT, related_name="reports")
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("report of a problem")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at__isnull=True), name="case_on_one_problem"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} on {self.problem_id}"


class ProblemAnswer(models.Model):
    """An answer written once for all who reported. `seen` is the last event that its writer's preview knew of.

    `approved_by` is who agreed to the whole where that had to be: then each message goes out on it.
    """

    reference = ReferenceField()
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="answers")
    code = models.CharField(max_length=13, choices=ResolutionCode.choices)
    seen = models.BigIntegerField()
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    approved_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("answer to a problem")
        constraints = [
            models.CheckConstraint(condition=Q(code__in=ResolutionCode.values), name="answer_code_known")
        ]

    def __str__(self) -> str:
        return f"answer {self.pk} to {self.problem_id}"


class AnswerText(models.Model):
    """What the answer says in one language; the empty language is for everybody who reads none of the others."""

    answer = models.ForeignKey(ProblemAnswer, models.PROTECT, related_name="texts")
    language = models.CharField(max_length=10, blank=True)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "language"], name="answer_text_once"),
            models.CheckConstraint(condition=~Q(text=""), name="answer_text_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} in {self.language}"


class PartState(models.TextChoices):
    WAITING = "waiting", _("On its way")
    SENT = "sent", _("Answered")
    HELD = "held", _("Waits for approval")
    LEFT_OUT = "left_out", _("Left out")


class AnswerPart(models.Model):
    """The answer to one case: exactly one each, however often the worker is killed or the button pressed."""

    answer = models.ForeignKey(ProblemAnswer, models.PROTECT, related_name="parts")
    case = models.ForeignKey(Case, models.PROTECT, related_name="answer_parts")
    state = models.CharField(max_length=8, choices=PartState.choices, default=PartState.WAITING)
    reply = models.OneToOneField(CaseMessage, models.PROTECT, null=True, related_name="answer_part")
    why = models.CharField(max_length=500, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["answer", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["answer", "case"], name="answered_once"),
            models.CheckConstraint(
                condition=Q(state="waiting", reply__isnull=True, done_at__isnull=True)
                | Q(state="left_out", reply__isnull=True, done_at__isnull=False)
                | Q(state__in=["sent", "held"], reply__isnull=False, done_at__isnull=False),
                name="answer_part_says_how",
            ),
            models.CheckConstraint(
                condition=~Q(state="left_out") | ~Q(why=""), name="answer_part_left_out_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} to {self.case_id}"


guards.keep(Problem, may_change=["owner_id", "cause", "closed_at", "version"])
guards.keep(Finding)
guards.keep(Report, may_change=["ended_at"])
guards.keep(ProblemAnswer)
guards.keep(AnswerText)
guards.keep(AnswerPart, may_change=["state", "reply_id", "why", "done_at"])
