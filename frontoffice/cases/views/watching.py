"""Watching: from the page of a case, and the page of all that one watches."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.cases.actions import watching
from frontoffice.cases.forms import Keyed
from frontoffice.cases.models import Watch
from frontoffice.cases.permissions import WORKING
from frontoffice.cases.queries.watching import watched_by, watchers_of
from frontoffice.cases.views.acting import at_once, sent, wrong
from frontoffice.cases.views.choices import topic_choices
from frontoffice.cases.views.showing import case_of, desk, member_of
from frontoffice.cases.views.working import asked_or_sent
from frontoffice.foundation.refusals import Refused


class WatchTopicForm(Keyed):
    topic = forms.ChoiceField(label=gettext_lazy("Topic"))


@needs("cases.watch", "cases.stop_watching")
@require_POST
def watch(request: ActingRequest, reference: str) -> HttpResponse:
    """Watch the case, or no more."""
    case = case_of(request, reference)
    own = next((one for one in watchers_of(case) if one.member.actor_id == request.actor.pk), None)

    def act() -> None:
        if request.POST.get("do") == "stop":
            if own is None:
                raise watching.NotWatching
            watching.stop_watching(watch=own, by=request.actor, at=request.at)
        else:
            watching.watch(case=case, by=request.actor, at=request.at)

    stops = request.POST.get("do") == "stop"
    return at_once(request, case, act, _("You hear no more of it.") if stops else _("You hear of it now."))


@needs(*WORKING)
@asked_or_sent
def watched(request: ActingRequest) -> HttpResponse:
    """All that one watches, and the form to watch a topic."""
    form, status = WatchTopicForm(sent(request)), 200
    form.fields["topic"].choices = [("", ""), *topic_choices()]  # type: ignore[attr-defined]
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                watching.watch_topic(topic=form.cleaned_data["topic"], by=request.actor, at=request.at)
                messages.success(request, _("You hear of its cases now."))
                return redirect("cases:watching")
            except Refused as refusal:
                status = wrong(form, refusal)
    context = {"rows": watched_by(member_of(request)), "form": form, **desk(request, "main")}
    return render(request, "cases/watching.html", context, status=status)


@needs("cases.stop_watching")
@require_POST
def stop(request: ActingRequest, reference: str) -> HttpResponse:
    """No more of this one."""
    own = find(Watch, reference, by=request.actor, at=request.at)
    try:
        watching.stop_watching(watch=own, by=request.actor, at=request.at)
        messages.success(request, _("You hear no more of it."))
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return redirect("cases:watching")
