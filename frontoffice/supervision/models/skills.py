"""What a colleague is good at, for whoever hands out work (STF-13)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class SkillKind(models.TextChoices):
    LANGUAGE = "language", _("Language")
    TOPIC = "topic", _("Topic")


class Skill(models.Model):
    """A language (its code) or a topic (its code) in which the colleague can work, noted by a person."""

    reference = ReferenceField()
    staff_member = models.ForeignKey("authority.StaffMember", models.PROTECT, related_name="skills")
    kind = models.CharField(max_length=8, choices=SkillKind.choices)
    code = models.CharField(max_length=60)
    from_at = models.DateTimeField()
    noted_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SkillKind.values) & ~Q(code=""), name="skill_known"),
            models.UniqueConstraint(
                fields=["staff_member", "kind", "code"],
                condition=Q(ended_at__isnull=True),
                name="skill_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="skill_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


guards.keep(Skill, may_change=["ended_at", "ended_by_id"])
