"""Call-backs that were promised, each with a due time, and the tries to keep the promise (INQ-10)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.contacts.models.contacts import Contact
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class CallBackState(models.TextChoices):
    """Due: still to be made. Done: they were reached. Given up: tried often enough. Withdrawn: no longer wanted."""

    DUE = "due", _("To be made")
    DONE = "done", _("Done")
    GIVEN_UP = "given_up", _("Not reached")
    WITHDRAWN = "withdrawn", _("No longer wanted")


OPEN = Q(state=CallBackState.DUE)


class CallBack(models.Model):
    """A promise to call. `contact` is where it was given; who calls is `member`, or anybody of `unit`.

    `missed_at` is when the worker found that its time had passed without a call, once: then `escalated_to`, who leads
    the unit, knows of it. `reason` says why it was withdrawn.
    """

    reference = ReferenceField()
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="call_backs")
    customer = models.ForeignKey("customers.Party", models.PROTECT, null=True, related_name="call_backs")
    name = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=40)
    about = models.CharField(max_length=300)
    due_at = models.DateTimeField()
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, related_name="+")
    member = models.ForeignKey("authority.StaffMember", models.PROTECT, null=True, related_name="call_backs")
    state = models.CharField(max_length=9, choices=CallBackState.choices, default=CallBackState.DUE)
    promised_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    promised_at = models.DateTimeField()
    missed_at = models.DateTimeField(null=True)
    escalated_to = models.ForeignKey("authority.StaffMember", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("call-back")
        indexes = [
            models.Index(fields=["due_at", "id"], condition=OPEN, name="call_back_due"),
            models.Index(fields=["unit", "due_at", "id"], condition=OPEN, name="call_back_of_unit"),
            models.Index(fields=["member", "due_at", "id"], condition=OPEN, name="call_back_of_member"),
            models.Index(
                fields=["due_at", "id"], condition=OPEN & Q(missed_at__isnull=True), name="call_back_missed"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(number="") & ~Q(about=""), name="call_back_says_what"),
            models.CheckConstraint(condition=Q(state__in=CallBackState.values), name="call_back_state_known"),
            models.CheckConstraint(condition=Q(due_at__gt=F("promised_at")), name="call_back_due_later"),
            models.CheckConstraint(
                condition=Q(state="due", closed_at__isnull=True)
                | (~Q(state="due") & Q(closed_at__isnull=False)),
                name="call_back_closed_when_not_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} due {self.due_at}"


class TryResult(models.TextChoices):
    REACHED = "reached", _("Reached them")
    NO_ANSWER = "no_answer", _("No answer")
    MESSAGE = "message", _("Left a message")
    WRONG_NUMBER = "wrong", _("Wrong number")


class CallBackTry(models.Model):
    """One try to reach them; `contact` is the exchange that came of it."""

    call_back = models.ForeignKey(CallBack, models.PROTECT, related_name="tries")
    result = models.CharField(max_length=9, choices=TryResult.choices)
    note = models.CharField(max_length=300, blank=True)
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=TryResult.values), name="call_back_try_result_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.result} on {self.call_back_id}"


guards.keep(CallBackTry)
