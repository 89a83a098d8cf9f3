"""What a colleague is told: somebody named them, something of theirs changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Notice(models.Model):
    """One thing told to one colleague, about one thing; `read_at` once they have seen it."""

    reference = ReferenceField()
    member = models.ForeignKey("authority.StaffMember", models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=64)
    about_kind = models.CharField(max_length=100)
    about_id = models.BigIntegerField()
    page = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=200)
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notice")
        indexes = [
            models.Index(fields=["member", "-id"], name="notice_of"),
            models.Index(fields=["member"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["about_kind", "about_id", "member"], name="notice_about"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(kind=""), name="notice_says_something")
        ]

    def __str__(self) -> str:
        return self.text


guards.keep(Notice, may_change=["read_at"])
