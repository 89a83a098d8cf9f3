"""Imports: sending files, looking at what they would change, taking them over or not."""

import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path, PurePath
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.actions import bringing_in
from frontoffice.knowledge.actions.holding_back import TestsFall
from frontoffice.knowledge.forms_imports import DropForm, ImportForm
from frontoffice.knowledge.models import Difference, Import, ImportedText, ImportState
from frontoffice.knowledge.permissions import BRING_IN, TAKE_IN
from frontoffice.knowledge.queries.imports import (
    answered_from,
    answers_by_version,
    comparison,
    listed_imports,
)
from frontoffice.knowledge.sources import Problem, Source, read
from frontoffice.knowledge.views.frame import UNREADABLE, page
from frontoffice.knowledge.views.held_back import despite_of, held_back

SECONDS = 20.0  # for one file, while somebody waits
MOST_SHOWN = 500


@needs(BRING_IN, TAKE_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: ActingRequest) -> HttpResponse:
    """What was brought in so far; and the form to bring in more."""
    if request.method != "POST" or BRING_IN not in request.powers:
        return _list(request, ImportForm())
    form, status = ImportForm(request.POST, request.FILES), UNREADABLE
    if form.is_valid():
        given = form.cleaned_data
        found = _read(given["files"])
        act = bringing_in.bring_in
        try:
            brought = (act.once(given["idempotency_key"]) if given["idempotency_key"] else act)(
                source=given["source"],
                texts=[
                    one.document.model_dump_json(exclude_defaults=True)
                    for one in found
                    if isinstance(one, Source)
                ],
                problems=[str(one) for one in found if isinstance(one, Problem)],
                whole=given["whole"],
                by=request.actor,
                at=request.at,
            )
            return redirect("knowledge:import", brought.reference)
        except Refused as refusal:
            form.add_error(None, in_full(refusal))
            status = refusal.status
            for one in [one for one in found if isinstance(one, Problem)][:10]:
                form.add_error("files", str(one))
    return _list(request, form, status=status)


@needs(BRING_IN, TAKE_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: ActingRequest, reference: str) -> HttpResponse:
    """What an import would change; a post takes it over, but for what is not marked."""
    brought = _import(request, reference)
    if request.method != "POST" or TAKE_IN not in request.powers:
        return _page(request, brought, DropForm())
    marked = set(request.POST.getlist("take"))
    texts = list(brought.texts.exclude(difference=Difference.SAME))
    try:
        bringing_in.take_in(
            brought=brought,
            leave_out=[t for t in texts if t.difference != Difference.GONE and t.reference not in marked],
            withdraw=[t for t in texts if t.difference == Difference.GONE and t.reference in marked],
            despite=despite_of(request),
            by=request.actor,
            at=request.at,
        )
        messages.success(request, _("Taken over. It answers from now on."))
        return redirect("knowledge:import", brought.reference)
    except TestsFall as refusal:
        return held_back(request, refusal, what=_("This import"), back=request.path)
    except Refused as refusal:
        problem = in_full(refusal)
        return _page(request, brought, DropForm(), marked=marked, problem=problem, status=refusal.status)


@needs(TAKE_IN)
@require_POST
def drop(request: ActingRequest, reference: str) -> HttpResponse:
    """Leave everything as it is."""
    brought, form = _import(request, reference), DropForm(request.POST)
    if not form.is_valid():
        return _page(request, brought, form, status=UNREADABLE)
    try:
        bringing_in.drop_import(
            brought=brought, reason=form.cleaned_data["reason"], by=request.actor, at=request.at
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
        return _page(request, brought, form, status=refusal.status)
    messages.success(request, _("Nothing of it was taken over. It stays on record with the reason."))
    return redirect("knowledge:imports")


@needs(BRING_IN, TAKE_IN)
@require_safe
def text(request: ActingRequest, reference: str, text: str) -> HttpResponse:
    """One text beside the one that stands, and who answered from that."""
    brought = _import(request, reference)
    try:
        found: ImportedText = find(ImportedText, text, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    if found.brought_id != brought.pk:
        raise Http404
    shown = {
        "brought": brought,
        "text": found,
        "comparison": comparison(found),
        "givers": answered_from(found),
        "trail": [*_trail(), (brought.source, reverse("knowledge:import", args=[brought.reference]))],
    }
    return page(request, "imported_text", shown, tab="imports")


def _read(uploads: Sequence[Any]) -> list[Source | Problem]:
    """What the files hold. They are kept only as long as they are read."""
    with tempfile.TemporaryDirectory() as place:
        found: list[Source | Problem] = []
        for number, upload in enumerate(uploads):
            name = PurePath((upload.name or "file").replace("\\", "/")).name[-100:].lstrip(".") or "file"
            file = Path(place) / str(number) / name
            file.parent.mkdir()
            with file.open("wb") as out:
                for chunk in upload.chunks():
                    out.write(chunk)
        for file in sorted(Path(place).glob("*/*"), key=lambda one: int(one.parent.name)):
            for one in read(file, seconds=SECONDS):
                if isinstance(one, Problem):
                    one = Problem(one.path.replace(str(file), file.name), one.line, one.reason)
                found.append(one)
        return found


def _import(request: ActingRequest, reference: str) -> Import:
    try:
        found: Import = find(Import, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    return found


def _trail() -> list[tuple[str, str]]:
    return [
        (_("Knowledge"), reverse("knowledge:articles")),
        (_("Imports"), reverse("knowledge:imports")),
    ]


def _list(request: ActingRequest, form: ImportForm, *, status: int = 200) -> HttpResponse:
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isdecimal() and len(asked) < 19 else 0
    rows, older = listed_imports(by=request.actor, at=request.at, before=before)
    shown: dict[str, Any] = {
        "imports": rows,
        "older": f"?before={older}" if older else "",
        "form": form if BRING_IN in request.powers else None,
    }
    return page(request, "imports", shown, tab="imports", status=status)


def _page(
    request: ActingRequest,
    brought: Import,
    form: DropForm,
    *,
    marked: Collection[str] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """With `marked` the texts that were marked when it was sent; else all but those that are gone."""
    texts = brought.texts.exclude(difference=Difference.SAME).select_related(
        "before__article", "made__article"
    )
    rows = list(texts.defer("document")[:MOST_SHOWN])
    answers = answers_by_version([text.before_id for text in rows if text.before_id is not None])
    waits, own = brought.state == ImportState.WAITING, brought.begun_by_id == request.actor.pk
    shown = {
        "brought": brought,
        "rows": [
            (
                text,
                answers.get(text.before_id or 0, 0),
                text.difference != Difference.GONE if marked is None else text.reference in marked,
            )
            for text in rows
        ],
        "same": brought.texts.filter(difference=Difference.SAME).count(),
        "more": texts.count() - len(rows),
        "waits": waits,
        "own": own,
        "decides": waits and not own and TAKE_IN in request.powers,
        "form": form,
        "problem": problem,
        "trail": _trail(),
    }
    return page(request, "import", shown, tab="imports", status=status)
