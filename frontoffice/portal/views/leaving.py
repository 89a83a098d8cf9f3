"""Leaving a shared computer: the next person at this browser sees nothing of the last one (ACC-17)."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontoffice.authority.guarding import public
from frontoffice.authority.middleware import COOKIE


@public
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget in this browser who the visitor was; what was asked stays on record and can be found by its code."""
    logout(request)
    messages.success(request, _("Done. Nothing of yours can be seen on this computer any more."))
    answer = redirect("portal:home")
    answer.delete_cookie(COOKIE, samesite="Lax")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer
