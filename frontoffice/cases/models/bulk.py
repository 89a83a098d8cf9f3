"""What is done with many cases at once: looked at first, carried out case by case, and each one's end on record."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.models.cases import Case
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Bulk(models.Model):
    """One thing to do with many cases. `act` is its code (frontoffice.cases.many), `given` what it takes.

    Nothing happens before it is started; one that is stopped leaves the rest as it is. `undoes` is the one that this
    takes back.
    """

    reference = ReferenceField()
    act = models.CharField(max_length=40)
    given = models.JSONField(default=dict)
    total = models.PositiveIntegerField()
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("work on many cases")
        indexes = [models.Index(fields=["by", "-id"], name="bulk_of_one")]
        constraints = [
            models.CheckConstraint(condition=~Q(act="") & Q(total__gte=1), name="bulk_does_something"),
            models.CheckConstraint(
                condition=Q(started_at__isnull=False) | Q(ended_at__isnull=True, stopped_at__isnull=True),
                name="bulk_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(undoes__isnull=True) | ~Q(undoes=F("id")), name="bulk_undoes_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} of {self.total}"


class BulkState(models.TextChoices):
    WAITING = "waiting", _("Still to do")
    DONE = "done", _("Done")
    SAME = "same", _("Was so already")
    ASKED = "asked", _("Asked of a colleague")
    REFUSED = "refused", _("Not done")


class BulkPart(models.Model):
    """One of the cases: exactly one end each, however often the worker is killed or the button pressed.

    `before` is what the act changed, as it was; `version` the case's afterwards: what changed since is not undone.
    """

    bulk = models.ForeignKey(Bulk, models.PROTECT, related_name="parts")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=BulkState.choices, default=BulkState.WAITING)
    why = models.CharField(max_length=500, blank=True)
    before = models.JSONField(default=dict)
    version = models.PositiveIntegerField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["bulk", "id"], condition=Q(state="waiting"), name="bulk_part_waiting"),
            models.Index(fields=["bulk", "state", "id"], name="bulk_part_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["bulk", "case"], name="bulk_part_once"),
            models.CheckConstraint(condition=Q(state__in=BulkState.values), name="bulk_part_state_known"),
            models.CheckConstraint(
                condition=Q(state="waiting", done_at__isnull=True)
                | (~Q(state="waiting") & Q(done_at__isnull=False)),
                name="bulk_part_says_when",
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(why=""), name="bulk_part_refused_why"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} of {self.bulk_id}"


guards.keep(Bulk, may_change=["started_at", "stopped_at", "ended_at"])
guards.keep(BulkPart, may_change=["state", "why", "before", "version", "done_at"], settled_when="done_at")
