"""Talking to a person: by telephone, at an office, in writing, with whatever help it takes."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from frontoffice.authority.guarding import public
from frontoffice.authority.middleware import ActingRequest
from frontoffice.portal import places
from frontoffice.portal.frame import page


@public
@require_safe
def talk(request: ActingRequest) -> HttpResponse:
    """Every way to a person, with who is there now."""
    offices = places.offices(at=request.at)
    return page(
        request, "talk", {"offices": offices, "someone_is_there": any(one.is_open for one in offices)}
    )
