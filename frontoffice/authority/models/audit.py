"""Who looked at what and why, what looked odd about it, and the seals that show that none of it was changed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class AccessKind(models.TextChoices):
    """What was done to come to know something (REC-5)."""

    VIEW = "view", _("looked at it")
    SEARCH = "search", _("searched")
    EXPORT = "export", _("exported")
    PRINT = "print", _("printed")
    UNMASK = "unmask", _("uncovered what is hidden")
    REASON = "reason", _("said why")


class Edge(models.TextChoices):
    """By which way somebody came in."""

    PAGE = "page", _("page")
    API = "api", _("API")
    COMMAND = "command", _("command line")


class AccessRecord(models.Model):
    """One look, search, export or print: who, what, why, where from (REC-5). Without personal data of customers.

    The object is what was looked at; `of` is the customer whose it is, where it is anybody's. A search has neither: of
    its words a keyed hash is kept, and how many were found. `reason_code` is empty where the object was on the actor's
    work; `work` is then what made it so. `origin_hash` is a keyed hash of the network address.
    """

    actor = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=AccessKind.choices)
    object_kind = models.CharField(max_length=60, blank=True)
    object_id = models.BigIntegerField(null=True)
    of_kind = models.CharField(max_length=60, blank=True)
    of_id = models.BigIntegerField(null=True)
    confidentiality = models.PositiveSmallIntegerField(default=1)
    work_kind = models.CharField(max_length=60, blank=True)
    work_id = models.BigIntegerField(null=True)
    reason_code = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    break_glass = models.BooleanField(default=False)
    edge = models.CharField(max_length=8, choices=Edge.choices)
    screen = models.CharField(max_length=120)
    origin_hash = models.CharField(max_length=80, blank=True)
    words_hash = models.CharField(max_length=80, blank=True)
    found = models.PositiveIntegerField(null=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["of_kind", "of_id", "id"], name="access_of"),
            models.Index(fields=["object_kind", "object_id", "actor"], name="access_object"),
            models.Index(fields=["actor", "id"], name="access_actor"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AccessKind.values), name="access_kind_known"),
            models.CheckConstraint(condition=Q(edge__in=Edge.values), name="access_edge_known"),
            models.CheckConstraint(condition=Q(confidentiality__lte=3), name="access_confidentiality_known"),
            models.CheckConstraint(
                condition=Q(object_id__isnull=True, object_kind="")
                | (Q(object_id__isnull=False) & ~Q(object_kind="")),
                name="access_object_whole",
            ),
            models.CheckConstraint(
                condition=Q(break_glass=False) | ~Q(reason_code=""), name="access_break_glass_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_kind} {self.object_id or ''}".strip()


class AccessReason(models.Model):
    """A reason for opening what is not on one's work, on the agency's own list."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField(default=0)
    needs_text = models.BooleanField(default=False)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="access_reason_named"),
        ]

    def __str__(self) -> str:
        return self.name


class Pattern(models.TextChoices):
    """What made a look worth a second look (REC-6)."""

    BREAK_GLASS = "break_glass", _("opened what is specially protected")
    OWN = "own", _("looked at their own account")
    FAMILY = "family", _("looked at an account they have an interest in")
    SAME_NAME = "same_name", _("looked at a customer with their own surname")
    SAME_ADDRESS = "same_address", _("looked at a customer at their own address")
    FLAGGED = "flagged", _("looked at what is specially protected")
    MANY = "many", _("looked at many customers in an hour, none of them on their work")


class FindingOutcome(models.TextChoices):
    """What the review of a finding came to."""

    IN_ORDER = "in_order", _("In order")
    TALKED = "talked", _("Talked about it with the person")
    NOT_IN_ORDER = "not_in_order", _("Not in order: it goes further")


class PatternFinding(models.Model):
    """Looks of one person that somebody else has to judge; once a day for each pattern, person and object.

    `told` is the person's supervisor at that time. The outcome is never recorded by the person it is about.
    """

    reference = ReferenceField()
    pattern = models.CharField(max_length=12, choices=Pattern.choices)
    actor = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    told = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    object_kind = models.CharField(max_length=60, blank=True)
    object_id = models.BigIntegerField(default=0)
    access = models.ForeignKey(AccessRecord, models.PROTECT, related_name="+")
    times = models.PositiveIntegerField(default=1)
    day = models.DateField()
    made_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=12, choices=FindingOutcome.choices, blank=True)
    comment = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(reviewed_at__isnull=True), name="finding_open"),
            models.Index(fields=["access"], name="finding_access"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(pattern__in=Pattern.values), name="finding_pattern_known"),
            models.UniqueConstraint(
                fields=["pattern", "actor", "object_kind", "object_id", "day"], name="finding_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("actor")),
                name="finding_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True, outcome="")
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False, outcome__in=FindingOutcome.values),
                name="finding_reviewed_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pattern} by {self.actor_id}"


class Seal(models.Model):
    """A closed batch of the audit trail: which rows, and a MAC over them and over the seal before.

    `ranges` says for each table (after, up to, how many): of the ids in between, those in `rows` and no others were
    there. `rows` holds for each of them, in the order of tables and ids, the id (8 bytes) and the row's MAC (16 bytes).
    `total` counts the rows of all seals so far. `key_id` names the key, which is not in the database.
    """

    number = models.PositiveBigIntegerField(unique=True)
    form = models.PositiveSmallIntegerField()
    ranges = models.JSONField()
    rows = models.BinaryField()
    total = models.PositiveBigIntegerField()
    key_id = models.CharField(max_length=16)
    previous = models.CharField(max_length=64, blank=True)
    mac = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"seal {self.number}"


guards.keep(AccessRecord)
guards.keep(Seal)
guards.keep(
    PatternFinding,
    may_change=["reviewed_at", "reviewed_by_id", "outcome", "comment"],
    settled_when="reviewed_at",
)
