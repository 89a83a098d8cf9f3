"""The ledger: one row for each mail on a server, kept before anything reads it, ending in one disposition."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField
from frontoffice.intake.models.mailboxes import Mailbox


class State(models.TextChoices):
    KEPT = "kept", _("Kept, not read yet")
    PARSED = "parsed", _("Read, not handled yet")
    HELD = "held", _("Needs a person")
    HANDLED = "handled", _("Handled")


class Disposition(models.TextChoices):
    """What became of a mail."""

    OPENED = "opened", _("Opened a case")
    JOINED = "joined", _("Joined its case")
    AUTOMATIC = "automatic", _("Automatic reply")
    BOUNCE = "bounce", _("Came back")
    DUPLICATE = "duplicate", _("Came before")
    OWN = "own", _("From ourselves")
    SET_ASIDE = "set_aside", _("Set aside")


class Automatic(models.TextChoices):
    """Whether a program wrote it (RFC 3834, RFC 3464)."""

    NO = "", _("Written by a person")
    REPLY = "reply", _("Answered by a program")
    GENERATED = "generated", _("Written by a program")
    LIST = "list", _("Sent to many")
    MAYBE = "maybe", _("Reads like an automatic reply")
    REPORT = "report", _("Delivery report")


class Incoming(models.Model):
    """One mail (X1: `received_at` is when the server had it, `fetched_at` when we did). Rows are never removed (X2).

    `raw` are the bytes as they came; of a mail that is too large to fetch they are its headers, and `whole` is false.
    `fingerprint` is the same for the same mail delivered twice. `subject` to `automatic` are as parsed. `reason` says
    why it is held or set aside. Held, then handled: the disposition is final.
    """

    reference = ReferenceField()
    mailbox = models.ForeignKey(Mailbox, models.PROTECT, related_name="incoming")
    uid_validity = models.PositiveBigIntegerField()
    uid = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()
    fetched_at = models.DateTimeField()
    raw = models.ForeignKey("foundation.StoredFile", models.PROTECT, related_name="+")
    size = models.PositiveBigIntegerField()
    whole = models.BooleanField(default=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.KEPT)
    fingerprint = models.CharField(max_length=64, blank=True)
    message_id = models.CharField(max_length=255, blank=True)
    from_name = models.CharField(max_length=200, blank=True)
    from_address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=250, blank=True)
    automatic = models.CharField(max_length=9, choices=Automatic.choices, blank=True, default=Automatic.NO)
    disposition = models.CharField(max_length=9, choices=Disposition.choices, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")
    post = models.OneToOneField("cases.Post", models.PROTECT, null=True, related_name="+")
    bounced = models.ForeignKey("correspondence.Message", models.PROTECT, null=True, related_name="+")
    first = models.ForeignKey("self", models.PROTECT, null=True, related_name="again")
    handled_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    handled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("incoming mail")
        verbose_name_plural = _("incoming mails")
        indexes = [
            models.Index(fields=["state", "-id"]),
            models.Index(fields=["disposition", "-id"]),
            models.Index(fields=["case", "id"], condition=Q(case__isnull=False), name="incoming_case"),
            models.Index(fields=["from_address", "-id"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["mailbox", "uid_validity", "uid"], name="incoming_once"),
            # The same mail under another number: only one row of it may be anything but a duplicate.
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=~Q(fingerprint="") & ~Q(disposition="duplicate"),
                name="incoming_fingerprint_once",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="incoming_state_known"),
            models.CheckConstraint(
                condition=Q(
                    state="handled",
                    disposition__in=Disposition.values,
                    handled_at__isnull=False,
                    handled_by__isnull=False,
                )
                | (
                    ~Q(state="handled")
                    & Q(
                        disposition="",
                        handled_at__isnull=True,
                        handled_by__isnull=True,
                        case__isnull=True,
                        post__isnull=True,
                        first__isnull=True,
                    )
                ),
                name="incoming_handled_once",
            ),
            models.CheckConstraint(
                condition=~Q(disposition__in=["opened", "joined"])
                | Q(case__isnull=False, post__isnull=False),
                name="incoming_on_its_case",
            ),
            models.CheckConstraint(
                condition=~Q(disposition="duplicate") | Q(first__isnull=False), name="incoming_duplicate_of"
            ),
            models.CheckConstraint(
                condition=~(Q(state="held") | Q(disposition="set_aside")) | ~Q(reason=""),
                name="incoming_held_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mailbox_id}/{self.uid_validity}/{self.uid}"


_FIXED = {
    "id",
    "reference",
    "mailbox",
    "uid_validity",
    "uid",
    "received_at",
    "fetched_at",
    "raw",
    "size",
    "whole",
}
guards.keep(
    Incoming,
    may_change=[str(f.column) for f in Incoming._meta.concrete_fields if f.name not in _FIXED],
    settled_when="handled_at",
)
