"""How people show who they are, and that they did so in a contact (INQ-3)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.contacts.models.contacts import Contact
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField

LOWEST, HIGHEST = 1, 3


class VerificationMethod(models.Model):
    """A way of verifying that the agency added, or how it changed a shipped one of the same code.

    `level` is 1 (weak) to 3 (strong); `evidence` lists the codes of what may be looked at, `channels` where it works
    (empty: everywhere).
    """

    reference = ReferenceField()
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    level = models.PositiveSmallIntegerField()
    evidence = models.JSONField(default=list)
    channels = models.JSONField(default=list)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("way of verifying")
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="verification_method_named"),
            models.CheckConstraint(
                condition=Q(level__gte=LOWEST, level__lte=HIGHEST), name="verification_method_level_1_to_3"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Verification(models.Model):
    """Somebody showed, or failed to show, who they are; it counts in this contact alone and ends with it (INQ-3).

    `evidence` is the code of what was looked at, never a number of a document (ACC-13). `level` is what the method
    had then. A try that failed has `passed` false and says no more than that.
    """

    reference = ReferenceField()
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="verifications")
    party = models.ForeignKey("customers.Party", models.PROTECT, related_name="+")
    method = models.CharField(max_length=40)
    evidence = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("verification")
        indexes = [models.Index(fields=["contact", "id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__gte=LOWEST, level__lte=HIGHEST), name="verification_level_1_to_3"
            ),
            models.CheckConstraint(condition=~Q(method="") & ~Q(evidence=""), name="verification_says_how"),
        ]

    def __str__(self) -> str:
        return f"{self.method} in {self.contact_id}"


guards.keep(Verification)
