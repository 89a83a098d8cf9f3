"""Words that people use for the agency's own: synonyms and acronyms, kept by the agency."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class Synonym(models.Model):
    """A question that says `term` is read as if it said `means` too ("tags": "license plate sticker").

    `stems` are the term's stems joined by blanks, `first` the first of them, by which it is found in a question.
    A synonym that is changed is ended, and another takes its place.
    """

    reference = ReferenceField()
    language = models.CharField(max_length=10)
    term = models.CharField(max_length=80)
    means = models.CharField(max_length=200)
    stems = models.CharField(max_length=400)
    first = models.CharField(max_length=64)
    added_by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    ended_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        indexes = [
            models.Index(
                fields=["language", "first"], condition=Q(ended_at__isnull=True), name="synonym_of_word"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(term="") & ~Q(means="") & ~Q(stems="") & ~Q(first=""), name="synonym_says_both"
            ),
            models.UniqueConstraint(
                fields=["language", "stems"], condition=Q(ended_at__isnull=True), name="synonym_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="synonym_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term}: {self.means}"


guards.keep(Synonym, may_change=["ended_by_id", "ended_at"])
