"""One person's look at one message or contact of another, what was found, and what the writer says of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField
from frontoffice.supervision.models.scorecards import Kind, ScorecardItem


class Outcome(models.TextChoices):
    """Open: drawn, nobody has looked yet. The next three are of messages that were held, the last of what was done."""

    OPEN = "", _("To be reviewed")
    RELEASED = "released", _("Released as it was")
    RETURNED = "returned", _("Returned with comments")
    EDITED = "edited", _("Edited and released")
    REVIEWED = "reviewed", _("Reviewed afterward")


class Review(models.Model):
    """A look at a message before it goes out (with the `approval` that it waited for) or at what was done afterward.

    `drawn_at` is when it was drawn, `due_on` a business day of the office. `channel` and `topic` are the stratum. A
    message that comes back revised is looked at again: `look` counts, and only the first look counts for error rates.
    `score` is 100 less what was found; `passed` also needs that nothing critical was found. `disputed_*` is what the
    reviewed person says against it, `settled_*` what a third person decided.
    """

    reference = ReferenceField()
    staff_member = models.ForeignKey("authority.StaffMember", models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    message = models.ForeignKey("correspondence.Message", models.PROTECT, null=True, related_name="reviews")
    contact = models.OneToOneField("contacts.Contact", models.PROTECT, null=True, related_name="review")
    approval = models.ForeignKey("authority.Approval", models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10)
    topic = models.CharField(max_length=60, blank=True)
    look = models.PositiveSmallIntegerField(default=1)
    share = models.DecimalField(max_digits=5, decimal_places=4)
    drawn_at = models.DateTimeField()
    due_on = models.DateField()
    reviewer = models.ForeignKey("authority.StaffMember", models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True, default=Outcome.OPEN)
    scorecard = models.ForeignKey("supervision.Scorecard", models.PROTECT, null=True, related_name="+")
    score = models.PositiveSmallIntegerField(null=True)
    passed = models.BooleanField(null=True)
    errors = models.PositiveSmallIntegerField(default=0)
    critical_errors = models.PositiveSmallIntegerField(default=0)
    comments = models.TextField(blank=True)
    seen_at = models.DateTimeField(null=True)
    disputed_at = models.DateTimeField(null=True)
    disputed_because = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("authority.StaffMember", models.PROTECT, null=True, related_name="+")
    settled_because = models.TextField(blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        indexes = [
            models.Index(
                fields=["unit", "due_on", "id"], condition=Q(reviewed_at__isnull=True), name="review_open"
            ),
            models.Index(fields=["staff_member", "-reviewed_at", "-id"], name="review_of"),
            models.Index(
                fields=["id"],
                condition=Q(disputed_at__isnull=False, settled_at__isnull=True),
                name="review_disputed",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="review_kind_known"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="review_outcome_known"),
            models.CheckConstraint(
                condition=Q(kind="messages", message__isnull=False, contact__isnull=True)
                | Q(kind="contacts", contact__isnull=False, message__isnull=True),
                name="review_of_one_thing",
            ),
            models.UniqueConstraint(fields=["message", "look"], name="review_look_once"),
            models.UniqueConstraint(
                fields=["message"],
                condition=Q(approval__isnull=True, message__isnull=False),
                name="review_afterward_once",
            ),
            # Nobody reviews oneself, and a dispute is decided by a third person (STF-7).
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(reviewer=F("staff_member")),
                name="review_by_another",
            ),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True)
                | (~Q(settled_by=F("staff_member")) & ~Q(settled_by=F("reviewer"))),
                name="review_settled_by_a_third",
            ),
            models.CheckConstraint(
                condition=Q(
                    outcome="",
                    reviewer__isnull=True,
                    reviewed_at__isnull=True,
                    passed__isnull=True,
                    score__isnull=True,
                )
                | (
                    ~Q(outcome="")
                    & Q(
                        reviewer__isnull=False,
                        reviewed_at__isnull=False,
                        scorecard__isnull=False,
                        passed__isnull=False,
                        score__isnull=False,
                    )
                ),
                name="review_done_has_all",
            ),
            models.CheckConstraint(
                condition=Q(disputed_at__isnull=True, disputed_because="")
                | (Q(disputed_at__isnull=False, reviewed_at__isnull=False) & ~Q(disputed_because="")),
                name="review_dispute_says_why",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, settled_because="")
                | (
                    Q(settled_at__isnull=False, settled_by__isnull=False, disputed_at__isnull=False)
                    & ~Q(settled_because="")
                ),
                name="review_settlement_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.reference}"


class Finding(models.Model):
    """One error that a review found; struck where a dispute about it was decided for the reviewed person."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="findings")
    item = models.ForeignKey(ScorecardItem, models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["review", "item__position", "id"]
        constraints = [models.UniqueConstraint(fields=["review", "item"], name="finding_once")]

    def __str__(self) -> str:
        return str(self.item)


class Edit(models.Model):
    """What a reviewer changed in a colleague's message: the original is kept, the record says who wrote what."""

    review = models.OneToOneField(Review, models.PROTECT, related_name="edit")
    version = models.PositiveIntegerField()
    subject_before = models.CharField(max_length=250)
    body_before = models.TextField()
    subject_after = models.CharField(max_length=250)
    body_after = models.TextField()

    def __str__(self) -> str:
        return f"edit of version {self.version}"


guards.keep(
    Review,
    may_change=[
        *("reviewer_id", "reviewed_at", "outcome", "scorecard_id", "score", "passed", "errors"),
        *("critical_errors", "comments", "seen_at", "disputed_at", "disputed_because"),
        *("settled_at", "settled_by_id", "settled_because"),
    ],
)
guards.keep(Finding, may_change=["struck_at"])
guards.keep(Edit)
