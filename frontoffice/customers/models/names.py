"""Names: what somebody is called, was called, or does business as; dated, as given beside its parts."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models.indexing import those_set_aside
from frontoffice.customers.models.parties import Party
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class NameKind(models.TextChoices):
    LEGAL = "legal", _("Legal name")
    PREFERRED = "preferred", _("Preferred name")
    FORMER = "former", _("Former name")
    TRADE = "trade", _("Doing business as")


class PartyName(models.Model):
    """One name of a party from `from_on` on, as it was given; the parts of a person's name beside it.

    A name that ended is a former one, whatever its kind was. `evidence` says what was looked at.
    """

    reference = ReferenceField()
    party = models.ForeignKey(Party, models.PROTECT, related_name="names")
    kind = models.CharField(max_length=10, choices=NameKind.choices)
    as_given = models.CharField(max_length=200)
    prefix = models.CharField(max_length=60, blank=True)
    given = models.CharField(max_length=120, blank=True)
    middle = models.CharField(max_length=120, blank=True)
    family = models.CharField(max_length=120, blank=True)
    suffix = models.CharField(max_length=60, blank=True)
    evidence = models.CharField(max_length=200, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    set_aside_in = models.ForeignKey(
        "customers.Merge", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("name")
        indexes = [models.Index(fields=["party", "kind"]), those_set_aside("party_name_set_aside")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NameKind.values), name="party_name_kind_known"),
            models.CheckConstraint(condition=~Q(as_given=""), name="party_name_says_something"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="party_name_until_after_from",
            ),
            models.UniqueConstraint(
                fields=["party", "kind"],
                condition=Q(until_on__isnull=True, kind__in=["legal", "preferred"]),
                name="party_name_one_legal_one_preferred",
            ),
        ]

    def __str__(self) -> str:
        return self.as_given


guards.keep(PartyName, may_change=["until_on", "ended_at", "ended_by_id", "set_aside_in_id"])
