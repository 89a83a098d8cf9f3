"""Ties between cases on the page of one: linking, merging with a look ahead, splitting, taking a merge back."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.cases.actions import linking_cases, merging, splitting
from frontoffice.cases.forms_links import LinkCaseForm, MergeForm, SplitForm, UndoMergeForm
from frontoffice.cases.models import Case, CaseLink, LinkKind, Merge
from frontoffice.cases.queries.searching import exactly
from frontoffice.cases.queries.ties import posts_to_split, preview_of_merge
from frontoffice.cases.views.acting import ask, at_once, once, sent
from frontoffice.cases.views.answering import answered
from frontoffice.cases.views.choices import topic_choices
from frontoffice.cases.views.showing import case_of, seen_by
from frontoffice.cases.views.working import asked_or_sent
from frontoffice.foundation.refusals import BadInput


class NoSuchNumber(BadInput):
    message = gettext_lazy("There is no case with this number that you can see.")


@needs("cases.link_cases")
@asked_or_sent
def link(request: ActingRequest, reference: str) -> HttpResponse:
    """How the case stands to another."""
    case = case_of(request, reference)
    form = LinkCaseForm(sent(request), initial={"kind": LinkKind.RELATED})

    def act(given: dict[str, Any]) -> None:
        once(linking_cases.link_cases, given["idempotency_key"])(
            case=case,
            to=_numbered(request, given["to"], "to"),
            kind=LinkKind(given["kind"]),
            by=request.actor,
            at=request.at,
        )

    heading = _("Link to another case")
    return answered(request, case, form, act, kind="link_case", heading=heading, said=_("Linked."))


@needs("cases.end_link")
@require_POST
def unlink(request: ActingRequest, reference: str) -> HttpResponse:
    """Take a link away."""
    case = case_of(request, reference)

    def act() -> None:
        link = find(CaseLink, request.POST.get("link", ""), by=request.actor, at=request.at)
        linking_cases.end_link(link=link, by=request.actor, at=request.at)

    return at_once(request, case, act, _("The link is taken away."))


@needs("cases.merge")
@asked_or_sent
def merge(request: ActingRequest, reference: str) -> HttpResponse:
    """First what would happen, then merging."""
    case = case_of(request, reference)
    form, heading = MergeForm(sent(request)), _("Merge into another case")
    if request.method == "POST" and request.POST.get("step") == "look" and form.is_valid():
        try:
            into = _numbered(request, form.cleaned_data["into"], "into")
            preview = preview_of_merge(case, into) if into.pk != case.pk else None
            if preview is None:
                form.add_error("into", str(merging.MergeIntoItself()))
        except NoSuchNumber as refusal:
            form.add_error("into", str(refusal))
            preview = None
        status = 200 if preview is not None else 422
        return ask(request, case, form, kind="merge", heading=heading, status=status, preview=preview)

    def act(given: dict[str, Any]) -> None:
        once(merging.merge, given["idempotency_key"])(
            case=case,
            into=_numbered(request, given["into"], "into"),
            reason=given["reason"],
            by=request.actor,
            at=request.at,
        )

    return answered(request, case, form, act, kind="merge", heading=heading, said=_("Merged."))


@needs("cases.undo_merge")
@asked_or_sent
def undo_merge(request: ActingRequest, reference: str, merge: str) -> HttpResponse:
    """A wrong merge is split off again."""
    case = case_of(request, reference)
    wrong, form = find(Merge, merge, by=request.actor, at=request.at), UndoMergeForm(sent(request))
    if case.pk not in {wrong.merged_id, wrong.survivor_id}:
        raise Http404

    def act(given: dict[str, Any]) -> None:
        once(merging.undo_merge, given["idempotency_key"])(
            merge=wrong, reason=given["reason"], by=request.actor, at=request.at
        )

    heading = _("Split %(number)s off again") % {"number": wrong.merged.number}
    said = _("A case of its own again.")
    return answered(request, case, form, act, kind="undo_merge", heading=heading, said=said)


@needs("cases.split")
@asked_or_sent
def split(request: ActingRequest, reference: str) -> HttpResponse:
    """Part of what was said becomes a case of its own."""
    case = case_of(request, reference)
    posts = posts_to_split(case)
    choices = [(post.reference, f"{post.at:%b %d, %Y}: {post.text[:160]}") for post in posts]
    form = SplitForm(sent(request), posts=choices, topics=topic_choices())

    def act(given: dict[str, Any]) -> None:
        chosen = set(given["posts"])
        once(splitting.split, given["idempotency_key"])(
            case=case,
            posts=[post for post in posts if post.reference in chosen],
            topic=given["topic"],
            subject=given["subject"],
            reason=given["reason"],
            by=request.actor,
            at=request.at,
        )

    heading = _("Split the case")
    return answered(
        request, case, form, act, kind="split", heading=heading, said=_("Split."), few=len(posts) < 2
    )


def _numbered(request: ActingRequest, text: str, field: str) -> Case:
    """The case that was typed, among those that the viewer sees."""
    found = exactly(text, seen=seen_by(request))
    if found is None:
        raise NoSuchNumber(field=field)
    return found
