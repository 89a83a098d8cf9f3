"""What becomes of a text while it is kept: what its draft said each time, and each look whether it is still right."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField
from frontoffice.knowledge.models.articles import ArticleVersion


class Revision(models.Model):
    """What a draft said when somebody kept it; the first is the proposal. `number` is the version's count then.

    Who kept one has written on the text, and lets somebody else publish it (X4).
    """

    version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    body = models.TextField()
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["version", "number"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"{self.version_id}, {self.number}"


class Verdict(models.TextChoices):
    """What a look at a text came to."""

    RIGHT = "right", _("Still right")
    CHANGE = "change", _("Has to be changed")


class Review(models.Model):
    """Somebody looked whether a published text is still right (INQ-5). `review_by` is the next date, `was_due` the one
    that this look answered.
    """

    reference = ReferenceField()
    version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="reviews")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    note = models.CharField(max_length=1000, blank=True)
    was_due = models.DateField(null=True)
    review_by = models.DateField(null=True)
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("review of a text")
        verbose_name_plural = _("reviews of texts")
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="text_review_verdict_known"),
            models.CheckConstraint(
                condition=~Q(verdict="change") | ~Q(note=""), name="text_review_says_what_to_change"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.verdict}"


guards.keep(Revision)
guards.keep(Review)
