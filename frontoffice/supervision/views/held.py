"""A colleague's message that waits: read beside what the customer asked, then released, returned or edited."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.correspondence.composing import sources
from frontoffice.correspondence.models import Message, Status
from frontoffice.foundation.refusals import Refused
from frontoffice.supervision import shipped
from frontoffice.supervision.actions import deciding_held
from frontoffice.supervision.forms import EditForm, FoundForm
from frontoffice.supervision.models import Kind, Review
from frontoffice.supervision.permissions import EDIT_HELD, HELD, RELEASE_HELD, RETURN_HELD
from frontoffice.supervision.queries import held as waiting
from frontoffice.supervision.views.frame import key, once, tabs, thing, wrong
from frontoffice.supervision.views.showing import looks_of

MOST_BESIDE = 30


@needs(*HELD)
def queue(request: ActingRequest) -> HttpResponse:
    """What waits for a reader, longest first."""
    after = request.GET.get("after", "")
    page = waiting.held(by=request.actor, at=request.at, after=key(after))
    context = {
        "tabs": tabs(request, "held"),
        "rows": page.rows,
        "next": f"?after={page.after}" if page.after else "",
        "is_first": not after,
    }
    return render(request, "supervision/held.html", context)


@needs(*HELD)
def one(request: ActingRequest, reference: str) -> HttpResponse:
    return _shown(request, thing(Message, request, reference))


@needs(RELEASE_HELD)
@require_POST
def release(request: ActingRequest, reference: str) -> HttpResponse:
    """Let it go as it is, with or without comments."""
    message, form = (
        thing(Message, request, reference),
        FoundForm(request.POST, items=_items(), auto_id="release_%s"),
    )
    return _decided(request, message, form, deciding_held.release_held, "release", _("Released."))


@needs(RETURN_HELD)
@require_POST
def give_back(request: ActingRequest, reference: str) -> HttpResponse:
    """Give it back with comments."""
    message = thing(Message, request, reference)
    form = FoundForm(request.POST, items=_items(), needs_comments=True, auto_id="return_%s")
    said = _("Returned. Your colleague sees your comments and can ask again.")
    return _decided(request, message, form, deciding_held.return_held, "return", said)


@needs(EDIT_HELD)
@require_POST
def edit(request: ActingRequest, reference: str) -> HttpResponse:
    """Put it right and let it go."""
    message = thing(Message, request, reference)
    form = EditForm(request.POST, items=_items(), needs_comments=True, auto_id="edit_%s")
    return _decided(request, message, form, deciding_held.edit_held, "edit", _("Edited and released."))


def _decided(
    request: ActingRequest, message: Message, form: FoundForm, action: Any, name: str, said: str
) -> HttpResponse:
    """One call of the action, then on to the next message; or the page again with what was wrong."""
    status = 422
    if form.is_valid():
        given = {key: value for key, value in form.cleaned_data.items() if key != "idempotency_key"}
        following = _following(request, message)
        try:
            once(action, form)(message=message, **given, by=request.actor, at=request.at)
        except Refused as refusal:
            status = wrong(form, refusal)
        else:
            message.refresh_from_db()
            if message.status == Status.HELD:
                said = _("Done. It still waits: one more colleague has to read it.")
            messages.success(request, said)
            return redirect(following)
    return _shown(request, thing(Message, request, message.reference), **{name: form}, status=status)


def _following(request: ActingRequest, message: Message) -> str:
    """Where the next one is that waits; the list where this was the last."""
    rows = waiting.held(by=request.actor, at=request.at, most=MOST_BESIDE).rows
    others = [row.message.reference for row in rows if row.message.pk != message.pk]
    return reverse("supervision:message", args=[others[0]]) if others else reverse("supervision:held")


def _shown(
    request: ActingRequest, message: Message, *, status: int = 200, **forms: FoundForm
) -> HttpResponse:
    """The message with all it cites, the question beside it, and the forms of what can be done."""
    found = waiting.one_held(message)
    looks = looks_of(Review.objects.filter(message=message))
    if found is None:
        if not looks:
            raise Http404
        return redirect("supervision:review", reference=looks[-1].review.reference)
    context = {
        "held": found,
        "rows": waiting.held(by=request.actor, at=request.at, most=MOST_BESIDE).rows,
        "sources": list(
            zip(sources(list(found.message.citations.all())), _passages(found.message), strict=True)
        ),
        "questions": waiting.questions(found.case) if found.case is not None else [],
        "looks": looks,
        "tabs": tabs(request, "held"),
        "own": found.writer.actor_id == request.actor.pk,
        "show_pane": "main",
        "problem": _problem(forms),
        **_forms(found.message, forms),
    }
    return render(request, "supervision/message.html", context, status=status)


def _passages(message: Message) -> list[Any]:
    return [citation.passage for citation in message.citations.all()]


def _forms(message: Message, given: dict[str, FoundForm]) -> dict[str, object]:
    fresh = {
        "subject": message.subject,
        "body": message.body,
        "expected_version": message.version,
    }
    return {
        "release_form": given.get("release") or FoundForm(items=_items(), auto_id="release_%s"),
        "return_form": given.get("return")
        or FoundForm(items=_items(), needs_comments=True, auto_id="return_%s"),
        "edit_form": given.get("edit")
        or EditForm(initial=fresh, items=_items(), needs_comments=True, auto_id="edit_%s"),
        "opened": next(iter(given), ""),
    }


def _problem(forms: dict[str, FoundForm]) -> str:
    """What was refused as a whole; what belongs to a field stands beside it."""
    errors = [str(error) for form in forms.values() for error in form.non_field_errors()]
    return " ".join(errors)


def _items() -> list[shipped.Item]:
    return shipped.items(Kind.MESSAGES)
