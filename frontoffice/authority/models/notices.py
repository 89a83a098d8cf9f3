"""What a colleague is told: somebody named them, something of theirs changed; and what of it by e-mail too."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Notice(models.Model):
    """One thing told to one colleague, about one thing; `read_at` once they have seen it, `mailed_at` once it went
    into a mail to them.
    """

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
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notice")
        indexes = [
            models.Index(fields=["member", "-id"], name="notice_of"),
            models.Index(fields=["member"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(
                fields=["member", "kind", "id"],
                condition=Q(read_at__isnull=True, mailed_at__isnull=True),
                name="notice_not_mailed",
            ),
            models.Index(fields=["about_kind", "about_id", "member"], name="notice_about"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(kind=""), name="notice_says_something")
        ]

    def __str__(self) -> str:
        return self.text


class Mailing(models.TextChoices):
    """How soon a colleague is told by e-mail too."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")


class NoticeMail(models.Model):
    """Where a colleague is told by e-mail too. `trouble`: why nothing goes there any more, in a mail server's words,
    until they say the address anew.
    """

    member = models.OneToOneField("authority.StaffMember", models.PROTECT, related_name="notice_mail")
    address = models.CharField(max_length=254)
    trouble = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(address=""), name="notice_mail_goes_somewhere")]

    def __str__(self) -> str:
        return self.address


class NoticeChoice(models.Model):
    """A kind of notice that a colleague is told of by e-mail too, of what is told from `since` on."""

    member = models.ForeignKey("authority.StaffMember", models.PROTECT, related_name="notice_choices")
    kind = models.CharField(max_length=64)
    how = models.CharField(max_length=7, choices=Mailing.choices)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "kind"], name="notice_choice_once"),
            models.CheckConstraint(condition=Q(how__in=Mailing.values), name="notice_choice_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.how}"


guards.keep(Notice, may_change=["read_at", "mailed_at"])
