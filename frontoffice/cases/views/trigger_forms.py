"""Writing a trigger: when, of which cases, and what is done, on one page that works without a script."""

import json
import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.cases.actions import keeping_triggers
from frontoffice.cases.condition_forms import typed
from frontoffice.cases.conditions import trees
from frontoffice.cases.conditions.trees import Tree
from frontoffice.cases.forms_many import ManyForm
from frontoffice.cases.forms_triggers import TriggerForm
from frontoffice.cases.many import ACTS, ManyAct, act_of
from frontoffice.cases.models import Trigger, TriggerOn, TriggerVersion
from frontoffice.cases.queries.conditions import fields_now, offered
from frontoffice.cases.views.acting import once, wrong
from frontoffice.cases.views.builder import builder, changed, part_of
from frontoffice.cases.views.many import choices_of_act, given_of
from frontoffice.cases.views.showing import desk, is_part
from frontoffice.cases.views.working import asked_or_sent
from frontoffice.foundation.refusals import Refused

_ACT = re.compile(r"a(\d)\.act")


@needs("cases.draft_trigger")
@asked_or_sent
def new(request: ActingRequest) -> HttpResponse:
    """A trigger that there is not yet."""
    return _edit(request, None, None)


@needs("cases.draft_trigger")
@asked_or_sent
def change(request: ActingRequest, reference: str) -> HttpResponse:
    """Its draft; where there is none, what counts now, as the beginning of the next version."""
    trigger = trigger_of(request, reference)
    draft = trigger.versions.filter(published_at__isnull=True).select_related("unit").first()
    return _edit(request, trigger, draft or trigger.current)


def trigger_of(request: ActingRequest, reference: str) -> Trigger:
    found: Trigger = find(Trigger, reference, by=request.actor, at=request.at)
    return found


def _edit(request: ActingRequest, trigger: Trigger | None, version: TriggerVersion | None) -> HttpResponse:
    fields, post = fields_now(), request.POST
    pressed = request.method == "POST"
    begun = (trees.read(version.conditions) if version is not None else None) or Tree()
    tree = typed(post, fields) if pressed else begun
    if is_part(request):
        return render(request, part_of(request), builder(request, tree, fields, stands=False))
    keeping = pressed and not changed(post)
    form = _form(request, trigger, version, bind=keeping)
    acts = _acts(request, version, bind=keeping)
    status = 200
    if keeping:
        status = 422
        if form.is_valid() and all(one.is_valid() for _act, one in acts):
            try:
                made = _keep(request, form, tree, acts)
                messages.success(
                    request, _("The draft is kept. Nothing is done by it before it is published.")
                )
                return redirect("cases:trigger", made.trigger.reference)
            except Refused as refusal:
                status = wrong(form, refusal)
    context = {
        "form": form,
        "trigger": trigger,
        "act_rows": [(place, act, one) for place, (act, one) in enumerate(acts)],
        "all_acts": [act for act in ACTS.values() if act.by_triggers],
        **builder(request, tree, fields, stands=False, strict=keeping),
        **desk(request, "main"),
    }
    return render(request, "cases/trigger_form.html", context, status=status)


def _form(
    request: ActingRequest, trigger: Trigger | None, version: TriggerVersion | None, *, bind: bool
) -> TriggerForm:
    units = offered(["units"], languages=[], at=request.at)["units"]
    initial: dict[str, Any] = {"on": TriggerOn.OPENED, "name": trigger.name if trigger is not None else ""}
    if version is not None:
        initial |= {"on": version.on, "days": version.days, "unit": version.unit.code if version.unit else ""}
    if request.method == "POST":
        initial |= {key: request.POST.get(key, "") for key in ("name", "on", "days", "unit")}
    data = request.POST if bind else None
    return TriggerForm(data, units=units, named=trigger is not None, initial=initial)


def _acts(
    request: ActingRequest, version: TriggerVersion | None, *, bind: bool
) -> list[tuple[ManyAct, ManyForm]]:
    """The acts as they are typed, with what the pressed button changes."""
    post = request.POST
    if request.method != "POST":
        kept = version.acts if version is not None else []
        found = [(act, one["given"]) for one in kept if (act := act_of(one["act"])) is not None]
        return [
            (act, _act_form(request, act, place, None, given)) for place, (act, given) in enumerate(found)
        ]
    places = sorted(int(match[1]) for key in post if (match := _ACT.fullmatch(key)))
    rows = [(place, act_of(post.get(f"a{place}.act", ""))) for place in places]
    change = post.get("change", "")
    typed_in = [(p, act) for p, act in rows if act is not None and change != f"act:{p}"]
    acts = [
        (act, _act_form(request, act, new_place, post if bind else None, _typed(post, act, place)))
        for new_place, (place, act) in enumerate(typed_in)
    ]
    added = act_of(post.get("add.act", "")) if change == "act" else None
    if added is not None and added.by_triggers and len(acts) < keeping_triggers.MOST_ACTS:
        acts.append((added, _act_form(request, added, len(acts), None, {})))
    return acts


def _typed(post: QueryDict, act: ManyAct, place: int) -> dict[str, str]:
    return {name: post.get(f"a{place}-{name}", "") for name in act.asks}


def _act_form(
    request: ActingRequest, act: ManyAct, place: int, data: QueryDict | None, given: dict[str, Any]
) -> ManyForm:
    return ManyForm(
        data,
        act=act,
        choices=choices_of_act(request, act),
        prefix=f"a{place}",
        initial={key: value for key, value in given.items() if value},
    )


def _keep(
    request: ActingRequest, form: TriggerForm, tree: Tree, acts: list[tuple[ManyAct, ManyForm]]
) -> TriggerVersion:
    given = form.cleaned_data
    said = [{"act": act.code, "given": given_of(act, one)} for act, one in acts]
    made: TriggerVersion = once(keeping_triggers.draft_trigger, given["idempotency_key"])(
        name=given["name"],
        on=TriggerOn(given["on"]),
        conditions=json.dumps(trees.kept(tree)),
        acts=json.dumps(said),
        days=given["days"] or 0,
        unit=given["unit"],
        by=request.actor,
        at=request.at,
    )
    return made
