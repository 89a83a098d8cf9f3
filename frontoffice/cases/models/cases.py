"""The case itself, and who outside the agency follows it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.models.types import Complexity, Priority
from frontoffice.contacts.models import Channel
from frontoffice.foundation import guards, search
from frontoffice.foundation.references import ReferenceField


class Status(models.TextChoices):
    """New: nobody has it. Open: somebody works on it. Waiting: for the customer. Resolved: done, may be reopened."""

    NEW = "new", _("New")
    OPEN = "open", _("Open")
    WAITING = "waiting", _("Waiting")
    RESOLVED = "resolved", _("Resolved")


class ResolutionCode(models.TextChoices):
    ANSWERED = "answered", _("Answered")
    DONE = "done", _("Done as asked")
    REFERRED = "referred", _("Referred elsewhere")
    NOT_POSSIBLE = "not_possible", _("Not possible")
    WITHDRAWN = "withdrawn", _("Withdrawn by the customer")
    DUPLICATE = "duplicate", _("Same as another case")
    NO_RESPONSE = "no_response", _("No response from the customer")


class Attention(models.TextChoices):
    """Why somebody has to look at a case besides its status."""

    NONE = "", _("Nothing")
    NOT_DELIVERED = "not_delivered", _("A reply could not be delivered")
    UNCERTAIN = "uncertain", _("A reply may not have arrived")
    DECLINED = "declined", _("A reply was not approved")


UNRESOLVED = ~Q(status=Status.RESOLVED)


class Case(models.Model):
    """Work on one matter (INQ-1).

    Dates (X1): `received_at` is when the office had it and `received_on` that date at the office, which never changes;
    `recorded_at` is when it was entered; `due_on` is by the office calendar and stands still while the case waits for
    the customer (`waiting_since`). What the asker gave about themselves stays as given in `asker_name`, `reply_to` and
    `phone`, whether or not they are a customer on file. `version` counts every change.

    `type` is the version of the case type that it was opened with, `fields` what that type asks for. `stage` is where
    it stands in the type's lifecycle; `status` is that stage's category.
    """

    reference = ReferenceField()
    number = models.CharField(max_length=20, unique=True)
    client_uuid = models.UUIDField(null=True, unique=True)
    subject = models.CharField(max_length=200)
    topic = models.ForeignKey("cases.Topic", models.PROTECT, related_name="cases")
    type = models.ForeignKey("cases.CaseTypeVersion", models.PROTECT, related_name="cases")
    fields = models.JSONField(default=dict, blank=True)
    stage = models.CharField(max_length=40, default="new")
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    complexity = models.PositiveSmallIntegerField(choices=Complexity.choices, default=Complexity.ROUTINE)
    confidential = models.BooleanField(default=False)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.NEW)
    attention = models.CharField(max_length=13, choices=Attention.choices, blank=True, default=Attention.NONE)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.CharField(max_length=10, default="en")
    received_at = models.DateTimeField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()
    due_on = models.DateField()
    waiting_since = models.DateField(null=True)
    customer = models.ForeignKey("customers.Party", models.PROTECT, null=True, related_name="cases")
    asker_name = models.CharField(max_length=200, blank=True)
    reply_to = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    # The index of the newest cases of a unit finds all that one of the column alone would.
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, related_name="+", db_index=False)
    assignee = models.ForeignKey("authority.StaffMember", models.PROTECT, null=True, related_name="cases")
    resolution = models.TextField(blank=True)
    resolution_code = models.CharField(max_length=13, choices=ResolutionCode.choices, blank=True)
    resolved_at = models.DateTimeField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    question = models.ForeignKey("knowledge.Question", models.PROTECT, null=True, related_name="cases")
    access_code_hash = models.CharField(max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        # Each list of the desk reads one of these from its start; the partial ones hold only what is not done yet.
        indexes = [
            models.Index(fields=["assignee", "due_on", "id"], condition=UNRESOLVED, name="case_mine"),
            models.Index(fields=["unit", "due_on", "id"], condition=UNRESOLVED, name="case_unit"),
            models.Index(
                fields=["due_on", "id"],
                condition=UNRESOLVED & Q(assignee__isnull=True),
                name="case_unassigned",
            ),
            models.Index(fields=["unit", "due_on", "id"], condition=Q(status="waiting"), name="case_waiting"),
            models.Index(
                fields=["unit", "-resolved_at", "-id"], condition=Q(status="resolved"), name="case_resolved"
            ),
            models.Index(fields=["due_on", "id"], name="case_due"),
            models.Index(fields=["due_on", "id"], condition=UNRESOLVED, name="case_undone"),
            models.Index(fields=["priority", "due_on", "id"], condition=UNRESOLVED, name="case_urgent"),
            models.Index(fields=["unit", "-id"], name="case_of_unit"),
            models.Index(fields=["reply_to", "-id"], condition=~Q(reply_to=""), name="case_reply_to"),
            models.Index(fields=["type", "stage", "id"], condition=UNRESOLVED, name="case_stage"),
            models.Index(
                fields=["customer", "-id"], condition=Q(customer__isnull=False), name="case_customer"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(subject="") & ~Q(number=""), name="case_named"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="case_status_known"),
            models.CheckConstraint(condition=~Q(stage=""), name="case_stage_named"),
            models.CheckConstraint(
                condition=Q(priority__gte=1, priority__lte=4, complexity__gte=1, complexity__lte=3),
                name="case_weighs",
            ),
            models.CheckConstraint(condition=Q(attention__in=Attention.values), name="case_attention_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="case_channel_known"),
            models.CheckConstraint(
                condition=Q(
                    status="resolved", resolved_at__isnull=False, resolution_code__in=ResolutionCode.values
                )
                | (~Q(status="resolved") & Q(resolved_at__isnull=True, resolution_code="", resolution="")),
                name="case_resolved_says_how",
            ),
            models.CheckConstraint(
                condition=Q(status="waiting", waiting_since__isnull=False)
                | (~Q(status="waiting") & Q(waiting_since__isnull=True)),
                name="case_waiting_says_since",
            ),
            models.CheckConstraint(
                condition=~Q(status="new") | Q(assignee__isnull=True), name="case_new_is_nobodys"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("received_on")), name="case_due_after_received"),
            models.CheckConstraint(
                condition=Q(received_at__lte=F("recorded_at")), name="case_received_before_recorded"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"


class Follower(models.Model):
    """Somebody outside the agency who may see the case and add to it: its asker, or whoever held the access code."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="followers")
    actor = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="follows")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "case"], name="case_follower_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} follows {self.case_id}"


CASES = search.index(Case, {"subject": 1.0, "asker_name": 0.8}, reading="names")
CASE_PARTS = search.index(Case, {"subject": 1.0, "asker_name": 1.0, "reply_to": 1.0}, reading="parts")
FIXED = {
    "id",
    "reference",
    "number",
    "client_uuid",
    "channel",
    "received_at",
    "received_on",
    "recorded_at",
    "question",
    "type",
}
guards.keep(Case, may_change=[str(f.column) for f in Case._meta.concrete_fields if f.name not in FIXED])
guards.keep(Follower)
