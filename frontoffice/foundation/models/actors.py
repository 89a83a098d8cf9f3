"""Who does things: the one kind of row that events name and that `by` takes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActorKind(models.TextChoices):
    STAFF = "staff", _("Staff")
    AUTOMATED = "automated", _("Automated representative")
    SERVICE = "service", _("Service")
    CUSTOMER = "customer", _("Customer")
    ANONYMOUS = "anonymous", _("Visitor")


class Actor(models.Model):
    """Somebody, or some part of the system, that acts. Never deleted: history names it.

    `key` identifies actors that have no row of their own elsewhere: a service by its room's name, a visitor by a
    keyed hash of the identifier that the visitor's browser holds.
    """

    kind = models.CharField(max_length=12, choices=ActorKind.choices)
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=100, unique=True, null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=ActorKind.values), name="actor_kind_known"),
            models.CheckConstraint(
                condition=models.Q(key__isnull=False) | ~models.Q(kind__in=["service", "anonymous"]),
                name="actor_without_a_row_of_its_own_has_a_key",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Whether grants decide what this actor may do (people and automated representatives alike)."""
        return self.kind in {ActorKind.STAFF, ActorKind.AUTOMATED}
