"""Attempts to send, and what the page transport keeps."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.correspondence.models.messages import Message
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Outcome(models.TextChoices):
    SENT = "sent", _("Accepted")
    PUT_OFF = "put_off", _("Put off: to be tried again")
    REFUSED = "refused", _("Refused for good")
    UNKNOWN = "unknown", _("Nobody can tell")
    NOTHING_WENT = "nothing_went", _("Broken off before anything went")


class Dispatch(models.Model):
    """One attempt to hand a message to a transport (COR-7: the date mailed is here, not on the draft).

    Open (no outcome) from the moment at which content may leave until the transport's answer is known: whoever finds it
    open after `open_until` has to assume that the worker is gone. `reply` is the transport's answer in its own words. A
    person who decides about an unknown one leaves their name, the instant and the reason.
    """

    message = models.ForeignKey(Message, models.PROTECT, related_name="dispatches")
    number = models.PositiveSmallIntegerField()
    transport = models.CharField(max_length=20)
    to_address = models.CharField(max_length=254, blank=True)
    started_at = models.DateTimeField()
    open_until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=14, choices=Outcome.choices, blank=True)
    reply = models.CharField(max_length=1000, blank=True)
    settled_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    went = models.BooleanField(null=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("dispatch")
        verbose_name_plural = _("dispatches")
        ordering = ["message", "number"]
        constraints = [
            models.UniqueConstraint(fields=["message", "number"], name="dispatch_number_once"),
            # Two workers can't both be speaking: one open attempt a message.
            models.UniqueConstraint(fields=["message"], condition=Q(outcome=""), name="dispatch_open_once"),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(outcome__in=Outcome.values), name="dispatch_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", ended_at__isnull=True) | (~Q(outcome="") & Q(ended_at__isnull=False)),
                name="dispatch_ended_has_outcome",
            ),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True, settled_at__isnull=True, went__isnull=True, reason="")
                | (
                    Q(
                        outcome="unknown",
                        settled_by__isnull=False,
                        settled_at__isnull=False,
                        went__isnull=False,
                    )
                    & ~Q(reason="")
                ),
                name="dispatch_settled_by_somebody_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id}/{self.number}"


class Bounce(models.Model):
    """A delivery report that a message which was sent did not arrive (COR-8): the address it was for, why, and the
    report itself as it came.
    """

    message = models.ForeignKey(Message, models.PROTECT, related_name="bounces")
    to_address = models.CharField(max_length=254, blank=True)
    code = models.CharField(max_length=12, blank=True)
    words = models.CharField(max_length=1000)
    report = models.ForeignKey("foundation.StoredFile", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("bounce")
        verbose_name_plural = _("bounces")
        ordering = ["message", "id"]

    def __str__(self) -> str:
        return self.words


class OutboxItem(models.Model):
    """A mail that the page transport keeps instead of a mail server. The same Message-ID is kept once."""

    reference = ReferenceField()
    message_id = models.CharField(max_length=255, unique=True)
    to_name = models.CharField(max_length=200, blank=True)
    to_address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=250)
    eml = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kept mail")
        verbose_name_plural = _("kept mails")

    def __str__(self) -> str:
        return self.subject


guards.keep(
    Dispatch,
    may_change=["ended_at", "outcome", "reply", "settled_by_id", "settled_at", "went", "reason"],
)
guards.keep(Bounce)
guards.keep(OutboxItem)
