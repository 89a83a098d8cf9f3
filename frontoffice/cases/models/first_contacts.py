"""Who is asked first about a topic or a unit (tx.20, il.20)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.models.topics import Topic
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class FirstContact(models.Model):
    """The named first contact for one topic (and those under it) or one unit, dated, with a deputy.

    `public` says whether customers are told the name and the post.
    """

    reference = ReferenceField()
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="first_contacts")
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("authority.StaffMember", models.PROTECT, related_name="+")
    deputy = models.ForeignKey("authority.StaffMember", models.PROTECT, null=True, related_name="+")
    public = models.BooleanField(default=False)
    from_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    named_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("first contact")
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__isnull=True, unit__isnull=False)
                | Q(topic__isnull=False, unit__isnull=True),
                name="first_contact_for_topic_or_unit",
            ),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("person")), name="first_contact_deputy_another"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_at")),
                name="first_contact_until_after_from",
            ),
            models.UniqueConstraint(
                fields=["topic"],
                condition=Q(until__isnull=True, topic__isnull=False),
                name="first_contact_of_topic",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(until__isnull=True, unit__isnull=False),
                name="first_contact_of_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.topic_id or self.unit_id}"


guards.keep(FirstContact, may_change=["until"])
