"""Who an account belongs to, who pays, and who may act for it: in which matters, from when until when (ACC-14)."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models.accounts import Account
from frontoffice.customers.models.parties import Party
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField

EVERYTHING = "everything"


class RoleKind(models.TextChoices):
    HOLDER = "holder", _("Holder")
    PAYER = "payer", _("Payer")
    REPRESENTATIVE = "representative", _("Authorized representative")


class AccountRole(models.Model):
    """Somebody's role on an account from `from_on` on; from `until_on` on it counts no more.

    `scopes` are the codes of what a representative may do, parted by spaces, `everything` for all of it; holders may do
    all, payers pay. `evidence_kind` is what shows that they may, `evidence` where it is to be found. A role whose day
    has come is over by itself; `ended_at` says that somebody ended it, and why.
    """

    reference = ReferenceField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="roles")
    party = models.ForeignKey(Party, models.PROTECT, related_name="account_roles")
    kind = models.CharField(max_length=16, choices=RoleKind.choices)
    scopes = models.CharField(max_length=400, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    received_on = models.DateField()
    evidence_kind = models.CharField(max_length=40)
    evidence = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    ended_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("role on an account")
        indexes = [models.Index(fields=["party", "account"], name="account_role_of_party")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=RoleKind.values) & ~Q(evidence_kind=""), name="account_role_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="representative") & ~Q(scopes="") | ~Q(kind="representative") & Q(scopes=""),
                name="account_role_of_representative_has_scope",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="account_role_until_after_from",
            ),
            models.CheckConstraint(
                condition=~Q(kind="holder") | Q(until_on__isnull=True) | Q(ended_at__isnull=False),
                name="account_role_of_holder_is_ended_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ended_because="")
                | Q(ended_at__isnull=False, ended_by__isnull=False, until_on__isnull=False)
                & ~Q(ended_because=""),
                name="account_role_ended_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["account", "party", "kind"],
                condition=Q(ended_at__isnull=True),
                name="account_role_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.account_id}"

    @property
    def codes(self) -> list[str]:
        """The codes of its scope."""
        return self.scopes.split()

    @property
    def last_on(self) -> dt.date | None:
        """The last day on which it counts, as people say it; None where no end is known."""
        return self.until_on - dt.timedelta(days=1) if self.until_on is not None else None

    def covers(self, day: dt.date) -> bool:
        """Whether it counts on a day."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


guards.keep(
    AccountRole,
    may_change=["until_on", "ended_at", "ended_by_id", "ended_because"],
    settled_when="ended_at",
)
