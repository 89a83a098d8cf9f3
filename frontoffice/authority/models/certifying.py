"""What somebody was certified in, and until when (STF-6, onet.23)."""

from django.db import models
from django.db.models import F, Q

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class CertificationKind(models.Model):
    """A special area that takes instruction, training or certification; good for so many months, 0: for ever."""

    reference = ReferenceField()
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    months = models.PositiveSmallIntegerField(default=12)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=~Q(code=""), name="certification_kind_has_a_code")]

    def __str__(self) -> str:
        return self.name


class Certification(models.Model):
    """That a staff member holds a certification from a day until another; renewed by a new row."""

    reference = ReferenceField()
    kind = models.ForeignKey(CertificationKind, models.PROTECT, related_name="awards")
    actor = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="certifications")
    evidence = models.CharField(max_length=500)
    renews = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    from_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    awarded_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    lapse_told_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["actor", "kind"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(actor=F("awarded_by")), name="certification_never_to_oneself"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("from_at")),
                name="certification_until_after_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_id} of {self.actor_id}"


guards.keep(
    Certification, may_change=["withdrawn_at", "withdrawn_by_id", "withdrawn_reason", "lapse_told_at"]
)
