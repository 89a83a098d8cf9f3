"""The tree of topics, for whoever sets it up: each with its unit, standard and names, moved, retired, offered again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.cases.actions import keeping_topics, tending_topics
from frontoffice.cases.forms_topics import MoveTopicForm, StandardForm, TopicForm
from frontoffice.cases.models import CaseType, Topic
from frontoffice.cases.permissions import WORKING
from frontoffice.cases.queries import topic_tree
from frontoffice.cases.queries.topic_tree import MANY, Branch
from frontoffice.cases.topic_uses import uses_of
from frontoffice.cases.views.acting import once, sent, wrong
from frontoffice.cases.views.showing import desk
from frontoffice.cases.views.working import asked_or_sent
from frontoffice.foundation.models import Unit
from frontoffice.foundation.refusals import Refused

DEFINE, MOVE = "cases.define_topic", "cases.move_topic"


@needs(*WORKING)
@require_safe
def topics(request: ActingRequest) -> HttpResponse:
    """The whole tree, retired topics too."""
    return render(request, "cases/topics.html", {"branches": topic_tree.tree(), **desk(request, "main")})


@needs(*WORKING)
@asked_or_sent
def topic(request: ActingRequest, code: str = "") -> HttpResponse:
    """What a topic is and what hangs on it; and, for whoever may set it up, its form. Without a code a new one."""
    shown = _topic(code) if code else None
    branches = topic_tree.tree()
    form, status = (_form(request, shown, branches) if DEFINE in request.powers else None), 200
    if shown is None and form is None:
        raise Http404
    if request.method == "POST" and form is not None:
        status = 422
        if form.is_valid():
            try:
                kept = _kept(request, form, shown)
                messages.success(request, _("“%(name)s” is kept.") % {"name": kept.name})
                return redirect("cases:one_topic", kept.code)
            except Refused as refusal:
                status = wrong(form, refusal)
    context = {"topic": shown, "form": form, **_around(request, shown, branches)}
    return render(request, "cases/topic.html", context, status=status)


@needs(MOVE)
@require_POST
def move(request: ActingRequest, code: str) -> HttpResponse:
    """With all that stands under it."""
    shown = _topic(code)
    form = MoveTopicForm(request.POST, places=topic_tree.places(topic_tree.tree(), shown))
    if not form.is_valid():
        messages.error(request, _("It can't stand there."))
        return redirect("cases:one_topic", code)
    given = form.cleaned_data
    act = once(tending_topics.move_topic, given["idempotency_key"])
    return _done(request, code, act, _("Moved."), under=given["under"])


@needs("cases.set_standard")
@require_POST
def standard(request: ActingRequest, code: str) -> HttpResponse:
    """Of one priority, where it differs from the topic's own."""
    form = StandardForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Days are a number from 1 to 365."))
        return redirect("cases:one_topic", code)
    given = form.cleaned_data
    act = once(keeping_topics.set_standard, given["idempotency_key"])
    days = {"service_days": given["service_days"] or 0, "first_answer_days": given["first_answer_days"]}
    return _done(request, code, act, _("The standard is kept."), priority=given["priority"], **days)


@needs("cases.retire_topic")
@require_POST
def retire(request: ActingRequest, code: str) -> HttpResponse:
    """Nothing new on it; what hangs on it was told on its page."""
    return _done(request, code, _once(request, tending_topics.retire_topic), _("Retired."))


@needs("cases.offer_topic")
@require_POST
def offer(request: ActingRequest, code: str) -> HttpResponse:
    return _done(request, code, _once(request, tending_topics.offer_topic), _("On offer again."))


def _topic(code: str) -> Topic:
    found = topic_tree.topic_with_all(code)
    if found is None:
        raise Http404
    return found


def _form(request: ActingRequest, shown: Topic | None, branches: list[Branch]) -> TopicForm:
    units = list(Unit.objects.filter(active=True).order_by("name").values_list("code", "name"))
    types = CaseType.objects.filter(active=True, current__isnull=False).select_related("current")
    if shown is not None and not shown.unit.active:
        units.append((shown.unit.code, shown.unit.name))
    return TopicForm(
        sent(request),
        units=units,
        types=[(one.code, one.current.name) for one in types if one.current is not None],
        places=topic_tree.places(branches, None),
        topic=shown,
    )


def _kept(request: ActingRequest, form: TopicForm, shown: Topic | None) -> Topic:
    given = dict(form.cleaned_data)
    act = once(keeping_topics.define_topic, given.pop("idempotency_key"))
    if shown is not None:
        given["code"] = shown.code
    kept: Topic = act(**given, new=shown is None, by=request.actor, at=request.at)
    return kept


def _around(request: ActingRequest, shown: Topic | None, branches: list[Branch]) -> dict[str, Any]:
    """What stands beside the form: what hangs on the topic, its standards, where it can go, its history."""
    if shown is None:
        return dict(desk(request, "main"))
    open_cases = topic_tree.open_cases_of(shown)
    above = {"under": shown.parent.code if shown.parent is not None else ""}
    places = topic_tree.places(branches, shown)
    return {
        "open_cases": min(open_cases, MANY),
        "more_cases": open_cases > MANY,
        "uses": uses_of(shown),
        "standards": topic_tree.standards_of(shown),
        "moving": MoveTopicForm(places=places, initial=above) if MOVE in request.powers else None,
        "setting": StandardForm() if "cases.set_standard" in request.powers else None,
        "history": topic_tree.history(shown),
        "trail": _trail(shown, branches),
        **desk(request, "main"),
    }


def _trail(shown: Topic, branches: list[Branch]) -> list[Topic]:
    """The topics above it, the highest first."""
    by_id = {branch.topic.pk: branch.topic for branch in branches}
    found: list[Topic] = []
    here = shown.parent_id
    while here is not None:
        found.append(by_id[here])
        here = by_id[here].parent_id
    return found[::-1]


def _once(request: ActingRequest, action: Any) -> Any:
    return once(action, request.POST.get("idempotency_key", "")[:64])


def _done(request: ActingRequest, code: str, act: Any, said: str, **given: Any) -> HttpResponse:
    """Do it and show the topic again, with what was done or why not."""
    _topic(code)
    try:
        act(topic=code, **given, by=request.actor, at=request.at)
        messages.success(request, said)
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return redirect("cases:one_topic", code)
