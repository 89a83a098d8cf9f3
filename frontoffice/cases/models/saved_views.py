"""Lists of cases that colleagues name and keep: which cases, in which order, with which columns."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Whose(models.TextChoices):
    """Who finds a list beside their own work."""

    MINE = "mine", _("Only me")
    UNIT = "unit", _("My unit")
    ALL = "all", _("Everybody")


class Order(models.TextChoices):
    """In which order a list is read; each is read from an index, page by page."""

    DUE = "due", _("Due first")
    PRIORITY = "priority", _("Most urgent first")
    NEWEST = "newest", _("Newest first")
    OLDEST = "oldest", _("Oldest first")
    RESOLVED = "resolved", _("Last resolved first")


class SavedView(models.Model):
    """A list under a name. `conditions` is a tree (frontoffice.cases.conditions.trees), `columns` paths of fields.

    What it shows is always what the viewer may see. `position` is its place among those of the same owner, unit or
    everybody; one that was ended is kept, since it can be taken back. `version` counts every change.
    """

    reference = ReferenceField()
    name = models.CharField(max_length=80)
    whose = models.CharField(max_length=4, choices=Whose.choices, default=Whose.MINE)
    owner = models.ForeignKey("authority.StaffMember", models.PROTECT, related_name="+")
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, null=True, related_name="+")
    conditions = models.JSONField()
    columns = models.JSONField(default=list)
    order = models.CharField(max_length=8, choices=Order.choices, default=Order.DUE)
    position = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("saved list")
        indexes = [
            models.Index(
                fields=["whose", "owner", "position"], condition=Q(ended_at=None), name="saved_view_live"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_named"),
            models.CheckConstraint(
                condition=Q(whose__in=Whose.values, order__in=Order.values), name="saved_view_known"
            ),
            models.CheckConstraint(
                condition=Q(whose="unit", unit__isnull=False) | (~Q(whose="unit") & Q(unit__isnull=True)),
                name="saved_view_of_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.name


guards.keep(
    SavedView,
    may_change=[
        "name", "whose", "unit_id", "conditions", "columns", "order", "position", "ended_at", "version"
    ],
)  # fmt: skip
