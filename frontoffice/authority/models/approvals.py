"""Acts that wait for somebody who holds enough power to let them through (X4)."""

from django.db import models
from django.db.models import F, Q

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class ApprovalStatus(models.TextChoices):
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Approval(models.Model):
    """An action that was asked for and waits: its arguments as the API would send them, its subject's version."""

    reference = ReferenceField()
    action = models.CharField(max_length=100)
    arguments = models.JSONField()
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    subject_version = models.BigIntegerField(null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    asked_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=ApprovalStatus.choices, default=ApprovalStatus.WAITING)
    decided_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "status"]),
            models.Index(fields=["status", "action", "id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ApprovalStatus.values), name="approval_status_known"
            ),
            # Requester is not approver, enforced on the person (ORD-4, STF-4); only the asker withdraws.
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(status="withdrawn") | ~Q(decided_by=F("asked_by")),
                name="approval_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(status="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(status="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="approval_decided_has_decider",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} ({self.status})"


guards.keep(Approval, may_change=["status", "decided_by_id", "decided_at", "reason"])
