"""What somebody must do now, from every room: one row for each thing that is owed, and who handed it to whom."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField

UNDONE = Q(closed_at__isnull=True)


class WorkItem(models.Model):
    """One thing that a colleague, or a unit as long as no colleague has it, must do.

    It stands beside the thing that it is about (`about_kind` and `about_id`, as in an event) and says no more of it
    than its short `title`; the thing itself holds the truth. `page` is what its page's address is made of. At most one
    is open for a kind and a thing; what is closed stays as it was.
    """

    reference = ReferenceField()
    kind = models.CharField(max_length=64)
    about_kind = models.CharField(max_length=100)
    about_id = models.BigIntegerField()
    page = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200)
    member = models.ForeignKey("authority.StaffMember", models.PROTECT, null=True, related_name="work")
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    priority = models.PositiveSmallIntegerField(default=0)
    opened_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("piece of work")
        indexes = [
            models.Index(fields=["member", "due_at", "id"], condition=UNDONE, name="work_mine_by_due"),
            models.Index(fields=["unit", "due_at", "id"], condition=UNDONE, name="work_unit_by_due"),
            models.Index(fields=["unit", "opened_at"], name="work_came_in"),
            models.Index(
                fields=["unit", "closed_at"], condition=Q(closed_at__isnull=False), name="work_went_out"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about_kind", "about_id"], condition=UNDONE, name="work_open_once"
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=False) | Q(unit__isnull=False), name="work_is_somebodys"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="work_closed_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(kind=""), name="work_named"),
        ]

    def __str__(self) -> str:
        return self.title


class HandOver(models.Model):
    """Pieces of work given to a colleague at once, for a reason; `undone_at` where that was taken back."""

    reference = ReferenceField()
    to = models.ForeignKey("authority.StaffMember", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("handing over")

    def __str__(self) -> str:
        return f"{self.reference} to {self.to_id}"


class HandedOver(models.Model):
    """One piece of a handing over, and who had it before; null: nobody did."""

    hand_over = models.ForeignKey(HandOver, models.PROTECT, related_name="pieces")
    item = models.ForeignKey(WorkItem, models.PROTECT, related_name="handed_over")
    before = models.ForeignKey("authority.StaffMember", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hand_over", "item"], name="handed_over_once")]

    def __str__(self) -> str:
        return f"{self.item_id} in {self.hand_over_id}"


MOVES = ["page", "title", "member_id", "unit_id", "due_at", "priority", "closed_by_id", "closed_at"]
guards.keep(WorkItem, may_change=MOVES, settled_when="closed_at")
guards.keep(HandOver, may_change=["undone_at"])
guards.keep(HandedOver)
