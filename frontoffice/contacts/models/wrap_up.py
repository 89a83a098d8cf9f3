"""How what was asked for ended, as data; and the audit of what colleagues claim about it (INQ-8)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.contacts.models.contacts import Contact
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class WrapUpCode(models.Model):
    """A way of ending that the agency added, or how it changed a shipped one of the same code.

    `resolves`: what was asked for is settled by it.
    """

    reference = ReferenceField()
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    resolves = models.BooleanField()
    order = models.PositiveSmallIntegerField(default=100)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("wrap-up code")
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="wrap_up_code_named"),
        ]

    def __str__(self) -> str:
        return self.name


class ClaimAudit(models.Model):
    """Somebody who leads looked whether a contact that was claimed to be resolved at first was so."""

    contact = models.OneToOneField(Contact, models.PROTECT, related_name="claim_audit")
    agrees = models.BooleanField()
    note = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("audit of a claim")
        constraints = [
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(note=""), name="claim_audit_says_why_not")
        ]

    def __str__(self) -> str:
        return f"audit of {self.contact_id}"


guards.keep(ClaimAudit)
