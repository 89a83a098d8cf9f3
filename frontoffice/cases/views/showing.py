"""What the desk's templates are given: the queue, the case, the customer. Each in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from frontoffice.authority.auditing import pages
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.views.reasons import why_not
from frontoffice.cases import beside, clocks
from frontoffice.cases.forms import LANGUAGES, WriteForm
from frontoffice.cases.models import Case, Status
from frontoffice.cases.queries import timeline
from frontoffice.cases.queries.assistance import draft_for, open_requests, working_too
from frontoffice.cases.queries.company import other_cases
from frontoffice.cases.queries.first_contacts import first_contact_for
from frontoffice.cases.queries.lines import line_of
from frontoffice.cases.queries.looked_up import has
from frontoffice.cases.queries.opened import case_found_by
from frontoffice.cases.views import wording
from frontoffice.cases.views.entries import told
from frontoffice.cases.views.lines import drawn
from frontoffice.cases.views.queueing import queue, tally
from frontoffice.cases.views.viewing import member_of, saved_lists, seen_by, units_of
from frontoffice.cases.views.wishes import Wish
from frontoffice.correspondence.models import Status as MessageStatus
from frontoffice.customers.queries import nothing_arrives_at, points
from frontoffice.foundation.models import StoredFile
from frontoffice.foundation.references import normalize
from frontoffice.foundation.ui.parts import is_part
from frontoffice.knowledge.queries.interpretations import Reading, of_matter, read

__all__ = ["is_part", "member_of", "seen_by"]
Context = dict[str, Any]
# What the page of a case offers; where the power for one of these is lacking, it says why and who may.
OFFERED = ("cases.reply", "cases.assign", "cases.resolve", "cases.change_topic", "cases.release_to_unit")


@dataclass(frozen=True)
class Row:
    """A case as a line of a list that is looked at beforehand."""

    case: Case
    who: str
    tone: str
    flag: str
    has_due: bool
    current: bool


def row(case: Case, *, current: bool = False) -> Row:
    return Row(
        case=case,
        who=wording.asker(case),
        tone=wording.TONES[case.status],
        flag=str(wording.FLAGS.get(case.attention, "")),
        has_due=case.status in {Status.NEW, Status.OPEN},
        current=current,
    )


def case_of(request: ActingRequest, reference: str) -> Case:
    """The case of that reference that the viewer may see, with all it names. Raises Http404, ReasonNeeded (REC-6)."""
    case = case_found_by(normalize(reference) or "", units=units_of(request))
    if case is None:
        raise Http404
    pages.allow(request, case)
    member = request.staff_member
    if member and case.unit_id == member.unit_id:
        case.unit = member.unit  # one row, so that its office's calendar is read once
    return case


def company(request: ActingRequest, case: Case) -> Context:
    """The right-hand side: who asks, how to reach them, what else they asked."""
    too = working_too(case) if has(case, "company") else []
    return {
        "case": case,
        "asker": wording.asker(case),
        "language": dict(LANGUAGES).get(case.language.split("-")[0], case.language),
        "points": points(case.customer) if case.customer is not None else [],
        "unreached": nothing_arrives_at(case.reply_to),
        "co_workers": too,
        "joined": any(one.member.actor_id == request.actor.pk for one in too),
        "requests": open_requests(case) if has(case, "help") else [],
        "first": first_contact_for(case.topic, at=request.at),
        "readings": _readings(request, case) if has(case, "readings") else [],
        "others": [(one, wording.TONES[one.status]) for one in other_cases(case, units=units_of(request))],
    }


def _readings(request: ActingRequest, case: Case) -> list[Reading]:
    made = of_matter(case.number, by=request.actor, at=request.at)
    return read(made, on=clocks.today(case.unit, request.at))


def matter(
    request: ActingRequest,
    case: Case,
    *,
    form: WriteForm | None = None,
    kept: list[StoredFile] | None = None,
    chips: Any = (),
    problem: str = "",
    seen: int | None = None,
    writer: str = "",
    signs: beside.Signs | None = None,
) -> Context:
    """The middle: header, timeline, and the box to write in, with what was typed before where something was wrong."""
    found = timeline(case, before=_before(request))
    entries, lines = found.entries, wording.lines(case, found.entries, seen=seen)
    return {
        "case": case,
        "lines": lines,
        "told": told(request, case, lines),
        "earlier": found.earlier,
        "is_earlier_page": _before(request) is not None,
        "tone": wording.TONES[case.status],
        "flag": wording.FLAGS.get(case.attention, ""),
        "held": any(e.message is not None and e.message.status == MessageStatus.HELD for e in entries),
        "form": form or _box(request, case),
        "beside": beside.beside(case, member_of(request), at=request.at, signs=signs),
        "kept": kept or [],
        "chips": chips,
        "problem": problem,
        "changed": bool(problem) and seen is not None,
        "writer": writer,
        "last": entries[-1].id if entries else 0,
        "mine": case.assignee_id == member_of(request).pk,
        "resolved": case.status == Status.RESOLVED,
        "reopens_until": clocks.reopen_until(case.resolved_at) if case.resolved_at is not None else None,
        "max_bytes": settings.FILE_MAX_BYTES,
        "why": why_not(request, *OFFERED, about=case),
        "wish": Wish.of(request),
        "here": reverse("cases:case", args=[case.reference]),
    }


def _box(request: ActingRequest, case: Case) -> WriteForm:
    """The box to write in, with what a colleague drafted for one, or what one typed before and did not send."""
    given: dict[str, Any] = {"kind": "reply", "text": _drafted(request, case)}
    kept = beside.draft_of(case, member_of(request)) if not given["text"] else None
    if kept is not None:
        given = {"kind": kept.kind, "text": kept.text, "passages": kept.passages}
    box = WriteForm(initial=given)
    box.kept_at = kept.saved_at if kept is not None else None
    return box


def _drafted(request: ActingRequest, case: Case) -> str:
    """What a colleague drafted, where the owner takes it into the reply."""
    draft = draft_for(case, request.GET.get("draft", "")) if request.GET.get("draft") else None
    return draft.note.text if draft is not None else ""


def _before(request: ActingRequest) -> int | None:
    wanted = request.GET.get("before", "")
    return int(wanted) if wanted.isdecimal() and len(wanted) < 19 else None


def show(request: ActingRequest, case: Case, *, status: int = 200, **middle: Any) -> HttpResponse:
    """The case: for the script as a part, with its row and the customer beside it; else as a whole page."""
    context: Context = {**matter(request, case, **middle), **company(request, case)}
    if is_part(request):
        context |= {
            **tally(request, context["wish"]),
            **(saved_lists(request, context["wish"]) if request.method == "POST" else {}),
            "row": drawn(request, context["wish"], [line_of(case)], current=case.pk),
            "acted": request.method == "POST" and status < 400,
        }
        return render(request, "cases/part.html", context, status=422 if status >= 400 else status)
    context |= {**queue(request, context["wish"], current=case), **desk(request, "main")}
    return render(request, "cases/desk.html", context, status=status)


def desk(request: ActingRequest, pane: str) -> Mapping[str, Any]:
    """What every page of the desk has."""
    return {
        "search_url": reverse("cases:desk"),
        "search_text": Wish.of(request).text,
        "show_pane": pane,
    }
