"""Powers, and the acts that wait for somebody who holds enough of them."""

from django.db import models
from django.db.models import F, Q

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Grant(models.Model):
    """The dated power of one actor to do one action (STF-2). `amount_limit` null: no limit.

    With `needs_approval` the holder may ask for the act; somebody who holds the power outright decides.
    """

    reference = ReferenceField()
    actor = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="grants")
    action = models.CharField(max_length=100)
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, null=True, related_name="+")
    amount_limit = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    needs_approval = models.BooleanField(default=False)
    from_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    granted_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["actor", "action"]), models.Index(fields=["action"])]
        constraints = [
            models.CheckConstraint(condition=~Q(actor=F("granted_by")), name="grant_never_to_oneself"),
            models.CheckConstraint(
                condition=Q(amount_limit__isnull=True) | Q(amount_limit__gte=0),
                name="grant_limit_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("from_at")), name="grant_until_after_from"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="grant_revoked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} for {self.actor_id}"


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


class Refusal(models.Model):
    """An act that was refused: who, what, which part of the rules said no (X3, REC-5). No text, no personal data."""

    action = models.CharField(max_length=100)
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    code = models.CharField(max_length=80)
    part = models.CharField(max_length=20)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["by", "id"])]

    def __str__(self) -> str:
        return f"{self.action}: {self.code}"


class KeyedCall(models.Model):
    """An action done under an idempotency key: the same key with the same body gets the same answer, once (X6)."""

    actor = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    action = models.CharField(max_length=100)
    key = models.CharField(max_length=100)
    body_hash = models.CharField(max_length=64)
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"])]
        constraints = [models.UniqueConstraint(fields=["actor", "action", "key"], name="keyed_call_once")]

    def __str__(self) -> str:
        return f"{self.action} {self.key}"


class Token(models.Model):
    """A program's key to the API and the command line: hashed, scoped to actions, expiring, revocable."""

    reference = ReferenceField()
    actor = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    hash = models.CharField(max_length=100, unique=True)
    scopes = models.JSONField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


guards.keep(Grant, may_change=["until", "revoked_at", "revoked_by_id"])
guards.keep(Approval, may_change=["status", "decided_by_id", "decided_at", "reason"])
guards.keep(Refusal)
