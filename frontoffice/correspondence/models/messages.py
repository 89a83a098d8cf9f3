"""Messages, what they cite and what they enclose."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    PAGE = "page", _("On the page of the case")


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    HELD = "held", _("Waits for approval")
    RELEASED = "released", _("To be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not sent")
    INCONCLUSIVE = "inconclusive", _("Unclear whether sent")
    BOUNCED = "bounced", _("Came back")


def _on_one_line(field: str) -> Q:
    """No header of a mail can be made to hold a second one."""
    return ~Q(**{f"{field}__contains": "\n"}) & ~Q(**{f"{field}__contains": "\r"})


class Message(models.Model):
    """Something the agency says to somebody (COR-1). From its release on, what it says and to whom never changes.

    `message_id` (RFC 5322, without the angle brackets) is fixed at release and the key by which others know it again.
    `eml` are the bytes as they are handed over, at every attempt the same. `in_reply_to` is the Message-ID of the mail
    that this answers; `thread` names the exchange that it is part of, in words of the room above. `error` says why a
    message is not sent, was put off or is unclear, where it can in the mail server's own words. `next_try_at` is set
    while a released message was put off. `version` counts what was written;
    an approval is good for the version that was asked about (COR-3).
    """

    reference = ReferenceField()
    channel = models.CharField(max_length=8, choices=Channel.choices)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    to_name = models.CharField(max_length=200, blank=True)
    to_address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    language = models.CharField(max_length=10, default="en")
    in_reply_to = models.CharField(max_length=255, blank=True)
    thread = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Party", models.PROTECT, null=True, related_name="messages")
    contact = models.ForeignKey("contacts.Contact", models.PROTECT, null=True, related_name="messages")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=255, null=True, unique=True)
    eml = models.ForeignKey("foundation.StoredFile", models.PROTECT, null=True, related_name="+")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["status", "-id"]),
            models.Index(fields=["by", "thread"]),
            models.Index(fields=["thread", "-id"], condition=~Q(thread=""), name="message_thread"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="message_channel_known"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="message_status_known"),
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(body="") & ~Q(language=""), name="message_says_something"
            ),
            models.CheckConstraint(
                condition=~Q(channel="email") | ~Q(to_address=""), name="message_by_email_has_address"
            ),
            models.CheckConstraint(
                condition=_on_one_line("subject")
                & _on_one_line("to_name")
                & _on_one_line("to_address")
                & _on_one_line("in_reply_to"),
                name="message_headers_on_one_line",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["draft", "held"],
                    released_at__isnull=True,
                    message_id__isnull=True,
                    eml__isnull=True,
                )
                | (
                    ~Q(status__in=["draft", "held"])
                    & Q(released_at__isnull=False, message_id__isnull=False, eml__isnull=False)
                ),
                name="message_released_has_its_bytes",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["sent", "bounced"], sent_at__isnull=False)
                | (~Q(status__in=["sent", "bounced"]) & Q(sent_at__isnull=True)),
                name="message_sent_has_its_date",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["failed", "inconclusive", "bounced"]) | ~Q(error=""),
                name="message_not_sent_says_why",
            ),
            models.CheckConstraint(
                condition=Q(next_try_at__isnull=True) | Q(status="released"),
                name="message_waits_only_released",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Citation(models.Model):
    """A passage that a message rests on, in the order in which it is numbered; `quote` the words taken from it."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="citations")
    passage = models.ForeignKey("knowledge.Passage", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    quote = models.TextField(blank=True)

    class Meta:
        ordering = ["message", "position"]
        constraints = [
            models.UniqueConstraint(fields=["message", "position"], name="citation_position_once"),
            models.UniqueConstraint(fields=["message", "passage"], name="citation_passage_once"),
            models.CheckConstraint(condition=Q(position__gte=1), name="citation_position_from_one"),
        ]

    def __str__(self) -> str:
        return f"[{self.position}]"


class Enclosure(models.Model):
    """A file that goes with a message."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="enclosures")
    file = models.ForeignKey("foundation.StoredFile", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["message", "position"]
        constraints = [
            models.UniqueConstraint(fields=["message", "position"], name="enclosure_position_once"),
            models.UniqueConstraint(fields=["message", "file"], name="enclosure_file_once"),
        ]

    def __str__(self) -> str:
        return str(self.file)


guards.keep(
    Message,
    may_change=["status", "attempts", "next_try_at", "sent_at", "error"],
    frozen_when="released_at",
)
guards.keep(Citation, frozen_when="message.released_at")
guards.keep(Enclosure, frozen_when="message.released_at")
