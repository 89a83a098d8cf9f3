"""What goes with a contact: notes on it, who interpreted, and who it was passed on to."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.contacts.models.contacts import Contact
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class ContactNote(models.Model):
    """What the colleague noted. Never edited: what was wrong is set right by another note (X2)."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="contact_note_says_something")]

    def __str__(self) -> str:
        return f"note {self.pk}"


class Help(models.TextChoices):
    """How people who can't simply talk with each other did (28 CFR 35.160)."""

    PHONE = "phone", _("Interpreter by telephone")
    VIDEO = "video", _("Interpreter by video")
    ON_SITE = "on_site", _("Interpreter on site")
    COLLEAGUE = "colleague", _("Colleague who speaks it")
    TTY = "tty", _("Relay (TTY, 711)")
    VRS = "vrs", _("Video relay (VRS)")


class InterpreterUse(models.Model):
    """An interpreter or a relay in a contact. It has no price: the customer is never billed for it (INQ-12)."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="interpreter_uses")
    kind = models.CharField(max_length=9, choices=Help.choices)
    language = models.CharField(max_length=10)
    provider = models.CharField(max_length=120, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Help.values), name="interpreter_kind_known"),
            models.UniqueConstraint(
                fields=["contact"], condition=Q(ended_at__isnull=True), name="interpreter_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="interpreter_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language}"


WAITING = Q(taken_as__isnull=True, gone_at__isnull=True, to_number="")


class Transfer(models.Model):
    """A customer who is passed on: to a unit, a colleague, or a number outside the agency.

    `warm`: the colleague was told before. Who takes it has a contact of their own, in which nobody is verified yet
    (INQ-3); `taken_as` is that one. The time of arrival goes along. `missed_at` is when the worker found that nobody
    had taken them in time, once: then `escalated_to`, who leads the unit, has them too. `gone_at`: the customer left
    before anybody took them, as `gone_by` says, and why.
    """

    reference = ReferenceField()
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="transfers")
    to_unit = models.ForeignKey("foundation.Unit", models.PROTECT, null=True, related_name="+")
    to_member = models.ForeignKey("authority.StaffMember", models.PROTECT, null=True, related_name="+")
    to_number = models.CharField(max_length=40, blank=True)
    warm = models.BooleanField()
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_as = models.OneToOneField(Contact, models.PROTECT, null=True, related_name="came_by")
    missed_at = models.DateTimeField(null=True)
    escalated_to = models.ForeignKey("authority.StaffMember", models.PROTECT, null=True, related_name="+")
    gone_at = models.DateTimeField(null=True)
    gone_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    gone_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["to_unit", "id"], condition=WAITING, name="transfer_waiting"),
            models.Index(fields=["to_member", "id"], condition=WAITING, name="transfer_waiting_for"),
            models.Index(
                fields=["at", "id"], condition=WAITING & Q(missed_at__isnull=True), name="transfer_not_missed"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_unit__isnull=False, to_member__isnull=True, to_number="")
                | Q(to_unit__isnull=True, to_member__isnull=False, to_number="")
                | (Q(to_unit__isnull=True, to_member__isnull=True) & ~Q(to_number="")),
                name="transfer_to_one",
            ),
            models.CheckConstraint(
                condition=Q(taken_as__isnull=True) | Q(to_number=""), name="transfer_outside_is_not_taken"
            ),
            models.CheckConstraint(
                condition=Q(taken_as__isnull=True) | Q(gone_at__isnull=True), name="transfer_taken_or_gone"
            ),
            models.CheckConstraint(
                condition=Q(gone_at__isnull=True, gone_by__isnull=True, gone_reason="")
                | (Q(gone_at__isnull=False, gone_by__isnull=False) & ~Q(gone_reason="")),
                name="transfer_gone_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} of {self.contact_id}"

    @property
    def waits(self) -> bool:
        """Whether somebody here still has to take them."""
        return self.taken_as_id is None and self.gone_at is None and not self.to_number


guards.keep(ContactNote)
guards.keep(InterpreterUse, may_change=["ended_at"], settled_when="ended_at")
guards.keep(
    Transfer,
    may_change=["taken_as_id", "missed_at", "escalated_to_id", "gone_at", "gone_by_id", "gone_reason"],
    settled_when="taken_as_id",
)
