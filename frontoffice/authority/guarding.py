"""What a URL asks of its visitor. Each view names it, and a test proves that none is left open."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from frontoffice.authority.auditing.watching import READS
from frontoffice.authority.middleware import ActingRequest, elsewhere, to_sign_in
from frontoffice.authority.signing_in.confirming import confirmed

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
PUBLIC = "public"


class Lacking(PermissionDenied):
    """The page takes one of these powers; the 403 page says why the visitor has none of them, and who has."""

    def __init__(self, powers: tuple[str, ...]) -> None:
        super().__init__(" ".join(powers))
        self.powers = powers


def public(view: View) -> View:
    """Anybody may open this page; the list of such URLs is kept by a test."""
    view.power = PUBLIC  # type: ignore[attr-defined]
    return view


def unattended(view: View) -> View:
    """A page asks for this by itself, now and then: that does not keep the session of an empty chair open.

    Put it above the decorator that guards the view.
    """
    view.unattended = True  # type: ignore[attr-defined]
    return view


def needs(*powers: str) -> Callable[[View], View]:
    """Only staff who hold one of these powers open this page; others are asked to sign in, or told why not."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.staff_member:
                return to_sign_in(request)
            if powers and not request.powers.intersection(powers):
                _reads_only(request, powers)
            return view(request, *args, **kwargs)

        guarded.power = powers  # type: ignore[attr-defined]
        return cast(View, guarded)

    return declare


def _reads_only(request: ActingRequest, powers: tuple[str, ...]) -> None:
    """An auditor reads screens of others' work, on record, and sends no form of theirs. Raises PermissionDenied."""
    if request.method not in {"GET", "HEAD"} or READS not in request.powers:
        raise Lacking(powers)
    from frontoffice.authority.actions.reading_audit import read_screen

    found = request.resolver_match
    read_screen(screen=(found.route if found is not None else "")[:100], by=request.actor, at=request.at)


def fresh(view: View) -> View:
    """Only shortly after signing in, or showing again that it is you: for changing powers, tokens and factors.

    Put it below the decorator that guards the view. What was sent too late has to be sent again: nothing that a
    stranger typed at an open desk goes through when its owner comes back.
    """

    @wraps(view)
    def asked(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if confirmed(request, at=request.at):
            return view(request, *args, **kwargs)
        if request.method not in {"GET", "HEAD"}:
            messages.info(request, _("Nothing was done yet. Confirm that it is you, then send it again."))
        back = urlencode({"next": request.path})
        return elsewhere(request, f"{reverse('account_reauthenticate')}?{back}")

    asked.fresh = True  # type: ignore[attr-defined]
    return cast(View, asked)
