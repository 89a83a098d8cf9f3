"""Helping each other on a case: help that is asked for, advice that is given, and working on it together (onet.17)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.models.cases import Case
from frontoffice.cases.models.record import Note
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class HelpRequest(models.Model):
    """Somebody asks for help on a case: one colleague (`whom`), or whoever advises in the asker's unit.

    The question is the note's text. It is open until somebody advises on it or the asker needs it no more.
    """

    reference = ReferenceField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="help_requests")
    note = models.OneToOneField(Note, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, related_name="+")
    whom = models.ForeignKey("authority.StaffMember", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("request for help")
        indexes = [
            models.Index(fields=["whom", "id"], condition=Q(closed_at__isnull=True), name="help_of_whom"),
            models.Index(fields=["unit", "id"], condition=Q(closed_at__isnull=True), name="help_of_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("at")),
                name="help_closed_after_asked",
            )
        ]

    def __str__(self) -> str:
        return f"help on {self.case_id}"


class AdviceKind(models.TextChoices):
    ADVICE = "advice", _("Advice")
    DRAFT = "draft", _("Draft of a reply")


class Advice(models.Model):
    """What a colleague advised, or drafted for the case's owner; seen with the case, never sent by itself."""

    reference = ReferenceField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="advice")
    note = models.OneToOneField(Note, models.PROTECT, related_name="advice")
    kind = models.CharField(max_length=6, choices=AdviceKind.choices, default=AdviceKind.ADVICE)
    asked = models.ForeignKey(HelpRequest, models.PROTECT, null=True, related_name="advice")
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("advice")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AdviceKind.values), name="advice_kind_known")
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.case_id}"


class CoWorker(models.Model):
    """A colleague who works on the case beside its owner, from one instant to another."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="co_workers")
    member = models.ForeignKey("authority.StaffMember", models.PROTECT, related_name="co_works")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "case"], condition=Q(until__isnull=True), name="co_worker_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="co_worker_until_after_since"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.case_id}"


guards.keep(HelpRequest, may_change=["closed_at"])
guards.keep(Advice)
guards.keep(CoWorker, may_change=["until"])
