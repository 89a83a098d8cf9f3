"""Contacts and what was asked for in them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.references import ReferenceField


class Channel(models.TextChoices):
    WEB = "web", _("Web")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Telephone")
    COUNTER = "counter", _("Counter")
    POST = "post", _("Post")
    FAX = "fax", _("Fax")
    CHAT = "chat", _("Chat")
    FIELD = "field", _("Field")


class Direction(models.TextChoices):
    INBOUND = "inbound", _("Inbound")
    OUTBOUND = "outbound", _("Outbound")


class Outcome(models.TextChoices):
    ANSWERED = "answered", _("Answered")
    REFERRED = "referred", _("Referred")
    CASE = "case", _("Case opened or continued")
    NO_ANSWER = "no_answer", _("No answer found")
    ENDED = "ended", _("Ended by the customer")


class Contact(models.Model):
    """One exchange (INQ-2). `customer` is empty where nobody said who they are (INQ-3, INQ-11).

    `visitor` is the anonymous or customer actor of a self-service contact; `representative` the colleague who served.
    """

    reference = ReferenceField()
    client_uuid = models.UUIDField(null=True, unique=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    direction = models.CharField(max_length=10, choices=Direction.choices, default=Direction.INBOUND)
    office = models.ForeignKey("foundation.Office", models.PROTECT, null=True, related_name="+")
    customer = models.ForeignKey("customers.Party", models.PROTECT, null=True, related_name="contacts")
    visitor = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="contacts")
    representative = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=10, default="en")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["visitor", "-id"]),
            models.Index(fields=["customer", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="contact_channel_known"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="contact_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(outcome=""), name="contact_ended_has_outcome"
            ),
            models.CheckConstraint(
                condition=Q(visitor__isnull=False) | Q(representative__isnull=False),
                name="contact_has_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.reference}"


class Purpose(models.Model):
    """One thing asked for in a contact."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="purposes")
    topic = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "topic"], name="contact_purpose_once")]

    def __str__(self) -> str:
        return self.topic
