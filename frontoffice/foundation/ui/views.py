"""What the visitor sees when a page can't be shown: a clear sentence and a way on. The kit's page is in kit.py."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403. A sentence given with the refusal is shown, or what a room above says of it in the slot `refusal`."""
    reason = str(exception) if exception and exception.args else ""
    return render(request, "403.html", {"reason": reason, "refusal": exception}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same for what does not exist and for what this viewer may not see."""
    return render(request, "404.html", status=404)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429, for views that limit how often they answer."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = "300"
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """500. No context processor runs: what failed may be the database they ask."""
    try:
        page: str = render_to_string("500.html")
    except (TemplateDoesNotExist, ValueError):  # the static files may be what is missing
        page = f"<h1>{_('Something went wrong on our side')}</h1>"
    return HttpResponse(page, status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is missing or stale; why in detail is shown to developers alone."""
    return render(request, "403_csrf.html", {"reason": reason if settings.DEBUG else ""}, status=403)
