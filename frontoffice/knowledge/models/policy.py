"""Policy tests: what the agency's answers must and must not do, and the runs of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Expected(models.TextChoices):
    """What has to become of the question."""

    ANSWER = "answer", _("Answer it")
    REFER = "refer", _("Refer it to a person")
    ASK_BACK = "ask_back", _("Ask back which is meant")


class Cause(models.TextChoices):
    """What a run was for."""

    ASKED = "asked", _("Somebody asked for it")
    TEST = "test", _("A test was written")
    ARTICLE = "article", _("An article")
    SYNONYM = "synonym", _("A synonym")
    THRESHOLD = "threshold", _("A threshold")
    MODEL = "model", _("The calibration")
    DAY = "day", _("A new day")


class Fault(models.TextChoices):
    """How a test falls."""

    NOT_ANSWERED = "not_answered", _("It was referred instead of answered.")
    NOT_REFERRED = "not_referred", _("It was answered instead of referred.")
    NOT_ASKED_BACK = "not_asked_back", _("It was not asked back.")
    ASKED_BACK = "asked_back", _("It was asked back instead.")
    NOT_CITED = "not_cited", _("None of the articles that must be cited was.")
    SAID = "said", _("It said what must not be said.")


class PolicyTest(models.Model):
    """A question and what has to become of it. A test that is changed is ended, and another takes its place.

    Of `must_cite` (slugs of articles) at least one has to be cited; of `must_not_say` (words, whatever their case) none
    may stand in the answer. `origin` says where the question comes from: the number of a case, or empty.
    """

    reference = ReferenceField()
    question = models.TextField()
    language = models.CharField(max_length=10, default="en")
    expected = models.CharField(max_length=8, choices=Expected.choices)
    must_cite = models.JSONField(default=list)
    must_not_say = models.JSONField(default=list)
    origin = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=500, blank=True)
    written_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    ended_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("policy test")
        verbose_name_plural = _("policy tests")
        indexes = [models.Index(fields=["id"], condition=Q(ended_at__isnull=True), name="policy_test_stands")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(question="") & Q(expected__in=Expected.values), name="policy_test_asks_something"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="policy_test_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.question[:80]


class PolicyRun(models.Model):
    """The tests that stood, asked at one moment about the texts in force on a day.

    `about` names what was changed (an article's name, a word, a topic). `despite` is the reason of whoever went on
    although tests fell that had passed before.
    """

    reference = ReferenceField()
    cause = models.CharField(max_length=9, choices=Cause.choices)
    about = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    passed = models.PositiveIntegerField()
    fell = models.PositiveIntegerField()
    newly_fell = models.PositiveIntegerField()
    despite = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("run of policy tests")
        verbose_name_plural = _("runs of policy tests")
        constraints = [
            models.CheckConstraint(condition=Q(cause__in=Cause.values), name="policy_run_cause_known")
        ]

    def __str__(self) -> str:
        return f"{self.at}: {self.passed} passed, {self.fell} fell"


class PolicyResult(models.Model):
    """What one test gave in one run. `fault` is empty where it passed; `cited` are slugs of articles."""

    run = models.ForeignKey(PolicyRun, models.PROTECT, related_name="results")
    test = models.ForeignKey(PolicyTest, models.PROTECT, related_name="results")
    fault = models.CharField(max_length=14, choices=Fault.choices, blank=True)
    became = models.CharField(max_length=8, choices=Expected.choices)
    confidence = models.FloatField()
    cited = models.JSONField(default=list)
    said = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("result of a policy test")
        verbose_name_plural = _("results of policy tests")
        indexes = [models.Index(fields=["test", "-id"])]
        constraints = [
            models.UniqueConstraint(fields=["run", "test"], name="policy_result_once"),
            models.CheckConstraint(
                condition=Q(fault="") | Q(fault__in=Fault.values), name="policy_result_fault_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.test_id}: {self.fault or 'passed'}"


guards.keep(PolicyTest, may_change=["ended_by_id", "ended_at"])
guards.keep(PolicyRun)
guards.keep(PolicyResult)
