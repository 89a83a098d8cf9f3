"""Parties and the ways to reach them."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models.indexing import those_set_aside
from frontoffice.foundation import guards, search
from frontoffice.foundation.references import ReferenceField


class PartyKind(models.TextChoices):
    PERSON = "person", _("Person")
    ORGANIZATION = "organization", _("Organization")
    HOUSEHOLD = "household", _("Household")


class Confidentiality(models.IntegerChoices):
    """How closely what is on file of a customer is kept."""

    INTERNAL = 1, _("internal")
    CONFIDENTIAL = 2, _("confidential")
    RESTRICTED = 3, _("restricted")


class Party(models.Model):
    """A person, organization or household. `name` is what it is called, `language` what it is served in.

    Both follow from the dated rows (`PartyName`, `Preferences`); `since` is the date it became known. `found_by` holds
    the words that it is found by besides its name. `confidentiality`: 1 internal, as usual; from 2 on whoever opens it
    without work on it breaks the glass (REC-6). A merged party keeps row and reference, and names the one that goes on.
    `to_compare`: something that it is recognized by changed since it was compared with the others.
    """

    reference = ReferenceField()
    kind = models.CharField(max_length=12, choices=PartyKind.choices, default=PartyKind.PERSON)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10, default="en")
    since = models.DateField()
    confidentiality = models.PositiveSmallIntegerField(choices=Confidentiality.choices, default=1)
    registered_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    found_by = models.TextField(blank=True, default="")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    to_compare = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = _("parties")
        indexes = [
            models.Index(fields=["name", "id"]),
            models.Index(Lower("name"), name="party_name_lower"),
            models.Index(fields=["id"], condition=Q(to_compare=True), name="party_to_compare"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="party_merged_into_another",
            ),
            models.CheckConstraint(condition=Q(kind__in=PartyKind.values), name="party_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="party_has_a_name"),
            models.CheckConstraint(
                condition=Q(confidentiality__in=Confidentiality.values), name="party_confidentiality_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PointKind(models.TextChoices):
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Telephone")


class PointPurpose(models.TextChoices):
    ANY = "any", _("For everything")
    HOME = "home", _("Private")
    WORK = "work", _("At work")
    BILLING = "billing", _("For bills")
    EMERGENCY = "emergency", _("In an emergency")


class ContactPoint(models.Model):
    """A way to reach a party, dated: a new value is a new row, the old one ends (X2).

    `value` is as given; `normal` is what is compared (lower-case e-mail, E.164 telephone number). `preferred` is tried
    first; `verified_at` says when somebody answered there, `undeliverable_since` since when nothing arrives there, for
    `undeliverable_reason` (ACC-7). Postal addresses are rows of their own (`Address`).
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="contact_points")
    kind = models.CharField(max_length=10, choices=PointKind.choices)
    value = models.CharField(max_length=500)
    normal = models.CharField(max_length=500)
    purpose = models.CharField(max_length=10, choices=PointPurpose.choices, default=PointPurpose.ANY)
    preferred = models.BooleanField(default=False)
    verified_at = models.DateTimeField(null=True)
    undeliverable_since = models.DateTimeField(null=True)
    undeliverable_reason = models.CharField(max_length=300, blank=True)
    from_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    set_aside_in = models.ForeignKey(
        "customers.Merge", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(fields=["kind", "normal"]),
            models.Index(fields=["party", "kind"]),
            those_set_aside("contact_point_set_aside"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PointKind.values), name="contact_point_kind_known"),
            models.UniqueConstraint(
                fields=["party", "kind", "normal"], condition=Q(until__isnull=True), name="contact_point_once"
            ),
            models.UniqueConstraint(
                fields=["party", "kind"],
                condition=Q(until__isnull=True, preferred=True),
                name="contact_point_one_preferred",
            ),
            models.CheckConstraint(
                condition=Q(undeliverable_since__isnull=True, undeliverable_reason="")
                | (Q(undeliverable_since__isnull=False) & ~Q(undeliverable_reason="")),
                name="contact_point_undeliverable_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.value


guards.keep(
    ContactPoint,
    may_change=[
        "until",
        "preferred",
        "verified_at",
        "undeliverable_since",
        "undeliverable_reason",
        "set_aside_in_id",
    ],
)
PARTIES = search.index(Party, {"name": 1.0, "found_by": 0.3}, reading="names")
