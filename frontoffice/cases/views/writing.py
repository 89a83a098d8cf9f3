"""The box under the timeline: replies, notes, what the customer said by other ways, and files."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.cases import beside
from frontoffice.cases.actions import adding, attaching, noting, replying
from frontoffice.cases.forms import AddForm, AttachForm, WriteForm
from frontoffice.cases.models import Case
from frontoffice.cases.views import uploads
from frontoffice.cases.views.acting import ask, done, once, sent, wrong
from frontoffice.cases.views.correcting import answers_of
from frontoffice.cases.views.passages import chips_of, passages_of
from frontoffice.cases.views.showing import case_of, member_of, show
from frontoffice.cases.views.working import asked_or_sent
from frontoffice.contacts.models import Channel
from frontoffice.foundation.models import StoredFile
from frontoffice.foundation.refusals import Refused


@needs("cases.reply", "cases.note")
@require_POST
def write(request: ActingRequest, reference: str) -> HttpResponse:
    """Send the reply or keep the note. What can't be sent comes back with everything that was typed."""
    case = case_of(request, reference)
    form = WriteForm(request.POST, request.FILES)
    form.is_valid()
    files = uploads.taken(request, form)
    if not form.is_valid():
        return _back(request, case, form, files, status=422)
    if form.cleaned_data["kind"] == "reply" and not form.cleaned_data["although"]:
        writer = next(
            (one for one in beside.beside(case, member_of(request), at=request.at) if one.writes), None
        )
        if writer is not None:
            return _back(request, case, form, files, status=409, writer=writer.member.actor.name)
    try:
        said = (
            _note(request, case, form, files)
            if form.cleaned_data["kind"] == "note"
            else _reply(request, case, form, files)
        )
    except replying.ChangedMeanwhile as refusal:
        return _back(
            request, case_of(request, reference), form, files, status=refusal.status, problem=in_full(refusal)
        )
    except Refused as refusal:
        status = wrong(form, refusal)
        return _back(request, case_of(request, reference), form, files, status=status)
    beside.drop_draft(case, member_of(request), at=request.at)
    return done(request, case, said)


def _note(request: ActingRequest, case: Case, form: WriteForm, files: list[StoredFile]) -> str:
    given = form.cleaned_data
    once(noting.note, given["idempotency_key"])(
        case=case, text=given["text"], files=files, by=request.actor, at=request.at
    )
    return _("Noted.")


def _reply(request: ActingRequest, case: Case, form: WriteForm, files: list[StoredFile]) -> str:
    given = form.cleaned_data
    then = given["then"] or "wait"
    replied = once(replying.reply, given["idempotency_key"])(
        case=case,
        text=given["text"],
        passages=passages_of(request, given["passages"]),
        files=files,
        expected_version=given["expected_version"],
        resolve=then == "resolve",
        keep_open=then == "stay",
        override_reason=given["override_reason"],
        sets_right=answers_of(request, given["sets_right"]),
        by=request.actor,
        at=request.at,
    )
    if replied.case_messages.filter(contact__isnull=True, message__status="held").exists():
        return _("Somebody with authority reads it before it goes out.")
    return _("Sent, and the case is resolved.") if then == "resolve" else _("Sent.")


def _back(
    request: ActingRequest,
    case: Case,
    form: WriteForm,
    files: list[StoredFile],
    *,
    status: int,
    problem: str = "",
    writer: str = "",
) -> HttpResponse:
    """The case as it is now, with the box as it was left; what is new since then is marked."""
    seen = form.cleaned_data.get("seen")
    chips = chips_of(request, form.data.get("passages", "")[:400])
    middle: dict[str, Any] = {"form": form, "kept": files, "chips": chips, "problem": problem, "seen": seen}
    middle["writer"] = writer
    return show(request, case, status=status, **middle)


@needs("cases.add")
@asked_or_sent
def add(request: ActingRequest, reference: str) -> HttpResponse:
    """Write down what the customer said on the telephone, at the counter or on paper."""
    case, status = case_of(request, reference), 422
    form = AddForm(
        sent(request), request.FILES if request.method == "POST" else None, initial={"channel": Channel.PHONE}
    )
    files: list[StoredFile] = []
    if request.method == "POST":
        form.is_valid()
        files = uploads.taken(request, form)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            once(adding.add, given["idempotency_key"])(
                case=case,
                text=given["text"],
                files=files,
                channel=Channel(given["channel"]),
                by=request.actor,
                at=request.at,
            )
            return done(request, case, _("Added to the case."))
        except Refused as refusal:
            status = wrong(form, refusal)
    return ask(
        request,
        case,
        form,
        kind="add",
        heading=_("Write down what the customer said"),
        status=status if form.errors else 200,
        kept=files,
    )


@needs("cases.attach")
@asked_or_sent
def attach(request: ActingRequest, reference: str) -> HttpResponse:
    """Put a file on the case for colleagues."""
    case, status = case_of(request, reference), 422
    files: list[StoredFile] = []
    form = AttachForm(sent(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST":
        form.is_valid()
        files = uploads.taken(request, form)
        if len(files) != 1 and not form.errors:
            form.add_error("files", _("Choose one file."))
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["idempotency_key"]
        try:
            once(attaching.attach, key)(case=case, file=files[0], by=request.actor, at=request.at)
            return done(request, case, _("Attached."))
        except Refused as refusal:
            status = wrong(form, refusal)
    heading = _("Attach a file for colleagues")
    return ask(request, case, form, kind="attach", heading=heading, status=status if form.errors else 200)
