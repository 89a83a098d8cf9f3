"""What happened, whom it is about, and who still has to be told."""

from django.db import models
from django.db.models import Q

from frontoffice.foundation import guards


class Event(models.Model):
    """One fact, immutable: ids and amounts only, so that history holds no personal data (X2).

    `at` is when the act took effect, `recorded_at` when the row was written (X1). `authorized_by` is the approver
    where the act went through on an approval; `acting_for` whom the doer, or the approver, stood in for (STF-3).
    """

    name = models.CharField(max_length=100)
    schema_version = models.PositiveSmallIntegerField(default=1)
    payload = models.JSONField()
    action = models.CharField(max_length=100, blank=True)
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    authorized_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    acting_for = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    caused_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["name", "id"]), models.Index(fields=["by", "id"])]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"


class EventSubject(models.Model):
    """An event is about one or more things; their timelines are read from here."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="subjects")
    kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id", "event"], name="event_subject_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class Delivery(models.Model):
    """One reaction that has to hear of one event. Claimed by lease, done at most once, retried until dead."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="deliveries")
    reaction = models.CharField(max_length=120)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "reaction"], name="delivery_once_per_reaction"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(dead_at__isnull=True),
                name="delivery_done_or_dead_not_both",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                condition=Q(done_at__isnull=True, dead_at__isnull=True),
                name="delivery_pending",
            ),
            models.Index(fields=["dead_at"], condition=Q(dead_at__isnull=False), name="delivery_dead"),
        ]

    def __str__(self) -> str:
        return f"{self.reaction} of {self.event_id}"


class ScheduledRun(models.Model):
    """When a periodic duty of the worker is due next; leased so that two workers never run it at once."""

    name = models.CharField(max_length=120, unique=True)
    next_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.name


guards.keep(Event)
guards.keep(EventSubject)
