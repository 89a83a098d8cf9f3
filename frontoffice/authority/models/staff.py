"""Who signs in, who works here, at what level and in what standing."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from frontoffice.authority.models.series import Level
from frontoffice.authority.models.standing import Standing
from frontoffice.foundation.references import ReferenceField


class User(AbstractUser):
    """Only signs in. What somebody may do comes from the grants of their actor."""


class StaffMember(models.Model):
    """A person, or an automated representative, with a post: one actor, at most one user.

    `status` is how the holder stands in the post, and `status_until` when that ends by itself; null: with the post.
    """

    reference = ReferenceField()
    actor = models.OneToOneField("foundation.Actor", models.PROTECT, related_name="staff_member")
    user = models.OneToOneField(User, models.PROTECT, null=True, related_name="staff_member")
    level = models.ForeignKey(Level, models.PROTECT, related_name="staff")
    office = models.ForeignKey("foundation.Office", models.PROTECT, related_name="+")
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, related_name="staff")
    post = models.CharField(max_length=120)
    supervisor = models.ForeignKey("self", models.PROTECT, null=True, related_name="supervises")
    status = models.CharField(max_length=10, choices=Standing.choices, default=Standing.REGULAR)
    status_until = models.DateTimeField(null=True)
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
            models.CheckConstraint(condition=Q(status__in=Standing.values), name="staff_status_known"),
            models.CheckConstraint(
                condition=Q(status_until__isnull=True) | ~Q(status=Standing.REGULAR),
                name="staff_regular_without_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} ({self.post})"
