"""The inbox: what waits for a decision, one ask beside the list with the facts needed to decide, and what came back."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Approval
from frontoffice.authority.signatures import find
from frontoffice.authority.views.deciding import Move, MoveForm, carry_out
from frontoffice.authority.views.showing import listed, shown
from frontoffice.authority.views.wishes import Wish
from frontoffice.foundation.refusals import BadInput, NotFound, Refused

# Who may decide, and whoever may ask for something at all.
OPEN_TO = ("authority.approve", "authority.decline", "authority.withdraw")


@needs(*OPEN_TO)
def inbox(request: ActingRequest) -> HttpResponse:
    """A list of asks; the first one stands open beside it, a phone shows the list."""
    wish = Wish.of(request)
    context = listed(request, wish)
    first = context["rows"][0].approval if context["rows"] else None
    if first is not None:
        context |= shown(request, first, wish)
    return render(request, "authority/approvals.html", context | {"show_pane": "queue"})


@needs(*OPEN_TO)
def one(request: ActingRequest, reference: str) -> HttpResponse:
    """One ask: what would happen, who asked, what was said about it; decide it here."""
    wish = Wish.of(request)
    try:
        approval: Approval = find(Approval, reference, by=request.actor, at=request.at)
    except (NotFound, BadInput):
        raise Http404 from None
    form = MoveForm(request.POST) if request.method == "POST" else MoveForm()
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            goes_on = carry_out(request, approval, form)
        except Refused as refusal:
            refused = str(refusal)
            approval.refresh_from_db()
        else:
            return redirect(wish.address() if goes_on else wish.address(approval.reference))
    move = Move.of(form["decision"].value() or request.GET.get("do", ""))
    context = listed(request, wish, open_now=approval)
    context |= shown(request, approval, wish, move=move, refused=refused, form=form)
    return render(request, "authority/approvals.html", context, status=409 if refused else 200)
