"""Customers who may be on file twice: the keys that they are found by, and the pairs that wait for a decision."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models.parties import Party
from frontoffice.foundation.references import ReferenceField


class MatchKey(models.Model):
    """A number that stands for a name together with a birth date, an address or a year: never for a name alone."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="match_keys")
    key = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["key", "party"])]
        constraints = [models.UniqueConstraint(fields=["party", "key"], name="match_key_once")]

    def __str__(self) -> str:
        return str(self.key)


class Likeness(models.Model):
    """Two customers who may be one: how much speaks for it, and what; open until somebody decides.

    `agrees` says by trait how it agrees, never what it is. `settled_at` is set where they were merged, or where what is
    on file now speaks against it; `dismissed_at` where somebody said that they are two: then they are shown no more.
    """

    reference = ReferenceField()
    one = models.ForeignKey(Party, models.PROTECT, related_name="+")
    other = models.ForeignKey(Party, models.PROTECT, related_name="+")
    points = models.FloatField()
    agrees = models.JSONField(default=dict)
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    dismissed_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("likeness of two customers")
        indexes = [
            models.Index(
                fields=["-points", "-id"],
                condition=Q(settled_at__isnull=True, dismissed_at__isnull=True),
                name="likeness_open",
            ),
            models.Index(fields=["other"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="likeness_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="likeness_of_two_in_order"),
            models.CheckConstraint(
                condition=Q(dismissed_at__isnull=True, dismissed_by__isnull=True, dismissed_because="")
                | Q(dismissed_at__isnull=False, dismissed_by__isnull=False) & ~Q(dismissed_because=""),
                name="likeness_dismissed_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.reference
