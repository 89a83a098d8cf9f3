"""What was read out of a mail, and who writes in on a case without being its customer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.intake.models.incoming import Incoming


class Mail(models.Model):
    """An incoming mail as it was read (X7: `html` is sanitized; the bytes as they came are the incoming's `raw`).

    `text` is all that it says, `latest` that without what it quotes of earlier mails. `references` are the Message-IDs
    that it follows upon, the nearest last; `threads` those whose signed reference it bears. `damaged` names what was
    not as it should be in the mail. `sent_at` is what the sender's clock says.
    """

    incoming = models.OneToOneField(Incoming, models.PROTECT, related_name="mail")
    sent_at = models.DateTimeField(null=True)
    to = models.TextField(blank=True)
    references = models.JSONField(default=list)
    threads = models.JSONField(default=list)
    text = models.TextField(blank=True)
    latest = models.TextField(blank=True)
    html = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    report = models.JSONField(default=dict)
    damaged = models.CharField(max_length=500, blank=True)
    parsed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")

    def __str__(self) -> str:
        return f"mail {self.pk}"


class Part(models.Model):
    """A file that came with a mail. `refused` says why it is not opened or put on the case; it is kept all the same."""

    mail = models.ForeignKey(Mail, models.PROTECT, related_name="parts")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey("foundation.StoredFile", models.PROTECT, related_name="+")
    inline = models.BooleanField(default=False)
    refused = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["mail", "number"]
        constraints = [models.UniqueConstraint(fields=["mail", "number"], name="mail_part_once")]

    def __str__(self) -> str:
        return f"part {self.number}"


class Participant(models.Model):
    """Somebody other than the customer who wrote on a case by mail. They held a valid reference; who they are was not
    verified.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="mail_participants")
    address = models.CharField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(fields=["case", "address"], name="participant_once"),
            models.CheckConstraint(condition=~Q(address=""), name="participant_has_address"),
        ]

    def __str__(self) -> str:
        return self.address


for _kept in (Mail, Part, Participant):
    guards.keep(_kept)
