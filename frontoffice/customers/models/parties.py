"""Parties and the ways to reach them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards, search
from frontoffice.foundation.references import ReferenceField


class PartyKind(models.TextChoices):
    PERSON = "person", _("Person")
    ORGANIZATION = "organization", _("Organization")


class Confidentiality(models.IntegerChoices):
    """How closely what is on file of a customer is kept."""

    INTERNAL = 1, _("internal")
    CONFIDENTIAL = 2, _("confidential")
    RESTRICTED = 3, _("restricted")


class Party(models.Model):
    """A person or an organization. `language` is what it is served in; `since` the date it became known.

    `confidentiality`: 1 internal, as usual; from 2 on whoever opens it without work on it breaks the glass (REC-6).
    """

    reference = ReferenceField()
    kind = models.CharField(max_length=12, choices=PartyKind.choices, default=PartyKind.PERSON)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10, default="en")
    since = models.DateField()
    confidentiality = models.PositiveSmallIntegerField(choices=Confidentiality.choices, default=1)
    registered_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = _("parties")
        indexes = [models.Index(fields=["name", "id"])]
        constraints = [
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
    ADDRESS = "address", _("Address")


class ContactPoint(models.Model):
    """A way to reach a party, dated: a new value is a new row, the old one ends (X2).

    `value` is as given; `normal` is what is compared (lower-case e-mail, E.164 telephone number).
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="contact_points")
    kind = models.CharField(max_length=10, choices=PointKind.choices)
    value = models.CharField(max_length=500)
    normal = models.CharField(max_length=500)
    from_at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "normal"]), models.Index(fields=["party", "kind"])]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PointKind.values), name="contact_point_kind_known"),
            models.UniqueConstraint(
                fields=["party", "kind", "normal"], condition=Q(until__isnull=True), name="contact_point_once"
            ),
        ]

    def __str__(self) -> str:
        return self.value


guards.keep(ContactPoint, may_change=["until"])
PARTIES = search.index(Party, {"name": 1.0}, reading="names")
