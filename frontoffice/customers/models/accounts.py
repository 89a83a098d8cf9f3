"""Accounts: the continuing relationship under which services, filings or bills are kept, and how each one stands."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.account_numbers import WRITTEN_LENGTH
from frontoffice.customers.models.parties import Party
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class AccountStatus(models.TextChoices):
    OPEN = "open", _("Open")
    ON_HOLD = "on_hold", _("On hold")
    CLOSED = "closed", _("Closed")


class AtWord(models.TextChoices):
    """At whose word an account changes."""

    OWN = "own", _("The agency decides")
    IN_CONTACT = "in_contact", _("Asked for in a contact, verified")
    SIGNED_REQUEST = "signed_request", _("Signed request matched to the file")


class AccountList(models.TextChoices):
    """The closed lists of codes that accounts speak in."""

    SCOPE = "scope", _("What a representative may do")
    EVIDENCE = "evidence", _("What shows that somebody may act")
    HOLD = "hold", _("Reasons to put an account on hold")
    RELEASE = "release", _("Reasons to release an account")
    CLOSE = "close", _("Reasons to close an account")
    REOPEN = "reopen", _("Reasons to reopen an account")


class AccountKind(models.Model):
    """A kind of account that the agency added, or how it changed a shipped one of the same code.

    `level` (0 to 3) is how well somebody has to be verified before something is changed at their word (ACC-1).
    """

    reference = ReferenceField()
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    level = models.PositiveSmallIntegerField(default=2)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("kind of account")
        constraints = [
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name="") & Q(level__lte=3), name="account_kind_named"
            )
        ]

    def __str__(self) -> str:
        return self.name


class AccountCode(models.Model):
    """A code that the agency added to one of the lists, or how it changed a shipped one."""

    reference = ReferenceField()
    of_list = models.CharField(max_length=10, choices=AccountList.choices)
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("code of accounts")
        constraints = [
            models.UniqueConstraint(fields=["of_list", "code"], name="account_code_once"),
            models.CheckConstraint(
                condition=Q(of_list__in=AccountList.values) & ~Q(code="") & ~Q(name=""),
                name="account_code_named",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Account(models.Model):
    """An account under its number, for good: closing it deletes nothing, reopening keeps the number (ACC-11).

    `customer` is whose it is: the first of its holders. Who else holds it, pays, or may act for it are its `roles`;
    `status` is what its last change says.
    """

    reference = ReferenceField()
    number = models.CharField(max_length=WRITTEN_LENGTH, unique=True)
    kind = models.CharField(max_length=40)
    status = models.CharField(max_length=10, choices=AccountStatus.choices, default=AccountStatus.OPEN)
    customer = models.ForeignKey(Party, models.PROTECT, related_name="accounts")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("account")
        indexes = [models.Index(fields=["kind", "status", "id"], name="account_of_kind")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=AccountStatus.values) & ~Q(kind="") & ~Q(number=""),
                name="account_known",
            ),
            models.CheckConstraint(
                condition=Q(status="closed", closed_on__isnull=False, closed_on__gte=F("opened_on"))
                | (~Q(status="closed") & Q(closed_on__isnull=True)),
                name="account_closed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class AccountChange(models.Model):
    """How an account came to stand: its opening, and each change after it, none of which is edited (X2).

    Each begins where the one before it ended. `received_on` is when the office had the request, `effective_on` the day
    that it counts from. `asked_by` asked for it: in a contact, where they were verified (`verification` names it), or
    by a signed request (`evidence` says where it is); nobody did where the agency decided by itself.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="changes")
    position = models.PositiveIntegerField()
    before = models.CharField(max_length=10, blank=True, choices=AccountStatus.choices)
    after = models.CharField(max_length=10, choices=AccountStatus.choices)
    reason = models.CharField(max_length=40)
    note = models.CharField(max_length=500, blank=True)
    at_word = models.CharField(max_length=16, choices=AtWord.choices, default=AtWord.OWN)
    asked_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    evidence = models.CharField(max_length=200, blank=True)
    verification = models.CharField(max_length=60, blank=True)
    level = models.PositiveSmallIntegerField(default=0)
    received_on = models.DateField()
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("change of an account")
        constraints = [
            models.UniqueConstraint(fields=["account", "position"], name="account_change_in_order"),
            models.CheckConstraint(
                condition=Q(after__in=AccountStatus.values, before__in=["", *AccountStatus.values])
                & ~Q(before=F("after"))
                & ~Q(reason=""),
                name="account_change_known",
            ),
            models.CheckConstraint(
                condition=Q(position=1, before="") | (Q(position__gt=1) & ~Q(before="")),
                name="account_change_follows",
            ),
            models.CheckConstraint(
                condition=Q(at_word="own", asked_by__isnull=True)
                | Q(at_word="in_contact", asked_by__isnull=False, level__gte=1) & ~Q(verification="")
                | Q(at_word="signed_request", asked_by__isnull=False) & ~Q(evidence=""),
                name="account_change_at_a_word",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.after}"


guards.keep(Account, may_change=["status", "closed_on", "customer_id"])
guards.keep(AccountChange, chain=guards.Chain("account_id", "position", "before", "after"))
