"""Contacts and what was asked for in them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.references import ReferenceField

MOST_AT_ONCE = 999


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
    TRANSFERRED = "transferred", _("Passed on to somebody else")
    CALL_BACK = "call_back", _("Call-back promised")
    NO_ANSWER = "no_answer", _("No answer found")
    ENDED = "ended", _("Ended by the customer")


class Contact(models.Model):
    """One exchange (INQ-2). `customer` is empty where nobody said who they are (INQ-3, INQ-11).

    `visitor` is the anonymous or customer actor of a self-service contact; `representative` the colleague who served,
    in the unit that was theirs then. `arrived_at` is when the customer reached the agency, also where a colleague
    passed them on; `left_at` is when they left: what was verified counts until then, what comes after is wrap-up.
    """

    reference = ReferenceField()
    client_uuid = models.UUIDField(null=True, unique=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    direction = models.CharField(max_length=10, choices=Direction.choices, default=Direction.INBOUND)
    office = models.ForeignKey("foundation.Office", models.PROTECT, null=True, related_name="+")
    customer = models.ForeignKey("customers.Party", models.PROTECT, null=True, related_name="contacts")
    visitor = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="contacts")
    representative = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=10, default="en")
    arrived_at = models.DateTimeField()
    started_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["visitor", "-id"]),
            models.Index(fields=["customer", "-id"]),
            models.Index(fields=["representative", "-started_at", "-id"], name="contact_of_person"),
            models.Index(fields=["unit", "-started_at", "-id"], name="contact_of_unit"),
            models.Index(fields=["-started_at", "-id"], name="contact_by_time"),
            models.Index(
                fields=["representative", "id"],
                condition=Q(ended_at__isnull=True, representative__isnull=False),
                name="contact_going_on",
            ),
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
                condition=Q(arrived_at__lte=F("started_at")), name="contact_arrives_before_start"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("started_at")),
                name="contact_left_after_start",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(left_at__lte=F("ended_at")),
                name="contact_ends_after_leaving",
            ),
            models.CheckConstraint(
                condition=Q(visitor__isnull=False) | Q(representative__isnull=False),
                name="contact_has_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.reference}"


class Purpose(models.Model):
    """One thing asked for in a contact, so often, and how it ended there.

    `topic` is the code of what it is about, `outcome` the code of a wrap-up; `resolved` is what that one says of it,
    as it did then: what the colleague claims, not what is computed (INQ-8).
    """

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="purposes")
    topic = models.CharField(max_length=60)
    quantity = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(max_length=40, blank=True)
    resolved = models.BooleanField(null=True)

    class Meta:
        indexes = [models.Index(fields=["topic", "contact"], name="purpose_of_topic")]
        constraints = [
            models.UniqueConstraint(fields=["contact", "topic"], name="contact_purpose_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MOST_AT_ONCE), name="purpose_quantity"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", resolved__isnull=True) | (~Q(outcome="") & Q(resolved__isnull=False)),
                name="purpose_outcome_says_whether_resolved",
            ),
        ]

    def __str__(self) -> str:
        return self.topic
