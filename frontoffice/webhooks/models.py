"""Subscriptions with their signing secrets, the notifications that are owed to them, and each try to send one."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards, sealing
from frontoffice.foundation.references import ReferenceField


class State(models.TextChoices):
    ACTIVE = "active", _("On")
    OFF = "off", _("Off")
    ENDED = "ended", _("Ended")


class OffReason(models.TextChoices):
    """Why nothing is sent."""

    NONE = "", _("Nothing")
    OWNER = "owner", _("Somebody switched it off.")
    GONE = "gone", _("The receiver answered that it wants no more (410).")
    FAILING = "failing", _("Nothing got through for days.")
    NOT_ALLOWED = "not_allowed", _("Its owner has left or may no longer have programs told.")


class Subscription(models.Model):
    """What is sent where, in whose name: nothing goes there that the owner may not see.

    Events after `after_event` count. `failing_since` and `failures` are of the tries since the last one that got
    through; until `rest_until` the address is left alone.
    """

    reference = ReferenceField()
    name = models.CharField(max_length=100)
    url = models.CharField(max_length=2000)
    kinds = models.JSONField()
    owner = models.ForeignKey("authority.StaffMember", models.PROTECT, related_name="+")
    state = models.CharField(max_length=6, choices=State.choices, default=State.ACTIVE)
    off_reason = models.CharField(max_length=11, choices=OffReason.choices, blank=True, default="")
    after_event = models.BigIntegerField()
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    rest_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(url=""), name="subscription_says_where"),
            models.CheckConstraint(
                condition=Q(state="off", off_reason__in=[one for one in OffReason.values if one])
                | Q(state__in=["active", "ended"], off_reason=""),
                name="subscription_off_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SigningSecret(models.Model):
    """What notifications are signed with, sealed. While two are in use, each signs; from `until` on one does not."""

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="secrets")
    sealed = models.TextField()
    hashed = models.CharField(max_length=100)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="signing_secret_ends_later"
            ),
            models.UniqueConstraint(
                fields=["subscription"], condition=Q(until__isnull=True), name="signing_secret_one_for_good"
            ),
        ]

    def __str__(self) -> str:
        return f"of {self.subscription_id} since {self.since}"


class Progress(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DELIVERED = "delivered", _("Delivered")
    GIVEN_UP = "given_up", _("Given up")
    WITHHELD = "withheld", _("Withheld: its owner may not see it any more")


class Notification(models.Model):
    """One event for one subscription. Its id on the wire is made of the reference, and is the same at each try."""

    reference = ReferenceField()
    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="notifications")
    event = models.ForeignKey("foundation.Event", models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=Progress.choices, default=Progress.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    first_tried_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.UniqueConstraint(fields=["subscription", "event"], name="notification_once"),
            models.CheckConstraint(condition=Q(state__in=Progress.values), name="notification_state_known"),
            models.CheckConstraint(
                condition=Q(state="waiting", done_at__isnull=True)
                | (~Q(state="waiting") & Q(done_at__isnull=False)),
                name="notification_done_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["subscription", "next_try_at", "id"],
                condition=Q(state="waiting"),
                name="notification_due",
            ),
            models.Index(fields=["subscription", "-id"], name="notification_newest"),
            models.Index(fields=["done_at"], condition=Q(done_at__isnull=False), name="notification_done"),
        ]

    def __str__(self) -> str:
        return self.message_id

    @property
    def message_id(self) -> str:
        """The webhook-id that the receiver knows it by."""
        return f"msg_{self.reference}"


class Try(models.Model):
    """One try to send a notification: what was answered, or what kept it from arriving (`fault`)."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="made")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()
    status = models.PositiveSmallIntegerField(null=True)
    fault = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = _("tries")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__isnull=False) | ~Q(fault=""), name="try_says_what_came_of_it"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.notification_id}"


class Reach(models.Model):
    """Up to which event the notifications were made. One row, number 1."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    upto = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="webhooks_reach_only_one")]

    def __str__(self) -> str:
        return str(self.upto)


SECRET_PURPOSE = "webhooks.signing secret"  # noqa: S105 - a purpose
SECRETS = sealing.column(SigningSecret, "sealed", hashed="hashed", purpose=SECRET_PURPOSE)
guards.keep(
    Subscription,
    may_change=[
        str(f.column)
        for f in Subscription._meta.concrete_fields
        if f.name not in {"id", "reference", "owner", "made_at"}
    ],
)
guards.keep(SigningSecret, may_change=["sealed", "hashed", "until"])
