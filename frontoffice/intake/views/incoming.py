"""What came in: the list by what became of it, first what needs a person; and how the mailboxes are."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.correspondence.queries import page_of
from frontoffice.foundation.ui.navigation import NavItem
from frontoffice.intake.models import Disposition, State
from frontoffice.intake.permissions import SEES_INCOMING, SET_UP
from frontoffice.intake.queries import mails
from frontoffice.intake.views.frame import badge

ON_A_PAGE = 25


@dataclass(frozen=True)
class Show:
    """One way to look at what came in."""

    name: str
    label: Promise
    state: str = ""
    dispositions: tuple[str, ...] = ()


SHOWS = (
    Show("", _("Needs a person"), state=State.HELD),
    Show("all", _("All")),
    Show("cases", _("On cases"), dispositions=(Disposition.OPENED, Disposition.JOINED)),
    Show("automatic", _("Automatic replies"), dispositions=(Disposition.AUTOMATIC,)),
    Show("bounces", _("Came back"), dispositions=(Disposition.BOUNCE,)),
    Show(
        "aside",
        _("Set aside, again, our own"),
        dispositions=(Disposition.SET_ASIDE, Disposition.DUPLICATE, Disposition.OWN),
    ),
)


@needs(*SEES_INCOMING)
def incoming(request: ActingRequest) -> HttpResponse:
    """Mails, newest first, by what became of them."""
    wanted = request.GET.get("show", "")
    show = next((one for one in SHOWS if one.name == wanted), SHOWS[0])
    seen = mails.incoming_visible_to(by=request.actor, at=request.at)
    held = mails.waiting(seen).get(State.HELD, 0)
    page = page_of(
        mails.listed(seen, state=show.state, dispositions=show.dispositions),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        most=ON_A_PAGE,
    )
    troubled = (
        mails.mailboxes_visible_to(by=request.actor, at=request.at).filter(active=True).exclude(error="")
    )
    context = {
        "show": show,
        "tabs": [
            NavItem(
                label=str(one.label),
                url=_address(one),
                current=one == show,
                count=held if one.state == State.HELD else None,
            )
            for one in SHOWS
        ],
        "rows": [(row, *badge(row)) for row in page.rows],
        "troubled": list(troubled[:10]),
        "may_set_up": SET_UP in request.powers,
        "older": _address(show, after=page.older) if page.older else "",
        "newer": _address(show, before=page.newer) if page.newer else "",
    }
    return render(request, "intake/incoming.html", context)


def _address(show: Show, **more: str) -> str:
    told = ({"show": show.name} if show.name else {}) | more
    return f"?{urlencode(told)}" if told else "."
