"""What became of an answer whose text has changed since."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField
from frontoffice.knowledge.models.articles import ArticleVersion
from frontoffice.knowledge.models.questions import AnswerGiven


class Way(models.TextChoices):
    """How an answer was set right."""

    TOLD = "told", _("The customer was told the right text")
    HOLDS = "holds", _("What was told still holds")
    NOBODY = "nobody", _("There is nobody to write to")


class SetRight(models.Model):
    """That somebody dealt with an answer given from a text that no longer counts. Never edited.

    `against` is the version that it was held against, empty where nothing came in its place: of an answer that still
    holds beside one text, the next may say something else. `contact` is the exchange in which the customer was told.
    """

    reference = ReferenceField()
    answer = models.ForeignKey(AnswerGiven, models.PROTECT, related_name="set_right")
    way = models.CharField(max_length=10, choices=Way.choices)
    against = models.ForeignKey(ArticleVersion, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=1000, blank=True)
    contact = models.ForeignKey("contacts.Contact", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("answer set right")
        verbose_name_plural = _("answers set right")
        constraints = [
            models.UniqueConstraint(fields=["answer", "against"], name="set_right_once_against_a_version"),
            models.UniqueConstraint(
                fields=["answer"], condition=Q(against__isnull=True), name="set_right_once_against_nothing"
            ),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="set_right_way_known"),
            models.CheckConstraint(
                condition=(Q(way="told") & (Q(contact__isnull=False) | ~Q(reason="")))
                | (Q(way__in=["holds", "nobody"], contact__isnull=True) & ~Q(reason="")),
                name="set_right_in_a_contact_or_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.way}"


guards.keep(SetRight)
