"""Who stands in for whom, from when until when (STF-3)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class ActingTerm(models.Model):
    """A time in which the deputy acts for an absent colleague, once the deputy has accepted.

    `handover` is what the deputy has to know. It ends by itself at `until`, or earlier at `ended_at`.
    """

    reference = ReferenceField()
    absent = models.ForeignKey("authority.StaffMember", models.PROTECT, related_name="acted_for")
    deputy = models.ForeignKey("authority.StaffMember", models.PROTECT, related_name="acts_for")
    from_at = models.DateTimeField()
    until = models.DateTimeField()
    handover = models.TextField(blank=True)
    named_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("acting term")
        indexes = [
            models.Index(fields=["deputy", "until"]),
            models.Index(fields=["absent", "until"]),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(absent=F("deputy")), name="acting_for_another"),
            models.CheckConstraint(condition=Q(until__gt=F("from_at")), name="acting_until_after_from"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(declined_at__isnull=True),
                name="acting_accepted_or_declined",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="acting_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy_id} for {self.absent_id}"


guards.keep(ActingTerm, may_change=["accepted_at", "declined_at", "ended_at", "ended_by_id"])
