"""Who signs in, who works here, at what level."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from frontoffice.foundation.references import ReferenceField


class User(AbstractUser):
    """Only signs in. What somebody may do comes from the grants of their actor."""


class Level(models.Model):
    """A level of the post; carries the grants that a new holder receives (STF-1)."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    order = models.PositiveSmallIntegerField(unique=True)

    def __str__(self) -> str:
        return self.name


class LevelGrant(models.Model):
    """A grant that a level carries by default; materialized as a `Grant` on appointment."""

    level = models.ForeignKey(Level, models.CASCADE, related_name="defaults")
    action = models.CharField(max_length=100)
    amount_limit = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    needs_approval = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "action"], name="level_grant_once")]

    def __str__(self) -> str:
        return f"{self.level}: {self.action}"


class StaffMember(models.Model):
    """A person, or an automated representative, with a post: one actor, at most one user."""

    reference = ReferenceField()
    actor = models.OneToOneField("foundation.Actor", models.PROTECT, related_name="staff_member")
    user = models.OneToOneField(User, models.PROTECT, null=True, related_name="staff_member")
    level = models.ForeignKey(Level, models.PROTECT, related_name="staff")
    office = models.ForeignKey("foundation.Office", models.PROTECT, related_name="+")
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, related_name="staff")
    post = models.CharField(max_length=120)
    supervisor = models.ForeignKey("self", models.PROTECT, null=True, related_name="supervises")
    from_at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=models.F("from_at")),
                name="staff_until_after_from",
            ),
            models.CheckConstraint(
                condition=Q(supervisor__isnull=True) | ~Q(supervisor=models.F("pk")),
                name="staff_not_own_supervisor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} ({self.post})"
