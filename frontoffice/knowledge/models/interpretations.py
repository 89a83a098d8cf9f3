"""How a rule was read for a matter: with reasons, found again by others, never edited (onet.18)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards, search
from frontoffice.foundation.references import ReferenceField
from frontoffice.knowledge.models.articles import ArticleVersion
from frontoffice.knowledge.models.passages import Passage


class Confidentiality(models.IntegerChoices):
    """Who of the staff reads it; the public never does."""

    STAFF = 1, _("All colleagues")
    CONFIDENTIAL = 2, _("All colleagues, confidential")
    RESTRICTED = 3, _("Only who may interpret")


class Interpretation(models.Model):
    """A senior's reading of one passage, of the version that counted then, for a question that it leaves open.

    `matter` is the number of the case that it was made for, empty for none. Another reading replaces it as a new row
    (`replaces`); a wrong one is withdrawn with a reason. `made` is the version of an article that came of it.
    """

    reference = ReferenceField()
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="interpretations")
    matter = models.CharField(max_length=60, blank=True)
    question = models.TextField()
    reading = models.TextField()
    reasons = models.TextField()
    citation = models.CharField(max_length=300, blank=True)
    confidentiality = models.PositiveSmallIntegerField(choices=Confidentiality.choices)
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    withdrawal_reason = models.CharField(max_length=1000, blank=True)
    made = models.OneToOneField(ArticleVersion, models.PROTECT, null=True, related_name="interpretation")

    class Meta:
        verbose_name = _("interpretation")
        verbose_name_plural = _("interpretations")
        indexes = [
            models.Index(fields=["matter", "-id"], condition=~Q(matter=""), name="interpretation_matter")
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(question="") & ~Q(reading="") & ~Q(reasons=""),
                name="interpretation_says_what_and_why",
            ),
            models.CheckConstraint(
                condition=Q(confidentiality__gte=1, confidentiality__lte=3),
                name="interpretation_confidentiality_known",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")),
                name="interpretation_replaces_another",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason="")),
                name="interpretation_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.question[:80]


INTERPRETATIONS = search.index(Interpretation, {"question": 1.0, "reading": 0.8, "reasons": 0.4})
guards.keep(Interpretation, may_change=["withdrawn_at", "withdrawn_by_id", "withdrawal_reason", "made_id"])
