"""Class series as the agency keeps them: levels in order, their duties, and the grants that a level brings (STF-1)."""

from django.db import models
from django.db.models import F, Q

from frontoffice.authority.models.standing import Standing
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Series(models.Model):
    """A class series that the agency adopted: one of those that come with the product, or its own file.

    `attributes` and `skills` are lists of words; `source` names the shipped series that it began as, "" for none.
    """

    reference = ReferenceField()
    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=20, blank=True)
    cumulative = models.BooleanField(default=True)
    cumulative_words = models.CharField(max_length=300, blank=True)
    attributes = models.JSONField(default=list)
    skills = models.JSONField(default=list)
    notes = models.TextField(blank=True)
    adopted_at = models.DateTimeField()
    adopted_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Level(models.Model):
    """A level of the post; carries the grants that a new holder receives.

    Without a series it is a post outside the series, such as a supervisor's. `supervision` is the series' word for how
    closely work is looked after ("" where it states none); `review_share`, 0 to 1, what that means for what goes out.
    """

    reference = ReferenceField()
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="levels")
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    order = models.PositiveSmallIntegerField()
    job_code = models.CharField(max_length=20, blank=True)
    grade = models.CharField(max_length=40, blank=True)
    pay = models.CharField(max_length=80, blank=True)
    authority = models.CharField(max_length=20, blank=True)
    supervision = models.CharField(max_length=20, blank=True)
    supervision_words = models.CharField(max_length=300, blank=True)
    decision_words = models.CharField(max_length=300, blank=True)
    knowledge = models.JSONField(default=list)
    qualifications = models.TextField(blank=True)
    review_share = models.DecimalField(max_digits=5, decimal_places=4, default=0)
    probation_months = models.PositiveSmallIntegerField(default=0)
    in_training = models.BooleanField(default=False)
    may_lead = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "order"], name="level_order_once", condition=Q(series__isnull=False)
            ),
            models.CheckConstraint(
                condition=Q(review_share__gte=0, review_share__lte=1), name="level_share_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LevelDuty(models.Model):
    """A duty of the series that this level does: `parts` and `powers` are lists of codes."""

    level = models.ForeignKey(Level, models.CASCADE, related_name="duties")
    duty = models.CharField(max_length=40)
    words = models.CharField(max_length=500)
    for_all = models.BooleanField(default=False)
    parts = models.JSONField(default=list)
    powers = models.JSONField(default=list)

    class Meta:
        ordering = ["duty"]
        constraints = [models.UniqueConstraint(fields=["level", "duty"], name="level_duty_once")]

    def __str__(self) -> str:
        return f"{self.level}: {self.duty}"


class LevelGrant(models.Model):
    """A grant that a level brings by default, written out as a `Grant` for each holder.

    With a `standing` other than regular it narrows, for holders who are on probation or in training, what the level
    gives. A default is never edited: a change ends the row and begins another, both with who and why.
    """

    level = models.ForeignKey(Level, models.CASCADE, related_name="defaults")
    action = models.CharField(max_length=100)
    power = models.CharField(max_length=40, blank=True)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.REGULAR)
    amount_limit = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    confidentiality_limit = models.PositiveSmallIntegerField(null=True)
    complexity_limit = models.PositiveSmallIntegerField(null=True)
    needs_approval = models.BooleanField(default=False)
    review_share = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    certification = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    from_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["level", "action", "standing"],
                name="level_grant_once",
                condition=Q(until__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values), name="level_grant_standing_known"
            ),
            models.CheckConstraint(
                condition=Q(amount_limit__isnull=True) | Q(amount_limit__gte=0),
                name="level_grant_limit_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(confidentiality_limit__isnull=True) | Q(confidentiality_limit__lte=3),
                name="level_grant_confidentiality_known",
            ),
            models.CheckConstraint(
                condition=Q(complexity_limit__isnull=True)
                | Q(complexity_limit__gte=1, complexity_limit__lte=3),
                name="level_grant_complexity_known",
            ),
            models.CheckConstraint(
                condition=Q(review_share__isnull=True) | Q(review_share__gte=0, review_share__lte=1),
                name="level_grant_share_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(from_at__isnull=True) | Q(until__gte=F("from_at")),
                name="level_grant_until_after_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level}: {self.action}"


guards.keep(LevelGrant, may_change=["until", "ended_by_id"])
