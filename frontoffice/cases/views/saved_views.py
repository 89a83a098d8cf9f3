"""Lists that are kept: made and changed with the builder, put in order, taken out and taken back."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.cases.actions import keeping_views
from frontoffice.cases.condition_forms import typed
from frontoffice.cases.conditions import trees
from frontoffice.cases.conditions.fields import Fields
from frontoffice.cases.conditions.trees import Tree
from frontoffice.cases.conditions.wording import said
from frontoffice.cases.forms_views import ViewForm
from frontoffice.cases.models import SavedView
from frontoffice.cases.models.saved_views import Order, Whose
from frontoffice.cases.queries.conditions import fields_now
from frontoffice.cases.queries.saved_views import USUAL, read, views_of
from frontoffice.cases.views.acting import once, sent, wrong
from frontoffice.cases.views.builder import builder, changed, choices_for, part_of
from frontoffice.cases.views.showing import desk, is_part
from frontoffice.cases.views.viewing import member_of
from frontoffice.cases.views.working import asked_or_sent
from frontoffice.foundation.refusals import Refused
from frontoffice.foundation.ui.toasts import toast

SHARING = "cases.share_view"


def view_of(request: ActingRequest, reference: str) -> SavedView:
    """The saved list of that reference, if the viewer finds it. Raises NotFound."""
    found: SavedView = find(SavedView, reference, by=request.actor, at=request.at)
    return found


def may_change(request: ActingRequest, view: SavedView) -> bool:
    """Whether to offer it: the action decides."""
    if view.whose == Whose.MINE:
        return view.owner_id == member_of(request).pk
    return SHARING in request.powers


@needs("cases.keep_view")
@require_safe
def lists(request: ActingRequest) -> HttpResponse:
    """All that one finds, in order, with what each asks."""
    views, fields = views_of(member_of(request)), fields_now()
    found = [read(view, fields) for view in views]
    every = Tree(tests=tuple(test for one in found for test in one.tree.every_test())[:30])
    options = choices_for(every, fields, request.at)
    rows = [
        (view, said(one.tree, fields, options), bool(one.wrong or one.gone), may_change(request, view))
        for view, one in zip(views, found, strict=True)
    ]
    return render(request, "cases/lists.html", {"rows": rows, **desk(request, "main")})


@needs("cases.keep_view")
@asked_or_sent
def new(request: ActingRequest) -> HttpResponse:
    """A list from conditions; `from` names one to begin with."""
    begun = view_of(request, request.GET["from"]) if request.GET.get("from") else None
    return _edit(request, None, begun)


@needs("cases.keep_view")
@asked_or_sent
def change(request: ActingRequest, reference: str) -> HttpResponse:
    """Another name, other conditions, columns, order."""
    view = view_of(request, reference)
    if not may_change(request, view):
        return redirect(f"{reverse('cases:new_view')}?from={view.reference}")
    return _edit(request, view, view)


def _edit(request: ActingRequest, view: SavedView | None, begun: SavedView | None) -> HttpResponse:
    fields = fields_now()
    given = typed(request.POST, fields) if request.method == "POST" else _begun(request, begun)
    if is_part(request):
        return render(request, part_of(request), builder(request, given, fields))
    form, status, strict = _form(request, begun, fields, view), 200, False
    if request.method == "POST" and not changed(request.POST):
        status, strict = 422, True
        if form.is_valid():
            try:
                kept = _keep(request, form, given, view)
                messages.success(request, _("The list is kept."))
                return redirect("cases:list", kept.reference)
            except Refused as refusal:
                status = wrong(form, refusal)
    context = {
        "form": form,
        "view": view,
        "strict": strict,
        **builder(request, given, fields, strict=strict),
        **desk(request, "main"),
    }
    return render(request, "cases/list_form.html", context, status=status)


def _begun(request: ActingRequest, begun: SavedView | None) -> Tree:
    if begun is not None:
        return trees.read(begun.conditions) or Tree()
    return Tree(tests=(trees.Test(field="status", op="is_not", values=("resolved",)),))


def _form(
    request: ActingRequest, begun: SavedView | None, fields: Fields, view: SavedView | None
) -> ViewForm:
    initial: dict[str, Any] = {"whose": Whose.MINE, "order": Order.DUE, "columns": USUAL}
    if begun is not None:
        initial = {"name": begun.name, "order": begun.order, "columns": begun.columns, "whose": begun.whose}
    if begun is not None and view is None:
        initial |= {"name": _("%(name)s (mine)") % {"name": begun.name}, "whose": Whose.MINE}
    pressed = sent(request) if request.method == "POST" and not changed(request.POST) else None
    if pressed is None and request.method == "POST":
        post = request.POST
        initial = {key: post.get(key, "") for key in ("name", "order", "whose")}
        initial["columns"] = post.getlist("columns")
    columns = [(field.path, field.label) for field in fields.values()]
    return ViewForm(pressed, columns=columns, may_share=SHARING in request.powers, initial=initial)


def _keep(request: ActingRequest, form: ViewForm, tree: Tree, view: SavedView | None) -> SavedView:
    given = form.cleaned_data
    words: dict[str, Any] = {
        "name": given["name"],
        "conditions": json.dumps(trees.kept(tree)),
        "columns": given["columns"],
        "order": Order(given["order"]),
        "view": view,
    }
    whose = Whose(given.get("whose") or Whose.MINE)
    key = given["idempotency_key"]
    if whose == Whose.MINE and (view is None or view.whose == Whose.MINE):
        made = once(keeping_views.keep_view, key)(**words, by=request.actor, at=request.at)
    else:
        made = once(keeping_views.share_view, key)(**words, whose=whose, by=request.actor, at=request.at)
    return made  # type: ignore[no-any-return]


@needs("cases.end_view")
@require_POST
def end(request: ActingRequest, reference: str) -> HttpResponse:
    """Out of the side; the way back is offered."""
    view = view_of(request, reference)
    act = keeping_views.end_view if view.whose == Whose.MINE else keeping_views.unshare_view
    try:
        act(view=view, by=request.actor, at=request.at)
    except Refused as refusal:
        messages.error(request, in_full(refusal))
        return redirect("cases:lists")
    toast(
        request,
        _("“%(name)s” is taken out.") % {"name": view.name},
        undo=reverse("cases:view_back", args=[view.reference]),
    )
    return redirect("cases:lists")


@needs("cases.keep_view")
@require_POST
def back(request: ActingRequest, reference: str) -> HttpResponse:
    """It is there again, as it was."""
    view = view_of(request, reference)
    words: dict[str, Any] = {
        "name": view.name,
        "conditions": json.dumps(view.conditions),
        "columns": view.columns,
        "order": Order(view.order),
        "view": view,
    }
    try:
        if view.whose == Whose.MINE:
            keeping_views.keep_view(**words, by=request.actor, at=request.at)
        else:
            keeping_views.share_view(**words, whose=Whose(view.whose), by=request.actor, at=request.at)
        messages.success(request, _("It is there again."))
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return redirect("cases:lists")


@needs("cases.place_view")
@require_POST
def place(request: ActingRequest, reference: str) -> HttpResponse:
    """One place up or down."""
    view, way = view_of(request, reference), request.POST.get("way", "")
    if way not in {"up", "down"}:
        raise Http404
    act = keeping_views.place_view if view.whose == Whose.MINE else keeping_views.place_shared_view
    try:
        act(view=view, up=way == "up", by=request.actor, at=request.at)
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return redirect("cases:lists")
