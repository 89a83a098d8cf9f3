"""What keeps colleagues safe: cautions about customers, incidents, and calls for back-up (onet.21)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models.parties import Party
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Viewers(models.TextChoices):
    """Who sees a caution; the customer never does."""

    STAFF = "staff", _("Everybody who serves customers")
    UNIT = "unit", _("My unit")
    REVIEWERS = "reviewers", _("Only supervisors")


class ReviewDecision(models.TextChoices):
    KEEP = "keep", _("It stays")
    END = "end", _("It ends")


class CautionKind(models.Model):
    """A kind of caution that the agency added, or how it changed a shipped one of the same code."""

    reference = ReferenceField()
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("kind of caution")

    def __str__(self) -> str:
        return self.name


class Caution(models.Model):
    """What a colleague has to know before meeting somebody: dated, reviewed by a day, over by itself at `until`.

    `told` says whether the person was told of it, or why not, as the agency's policy asks.
    """

    reference = ReferenceField()
    party = models.ForeignKey(Party, models.PROTECT, related_name="cautions")
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=1000)
    viewers = models.CharField(max_length=10, choices=Viewers.choices, default=Viewers.STAFF)
    unit = models.ForeignKey("foundation.Unit", models.PROTECT, null=True, related_name="+")
    from_at = models.DateTimeField()
    review_by = models.DateField()
    until = models.DateTimeField()
    told = models.CharField(max_length=500, blank=True)
    placed_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("caution")
        indexes = [models.Index(fields=["party", "until"]), models.Index(fields=["review_by", "id"])]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(kind=""), name="caution_says_what"),
            models.CheckConstraint(condition=Q(viewers__in=Viewers.values), name="caution_viewers_known"),
            models.CheckConstraint(condition=Q(until__gt=F("from_at")), name="caution_until_after_from"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="caution_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.party_id}"


class CautionReview(models.Model):
    """A supervisor looked at a caution again: it stays until another day, or it ends; with the reason."""

    caution = models.ForeignKey(Caution, models.PROTECT, related_name="reviews")
    decision = models.CharField(max_length=4, choices=ReviewDecision.choices)
    reason = models.CharField(max_length=1000)
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=ReviewDecision.values) & ~Q(reason=""),
                name="caution_review_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision} {self.caution_id}"


class Incident(models.Model):
    """What happened with a customer, or with somebody unknown: where, who was there, who was hurt, what was done."""

    reference = ReferenceField()
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="incidents")
    office = models.ForeignKey("foundation.Office", models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=200)
    happened_at = models.DateTimeField()
    what = models.TextField()
    present = models.CharField(max_length=1000, blank=True)
    injured = models.BooleanField(default=False)
    injuries = models.CharField(max_length=1000, blank=True)
    measures = models.TextField(blank=True)
    recorded_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("incident")
        constraints = [
            models.CheckConstraint(condition=~Q(what="") & ~Q(place=""), name="incident_says_what_and_where"),
            models.CheckConstraint(
                condition=Q(happened_at__lte=F("recorded_at")), name="incident_happened_before"
            ),
            models.CheckConstraint(
                condition=Q(injured=False) | ~Q(injuries=""), name="incident_says_who_was_hurt"
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class BackupCall(models.Model):
    """A colleague calls the others of the office to their side; open until somebody says that it is over."""

    reference = ReferenceField()
    office = models.ForeignKey("foundation.Office", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=200)
    called_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    called_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("call for back-up")
        indexes = [
            models.Index(fields=["office", "id"], condition=Q(ended_at__isnull=True), name="backup_open")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="backup_ended_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.reference}"


class BackupAnswer(models.Model):
    """A colleague is coming."""

    call = models.ForeignKey(BackupCall, models.PROTECT, related_name="answers")
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "by"], name="backup_answer_once")]

    def __str__(self) -> str:
        return f"{self.by_id} comes to {self.call_id}"


guards.keep(Caution, may_change=["review_by", "until", "ended_at", "ended_by_id"])
guards.keep(CautionReview)
guards.keep(Incident)
guards.keep(BackupCall, may_change=["ended_at", "ended_by_id"])
guards.keep(BackupAnswer)
