"""What of a customer's record was told, to whom it was, on which basis, word for word (INQ-3, REC-9)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.contacts.models.contacts import Contact
from frontoffice.contacts.models.verifications import Verification
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Basis(models.TextChoices):
    """Why it may be told."""

    OWN = "own", _("It is their own record")
    AUTHORIZED = "authorized", _("The customer authorized them")
    LAW = "law", _("A law or a court order")


class Disclosure(models.Model):
    """One telling. `party` is whose record it is; the verification may be another person's, where they are authorized.

    `authority` says where the authorization or the law is to be found. `content_hash` is the SHA-256 of the items as
    they were told.
    """

    reference = ReferenceField()
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="disclosures")
    party = models.ForeignKey("customers.Party", models.PROTECT, related_name="+")
    verification = models.ForeignKey(Verification, models.PROTECT, related_name="disclosures")
    basis = models.CharField(max_length=10, choices=Basis.choices)
    authority = models.CharField(max_length=300, blank=True)
    confidentiality = models.PositiveSmallIntegerField()
    content_hash = models.CharField(max_length=64)
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("disclosure")
        indexes = [models.Index(fields=["contact", "id"]), models.Index(fields=["party", "-id"])]
        constraints = [
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="disclosure_basis_known"),
            models.CheckConstraint(
                condition=Q(basis="own") | ~Q(authority=""), name="disclosure_for_others_says_why"
            ),
            models.CheckConstraint(
                condition=Q(confidentiality__lte=3), name="disclosure_confidentiality_0_to_3"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} about {self.party_id}"


class DisclosedItem(models.Model):
    """One item of a disclosure in the words that were on record then; empty where nothing was."""

    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="items")
    code = models.CharField(max_length=40)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["disclosure", "code"], name="disclosed_item_once")]

    def __str__(self) -> str:
        return self.code


guards.keep(Disclosure)
guards.keep(DisclosedItem)
