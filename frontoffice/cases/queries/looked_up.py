"""What a case has at all, looked up together with the case: most have no ties, tasks or reports to ask for."""

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from frontoffice.cases.models import (
    Attachment,
    Case,
    CaseLink,
    ClockStop,
    CoWorker,
    HelpRequest,
    KeptDraft,
    Merge,
    Split,
    SplitPost,
    Task,
)
from frontoffice.cases.models.problems import Report
from frontoffice.knowledge.models import Interpretation

CASE = OuterRef("pk")
_marks: dict[str, Exists] = {}


def add_mark(what: str, rows: QuerySet[Model]) -> None:
    """Rooms above mark what of theirs a case has (`rows` name it as CASE), when their app is ready."""
    _marks[f"has_{what}"] = Exists(rows)


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
        has_files=Exists(Attachment.objects.filter(case=CASE)),
        has_stops=Exists(ClockStop.objects.filter(clock__case=CASE)),
        has_help=Exists(HelpRequest.objects.filter(case=CASE, closed_at__isnull=True)),
        has_drafts=Exists(KeptDraft.objects.filter(case=CASE)),
        has_readings=Exists(Interpretation.objects.filter(~Q(matter=""), matter=OuterRef("number"))),
        has_company=Exists(CoWorker.objects.filter(case=CASE, until__isnull=True)),
        **_marks,
    )


def has(case: Case, what: str) -> bool:
    """Whether there may be any: true for a case that was loaded without the marks."""
    return bool(getattr(case, f"has_{what}", True))
