"""How much of whose work is looked at, by which rule that is to change, and what the rule proposed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField
from frontoffice.supervision.models.scorecards import Kind


class ReviewShare(models.Model):
    """From `from_at` on this share of the person's work of the kind is looked at. The newest counts."""

    reference = ReferenceField()
    staff_member = models.ForeignKey("authority.StaffMember", models.PROTECT, related_name="review_shares")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    share = models.DecimalField(max_digits=5, decimal_places=4)
    before = models.DecimalField(max_digits=5, decimal_places=4)
    reason = models.CharField(max_length=1000)
    from_at = models.DateTimeField()
    set_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("share for review")
        verbose_name_plural = _("shares for review")
        indexes = [models.Index(fields=["staff_member", "kind", "-from_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="review_share_kind_known"),
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=1), name="review_share_between_none_and_all"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="review_share_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.share}"


class ShareRule(models.Model):
    """When the system proposes another share; the newest of a kind counts. Error rates are in the unit interval.

    With at least `least` first looks within `days` days: up by `factor` where the error rate is certainly above
    `too_many` (the lower end of its 95 % interval) or something critical was found; down by `factor` where it is
    certainly below `few_enough` (the upper end), but not below `floor` of the share that goes with the level.
    `every_days`: in each such period at least one of each channel is looked at. `due_days`: business days for a review.
    """

    reference = ReferenceField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    days = models.PositiveSmallIntegerField()
    least = models.PositiveSmallIntegerField()
    too_many = models.DecimalField(max_digits=4, decimal_places=3)
    few_enough = models.DecimalField(max_digits=4, decimal_places=3)
    factor = models.DecimalField(max_digits=4, decimal_places=2)
    floor = models.DecimalField(max_digits=4, decimal_places=3)
    every_days = models.PositiveSmallIntegerField()
    due_days = models.PositiveSmallIntegerField()
    from_at = models.DateTimeField()
    set_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("rule for shares")
        verbose_name_plural = _("rules for shares")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="share_rule_kind_known"),
            models.CheckConstraint(
                condition=Q(days__gte=7, days__lte=730, least__gte=1, factor__gt=1)
                & Q(every_days__gte=1, due_days__gte=1, due_days__lte=60)
                & Q(too_many__gt=0, too_many__lt=1, few_enough__gt=0, few_enough__lt=1)
                & Q(floor__gte=0, floor__lte=1),
                name="share_rule_makes_sense",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} since {self.from_at}"


class ProposalStatus(models.TextChoices):
    OPEN = "open", _("Waits for a decision")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    OUTDATED = "outdated", _("Overtaken")


class ShareProposal(models.Model):
    """The system's proposal to move a share, with the figures it rests on; a person decides."""

    reference = ReferenceField()
    staff_member = models.ForeignKey("authority.StaffMember", models.PROTECT, related_name="share_proposals")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    from_share = models.DecimalField(max_digits=5, decimal_places=4)
    to_share = models.DecimalField(max_digits=5, decimal_places=4)
    rule = models.ForeignKey(ShareRule, models.PROTECT, related_name="+")
    looked_at = models.PositiveIntegerField()
    with_errors = models.PositiveIntegerField()
    critical = models.PositiveIntegerField()
    low = models.DecimalField(max_digits=4, decimal_places=3)
    high = models.DecimalField(max_digits=4, decimal_places=3)
    since = models.DateTimeField()
    proposed_at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=ProposalStatus.choices, default=ProposalStatus.OPEN)
    decided_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("proposal about a share")
        verbose_name_plural = _("proposals about shares")
        constraints = [
            models.UniqueConstraint(
                fields=["staff_member", "kind"], condition=Q(status="open"), name="share_proposal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(status__in=ProposalStatus.values), name="share_proposal_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status="open", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(status="open") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="share_proposal_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "declined"]) | ~Q(reason=""),
                name="share_proposal_decided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.from_share} to {self.to_share}"

    @property
    def is_up(self) -> bool:
        """Whether more is to be looked at."""
        return self.to_share > self.from_share


guards.keep(ReviewShare)
guards.keep(ShareRule)
guards.keep(ShareProposal, may_change=["status", "decided_by_id", "decided_at", "reason"])
