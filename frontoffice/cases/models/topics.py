"""What cases are about."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.references import ReferenceField


class Topic(models.Model):
    """A kind of matter: which unit it goes to, and in how many business days it is due.

    `code` is what programs and forms send (title.lost); a topic that is no longer offered becomes inactive.
    """

    reference = ReferenceField()
    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, related_name="+")
    service_days = models.PositiveSmallIntegerField()
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("topic")
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="topic_named"),
            models.CheckConstraint(
                condition=Q(service_days__gte=1, service_days__lte=365), name="topic_service_days"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="topic_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TopicName(models.Model):
    """What the public reads for a topic in another language than the agency's own."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="names")
    language = models.CharField(max_length=10)
    name = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("name of a topic")
        constraints = [
            models.UniqueConstraint(fields=["topic", "language"], name="topic_name_once"),
            models.CheckConstraint(condition=~Q(language="") & ~Q(name=""), name="topic_name_said"),
        ]

    def __str__(self) -> str:
        return self.name
