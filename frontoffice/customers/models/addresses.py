"""Addresses by role, dated: what was given, the standardized form beside it, and on whose word it was changed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models.indexing import those_set_aside
from frontoffice.customers.models.parties import Party
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class AddressRole(models.TextChoices):
    """What an address is for: a change of one is no change of another (ACC-4)."""

    RESIDENTIAL = "residential", _("Where they live or work")
    MAILING = "mailing", _("For letters")
    BILLING = "billing", _("For bills")
    SERVICE = "service", _("Where the service is")


class Ground(models.TextChoices):
    """What shows that the change comes from the customer (ACC-1)."""

    REGISTRATION = "registration", _("Given when they were put on file")
    IN_CONTACT = "in_contact", _("Verified in a contact")
    SIGNED_REQUEST = "signed_request", _("Signed request matched to the file")


class Requester(models.TextChoices):
    CUSTOMER = "customer", _("The customer")
    REPRESENTATIVE = "representative", _("Somebody authorized by them")
    GUARDIAN = "guardian", _("Their parent or guardian")
    COURT = "court", _("A court or an authority")


class Address(models.Model):
    """A party's address in one role from `effective_on` on, until `until_on` where it is for a time (ACC-5, X1).

    Four dates: `happened_on` (they moved), `received_on` (the office had it), `effective_on` (it counts from),
    `recorded_at` (keyed). The last one that counts on a day covers it; nothing is overwritten (X2). `ended_on` takes an
    address back: it counts no more from that day on, and never did where that is its first. `as_given` is what the
    customer gave, `standardized` the postal form beside it. A `confidential` one is for few eyes (ACC-6).
    """

    reference = ReferenceField()
    party = models.ForeignKey(Party, models.PROTECT, related_name="addresses")
    role = models.CharField(max_length=12, choices=AddressRole.choices)
    as_given = models.CharField(max_length=500)
    standardized = models.CharField(max_length=500, blank=True)
    normal = models.CharField(max_length=500)
    locality = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=60, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2, default="US")
    confidential = models.BooleanField(default=False)
    undeliverable_since = models.DateField(null=True)
    happened_on = models.DateField(null=True)
    received_on = models.DateField()
    effective_on = models.DateField()
    until_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    ground = models.CharField(max_length=16, choices=Ground.choices)
    requester = models.CharField(max_length=16, choices=Requester.choices, default=Requester.CUSTOMER)
    requester_name = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    evidence = models.CharField(max_length=200, blank=True)
    verification = models.CharField(max_length=60, blank=True)
    level = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    ended_because = models.CharField(max_length=200, blank=True)
    set_aside_in = models.ForeignKey(
        "customers.Merge", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("address")
        indexes = [
            models.Index(fields=["party", "role", "-effective_on", "-id"]),
            models.Index(fields=["normal"]),
            those_set_aside("address_set_aside"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=AddressRole.values, ground__in=Ground.values), name="address_role_known"
            ),
            models.CheckConstraint(condition=~Q(as_given=""), name="address_says_something"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("effective_on")),
                name="address_until_after_effective",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_at__isnull=True, ended_by__isnull=True)
                | Q(
                    ended_on__gte=F("effective_on"),
                    ended_on__isnull=False,
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                ),
                name="address_ended_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(ground="in_contact") | (~Q(verification="") & Q(level__gte=1)),
                name="address_change_was_verified",
            ),
            models.CheckConstraint(
                condition=~Q(ground="signed_request") | ~Q(evidence=""), name="address_request_is_named"
            ),
        ]

    def __str__(self) -> str:
        return self.standardized or self.as_given


guards.keep(
    Address,
    may_change=[
        "undeliverable_since",
        "ended_on",
        "ended_at",
        "ended_by_id",
        "ended_because",
        "set_aside_in_id",
    ],
)
