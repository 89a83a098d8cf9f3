"""Acts that wait for somebody who holds enough power to let them through (X4), and all that is said about them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class ApprovalStatus(models.TextChoices):
    """Where an ask stands. Waiting: for who decides. Questioned: for an answer of who asked."""

    WAITING = "waiting", _("Waiting")
    QUESTIONED = "questioned", _("Question asked")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")


OPEN = (ApprovalStatus.WAITING, ApprovalStatus.QUESTIONED)
_BY_NOBODY_ELSE = (ApprovalStatus.WITHDRAWN, ApprovalStatus.EXPIRED)


class Approval(models.Model):
    """An action that was asked for and waits: its arguments as the API would send them, its subject's version.

    `facts` is what a decider would have been shown at the time: [[label, text], …]. It runs out at `expires_at`; at
    `escalates_at` it is also shown to the next supervisor up the asker's line. `seen_at`: the asker knows the outcome.
    """

    reference = ReferenceField()
    action = models.CharField(max_length=100)
    arguments = models.JSONField()
    facts = models.JSONField(default=list)
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, null=True, related_name="+")
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    subject_version = models.BigIntegerField(null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    asked_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    escalates_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    delegated_to = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=10, choices=ApprovalStatus.choices, default=ApprovalStatus.WAITING)
    decided_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "status"]),
            models.Index(fields=["status", "action", "id"]),
            models.Index(fields=["status", "expires_at"]),
            models.Index(fields=["asked_by", "id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ApprovalStatus.values), name="approval_status_known"
            ),
            # Requester is not approver, enforced on the person (ORD-4, STF-4); only the asker withdraws.
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(status__in=_BY_NOBODY_ELSE)
                | ~Q(decided_by=F("asked_by")),
                name="approval_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(status__in=OPEN, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(status__in=OPEN) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="approval_decided_has_decider",
            ),
            models.CheckConstraint(
                condition=Q(delegated_to__isnull=True) | ~Q(delegated_to=F("asked_by")),
                name="approval_delegated_to_another",
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(reason=""), name="approval_declined_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} ({self.status})"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN


class ApprovalStep(models.Model):
    """One of the decisions that an ask takes, in order; the act goes through with the last one.

    `needs`: empty for who could do the act itself, `unit` for one of these in the ask's unit, `supervisor` for one
    up the asker's line, otherwise the name of the power that this step takes. Where the decision itself was an ask,
    `authorized_by` let it through.
    """

    approval = models.ForeignKey(Approval, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    needs = models.CharField(max_length=100, blank=True)
    asked_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    decided_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    authorized_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["approval", "number"], name="approval_step_once"),
            models.UniqueConstraint(fields=["approval", "decided_by"], name="approval_step_nobody_twice"),
            models.CheckConstraint(
                condition=(Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")))
                & (Q(authorized_by__isnull=True) | ~Q(authorized_by=F("asked_by"))),
                name="approval_step_by_another",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True, authorized_by__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="approval_step_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.number} of {self.approval_id}"


class NoteKind(models.TextChoices):
    QUESTION = "question", _("asked")
    ANSWER = "answer", _("answered")
    DELEGATED = "delegated", _("handed it to")
    ESCALATED = "escalated", _("waited too long; also shown to")
    AGREED = "agreed", _("agreed; another one has to agree too")
    LAPSED = "lapsed", _("agreed before, but may not decide this any more")


class ApprovalNote(models.Model):
    """What was said and done about an ask between asking and deciding, in order; never changed."""

    approval = models.ForeignKey(Approval, models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=10, choices=NoteKind.choices)
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    to = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    text = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["to", "kind"])]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="approval_note_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind__in=["question", "answer"]) | ~Q(text=""),
                name="approval_note_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.approval_id}"


guards.keep(
    Approval,
    may_change=[
        "status",
        "decided_by_id",
        "decided_at",
        "reason",
        "escalates_at",
        "escalated_at",
        "delegated_to_id",
        "seen_at",
    ],
)
guards.keep(ApprovalStep, may_change=["decided_by_id", "authorized_by_id", "decided_at"])
guards.keep(ApprovalNote)
