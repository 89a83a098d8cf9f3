"""What a case has at all, looked up together with the case: most have no ties, tasks or reports to ask for."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from frontoffice.cases.models import Case, CaseLink, Merge, Split, SplitPost, Task
from frontoffice.cases.models.problems import Report

CASE = OuterRef("pk")


def with_what_it_has(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The same cases, each with marks for `has`: they cost look-ups in indexes instead of queries of their own."""
    survives = Merge.objects.filter(survivor=CASE, undone_at__isnull=True)
    merged = Merge.objects.filter(merged=CASE, undone_at__isnull=True)
    linked = CaseLink.objects.filter(Q(case=CASE) | Q(to=CASE), ended_at__isnull=True)
    parted = Split.objects.filter(Q(case=CASE) | Q(new_case=CASE))
    return cases.annotate(
        has_merged=Exists(survives),
        has_ties=Exists(survives) | Exists(merged) | Exists(linked) | Exists(parted),
        has_moved_posts=Exists(SplitPost.objects.filter(post__case=CASE)),
        has_report=Exists(Report.objects.filter(case=CASE, ended_at__isnull=True)),
        has_tasks=Exists(Task.objects.filter(case=CASE)),
    )


def has(case: Case, what: str) -> bool:
    """Whether there may be any: true for a case that was loaded without the marks."""
    return bool(getattr(case, f"has_{what}", True))
