"""Mailboxes: where mail is fetched, how, and how the last look at them went."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Security(models.TextChoices):
    TLS = "tls", _("TLS from the first byte (port 993)")
    STARTTLS = "starttls", _("STARTTLS (port 143)")
    NONE = "none", _("None: only on this machine")


class After(models.TextChoices):
    """What becomes of a mail on the server once it is in the ledger."""

    MOVE = "move", _("Move it to the folder for what was taken in")
    FLAG = "flag", _("Leave it, marked as taken in")


class Mailbox(models.Model):
    """A folder on a mail server, whose mails open cases on one topic.

    `secret` names the password in the environment or in the keys folder; the password itself is not in the database.
    `plus` says that `name+anything@domain` reaches it too. `leased_until` is set while a worker is at it.
    `uid_validity` and `on_server` are as of the last look, `error` says what was wrong with that one,
    empty when it went well.
    """

    reference = ReferenceField()
    address = models.CharField(max_length=254)
    host = models.CharField(max_length=253)
    port = models.PositiveIntegerField(default=993)
    security = models.CharField(max_length=8, choices=Security.choices, default=Security.TLS)
    user = models.CharField(max_length=254)
    secret = models.CharField(max_length=60)
    folder = models.CharField(max_length=200, default="INBOX")
    after = models.CharField(max_length=4, choices=After.choices, default=After.MOVE)
    done_folder = models.CharField(max_length=200, default="Taken in")
    topic = models.ForeignKey("cases.Topic", models.PROTECT, related_name="+")
    plus = models.BooleanField(default=True)
    acknowledges = models.BooleanField(default=True)
    active = models.BooleanField(default=True)
    set_up_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    polled_at = models.DateTimeField(null=True)
    polled_well_at = models.DateTimeField(null=True)
    uid_validity = models.PositiveBigIntegerField(null=True)
    on_server = models.PositiveIntegerField(null=True)
    not_in_ledger = models.PositiveIntegerField(null=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["address", "id"]
        verbose_name = _("mailbox")
        verbose_name_plural = _("mailboxes")
        constraints = [
            models.UniqueConstraint(Lower("address"), name="mailbox_address_once"),
            models.CheckConstraint(
                condition=~Q(address="") & ~Q(host="") & ~Q(user="") & ~Q(folder="") & ~Q(secret=""),
                name="mailbox_says_where",
            ),
            models.CheckConstraint(condition=Q(port__gte=1, port__lte=65535), name="mailbox_port"),
            models.CheckConstraint(condition=Q(security__in=Security.values), name="mailbox_security_known"),
            models.CheckConstraint(
                condition=Q(after="flag") | (Q(after="move") & ~Q(done_folder="")), name="mailbox_after_known"
            ),
        ]

    def __str__(self) -> str:
        return self.address


guards.keep(
    Mailbox,
    may_change=[str(f.column) for f in Mailbox._meta.concrete_fields if f.name not in {"id", "reference"}],
)
