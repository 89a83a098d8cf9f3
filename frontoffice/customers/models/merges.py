"""Merges of two files that are one customer's: what was chosen, what both were before, and when it was undone."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models.parties import Party
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Side(models.TextChoices):
    """Whose value counts where both have one."""

    SURVIVOR = "survivor", _("The one that goes on")
    OTHER = "other", _("The one that is merged")


class Merge(models.Model):
    """The file of `other` goes on in that of `survivor`, until the merge is undone (ACC-8).

    Nothing moves: rows of both stay where they are and are read together. Those that don't count while the merge
    stands name it (`set_aside_in`). `choices` says by field which side was chosen; `before` holds what follows from
    other rows on both parties and is given back (name, language, confidentiality), and the interests that were noted
    for both because they are one.
    """

    reference = ReferenceField()
    survivor = models.ForeignKey(Party, models.PROTECT, related_name="merges")
    other = models.ForeignKey(Party, models.PROTECT, related_name="merges_away")
    reason = models.CharField(max_length=500)
    choices = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    undone_because = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("merge of two customers")
        constraints = [
            models.CheckConstraint(condition=~Q(survivor=F("other")), name="customer_merge_of_two"),
            models.CheckConstraint(condition=~Q(reason=""), name="customer_merge_says_why"),
            models.UniqueConstraint(
                fields=["other"], condition=Q(undone_at__isnull=True), name="customer_merge_once"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True, undone_because="")
                | Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_because=""),
                name="customer_merge_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


guards.keep(Merge, may_change=["undone_at", "undone_by_id", "undone_because"], settled_when="undone_at")
