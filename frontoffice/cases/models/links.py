"""Ties between cases: links, merges and splits. None of them moves or edits what is on record (X2)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.models.cases import Case
from frontoffice.cases.models.record import Note, Post
from frontoffice.foundation import guards
from frontoffice.foundation.references import ReferenceField


class LinkKind(models.TextChoices):
    """How a case stands to the other: read “this case … the other”."""

    RELATED = "related", _("is related to")
    CAUSED_BY = "caused_by", _("is caused by")
    DUPLICATE_OF = "duplicate", _("is a duplicate of")
    FOLLOWS = "follows", _("follows")


class CaseLink(models.Model):
    """A link from one case to another, until it is taken away."""

    reference = ReferenceField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="links")
    to = models.ForeignKey(Case, models.PROTECT, related_name="links_here")
    kind = models.CharField(max_length=9, choices=LinkKind.choices)
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("link between cases")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LinkKind.values), name="case_link_kind_known"),
            models.CheckConstraint(condition=~Q(case=F("to")), name="case_link_to_another"),
            models.UniqueConstraint(
                fields=["case", "to", "kind"], condition=Q(ended_at__isnull=True), name="case_link_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.to_id}"


class Merge(models.Model):
    """Two cases that are one: `merged` keeps its number and page and points to `survivor` (CMP-12).

    Until it is split off again (`undone_at`) what is said on either is seen with the survivor.
    """

    reference = ReferenceField()
    merged = models.ForeignKey(Case, models.PROTECT, related_name="merges")
    survivor = models.ForeignKey(Case, models.PROTECT, related_name="merged_here")
    note = models.ForeignKey(Note, models.PROTECT, related_name="+")
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey("foundation.Actor", models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("merge")
        constraints = [
            models.CheckConstraint(condition=~Q(merged=F("survivor")), name="merge_of_two"),
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at__isnull=True), name="merged_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.survivor_id}"


class Split(models.Model):
    """Part of a case that became a case of its own."""

    reference = ReferenceField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="splits")
    new_case = models.OneToOneField(Case, models.PROTECT, related_name="split_from")
    note = models.ForeignKey(Note, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("foundation.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("split")

    def __str__(self) -> str:
        return f"{self.new_case_id} from {self.case_id}"


class SplitPost(models.Model):
    """A post that moved: it stays where it was said, marked, and stands in the new case as well."""

    split = models.ForeignKey(Split, models.PROTECT, related_name="posts")
    post = models.OneToOneField(Post, models.PROTECT, related_name="moved")
    new_post = models.OneToOneField(Post, models.PROTECT, related_name="moved_from")

    def __str__(self) -> str:
        return f"{self.post_id} as {self.new_post_id}"


guards.keep(CaseLink, may_change=["ended_by_id", "ended_at"])
guards.keep(Merge, may_change=["undone_by_id", "undone_at"])
guards.keep(Split)
guards.keep(SplitPost)
