"""A case as whoever answers it needs it: with all that the answer names, and marks for what else there is of it."""

from django.db.models import Exists, QuerySet

from frontoffice.cases.models import FIRST_ANSWER, Case, Clock, Task
from frontoffice.cases.models.tasks import TaskState
from frontoffice.cases.queries.looked_up import CASE, with_what_it_has
from frontoffice.cases.queries.seen import cases_with_company, held_replies


def cases_to_answer() -> QuerySet[Case]:
    """All cases, each with its office's calendar and marks for `has`: what there is not isn't asked for.

    `open_tasks`, `first_answer` (a clock that runs) and `held_reply` are marked here alone.
    """
    cases = cases_with_company(Case.objects.all()).select_related("unit__office__calendar")
    return with_what_it_has(cases).annotate(
        has_open_tasks=Exists(Task.objects.filter(case=CASE, state=TaskState.OPEN)),
        has_first_answer=Exists(Clock.objects.filter(case=CASE, kind=FIRST_ANSWER, done_at__isnull=True)),
        has_held_reply=Exists(held_replies().filter(case=CASE)),
    )


def now_has(case: Case, what: str) -> None:
    """An act put some there: what was marked before is past."""
    setattr(case, f"has_{what}", True)
