"""Gaps that ask for the same thing, together: what is worked on is the group."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.references import ReferenceField
from frontoffice.knowledge.models.articles import ArticleVersion


class GapGroup(models.Model):
    """Knowledge gaps in other words for the same thing. `words` are those of the first of them.

    `asked` counts its gaps and `waiting` those that nobody has decided on; both are kept by the actions.
    `taken_by` is whoever works on it, `draft` the text that is being written for it.
    """

    reference = ReferenceField()
    language = models.CharField(max_length=10)
    words = models.TextField()
    asked = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    last_asked_at = models.DateTimeField()
    taken_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    draft = models.ForeignKey(ArticleVersion, models.PROTECT, null=True, related_name="written_for")

    class Meta:
        verbose_name = _("group of knowledge gaps")
        verbose_name_plural = _("groups of knowledge gaps")
        indexes = [models.Index(fields=["-waiting", "-id"])]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="gap_group_has_words"),
            models.CheckConstraint(condition=Q(waiting__lte=F("asked")), name="gap_group_waits_for_its_own"),
            models.CheckConstraint(
                condition=Q(taken_by__isnull=True, taken_at__isnull=True)
                | Q(taken_by__isnull=False, taken_at__isnull=False),
                name="gap_group_taken_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:80]
