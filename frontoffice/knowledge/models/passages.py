"""Passages, which are what is found and cited, and the words that they use."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards, search
from frontoffice.foundation.references import ReferenceField
from frontoffice.knowledge.models.articles import ArticleVersion


class Passage(models.Model):
    """A part of a version that can be cited by its address: the page's, with `#anchor`.

    The anchor of a passage whose text is unchanged is the same in the next version. `heading` is the path
    of headings above it. `text` is plain; `html` is the same, sanitized. `stems` holds the telling words'
    stems of title, headings, search words and text, in order: what the search reads; `length` counts them.
    `external_id` is the name the passage had where it was imported from.
    """

    reference = ReferenceField()
    version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="passages")
    position = models.PositiveIntegerField()
    anchor = models.CharField(max_length=80)
    heading = models.CharField(max_length=500, blank=True)
    text = models.TextField()
    html = models.TextField()
    text_hash = models.CharField(max_length=64)
    external_id = models.CharField(max_length=200, blank=True, db_index=True)
    stems = models.TextField()
    length = models.PositiveIntegerField()

    class Meta:
        ordering = ["version", "position"]
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="passage_position_once"),
            models.UniqueConstraint(fields=["version", "anchor"], name="passage_anchor_once"),
            models.CheckConstraint(condition=~Q(anchor="") & ~Q(text=""), name="passage_has_anchor_and_text"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}#{self.anchor}"


class Word(models.Model):
    """How many passages of a language hold a stem, and how often: what makes a word telling.

    The row with an empty stem counts all passages and all stems of the language.
    """

    language = models.CharField(max_length=10)
    stem = models.CharField(max_length=64)
    passages = models.PositiveIntegerField()
    occurrences = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "stem"], name="word_once")]

    def __str__(self) -> str:
        return self.stem


PASSAGES = search.index(Passage, {"stems": 1.0}, reading="stems")
guards.keep(Passage, may_change=["stems", "length"])
