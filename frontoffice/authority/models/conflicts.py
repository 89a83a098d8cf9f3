"""Who has an interest in what, who did which part of an act, and what was reviewed instead of parted (STF-4)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Relation(models.TextChoices):
    """How a person is involved in an object."""

    SELF = "self", _("it is their own")
    RELATIVE = "relative", _("it is a relative's")
    HOUSEHOLD = "household", _("it is of their household")
    FINANCIAL = "financial", _("they have money in it")
    SUBJECT = "subject", _("it is about them")


class Interest(models.Model):
    """A person's interest in one object (a customer, an account, a complaint), dated; never removed, only ended."""

    reference = ReferenceField()
    actor = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="interests")
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    relation = models.CharField(max_length=10, choices=Relation.choices)
    note = models.CharField(max_length=500, blank=True)
    from_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    declared_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["kind", "object_id", "actor"]), models.Index(fields=["actor", "id"])]
        constraints = [
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="interest_relation_known"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="interest_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id}: {self.relation} of {self.kind} {self.object_id}"


class Act(models.Model):
    """That a person did one part of what must be parted, for one object, session or day."""

    actor = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    part = models.CharField(max_length=30)
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    action = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "object_id", "actor"])]

    def __str__(self) -> str:
        return f"{self.actor_id}: {self.part} of {self.kind} {self.object_id}"


class SmallOffice(models.Model):
    """An office too small to part everything, from a day on: a review afterward compensates (policy)."""

    reference = ReferenceField()
    office = models.ForeignKey("foundation.Office", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    from_at = models.DateTimeField()
    until = models.DateTimeField()
    set_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=models.F("from_at")), name="small_office_until_after_from"
            ),
        ]

    def __str__(self) -> str:
        return f"small office {self.office_id}"


class CompensatingReview(models.Model):
    """One person did both parts in a small office; another one has to look at it afterward."""

    reference = ReferenceField()
    actor = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    action = models.CharField(max_length=100)
    part = models.CharField(max_length=30)
    other_part = models.CharField(max_length=30)
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    found_right = models.BooleanField(null=True)
    comment = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [models.Index(fields=["reviewed_at", "id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=models.F("actor")),
                name="compensating_review_by_another",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True, found_right__isnull=True)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False, found_right__isnull=False),
                name="compensating_review_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} and {self.other_part} by {self.actor_id}"


guards.keep(Interest, may_change=["ended_at", "ended_by_id"])
guards.keep(Act)
guards.keep(SmallOffice, may_change=["until"])
guards.keep(CompensatingReview, may_change=["reviewed_at", "reviewed_by_id", "found_right", "comment"])
