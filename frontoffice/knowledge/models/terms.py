"""What a word of one language is in another, as the agency's own translations have it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Term(models.Model):
    """In translations of articles, `stem` of `language` most likely stands where `means` stands in `other`.

    `share` (over 0 to 1) says how likely. Learned anew from the articles; `learned_from` is the newest version read.
    """

    language = models.CharField(max_length=10)
    stem = models.CharField(max_length=64)
    other = models.CharField(max_length=10)
    means = models.CharField(max_length=64)
    share = models.FloatField()
    learned_from = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("term in two languages")
        verbose_name_plural = _("terms in two languages")
        constraints = [
            models.UniqueConstraint(fields=["language", "stem", "other", "means"], name="term_once"),
            models.CheckConstraint(condition=Q(share__gt=0) & Q(share__lte=1), name="term_share_is_a_share"),
            models.CheckConstraint(condition=~Q(language=F("other")), name="term_of_two_languages"),
        ]

    def __str__(self) -> str:
        return f"{self.language}:{self.stem} {self.other}:{self.means}"
