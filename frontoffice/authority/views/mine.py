"""One's own sign-in: password, second factor, where one is signed in."""

from typing import Any, cast

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as library
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontoffice.authority.events import SignInEnded
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Identity, SignIn, Token, User
from frontoffice.authority.signing_in import factors, sessions
from frontoffice.authority.signing_in.factors import FactorAdapter
from frontoffice.foundation.events import announce

OTHERS = "others"


@needs()
def page(request: ActingRequest) -> HttpResponse:
    """How this person signs in, and where they are signed in now."""
    user = cast(User, request.user)
    held = list(Authenticator.objects.filter(user_id=user.pk).order_by("pk")) if factors.offered() else []
    app = next((one for one in held if one.type == Authenticator.Type.TOTP), None)
    passkeys = [one.wrap() for one in held if one.type == Authenticator.Type.WEBAUTHN]
    codes = next((one.wrap() for one in held if one.type == Authenticator.Type.RECOVERY_CODES), None)
    return render(
        request,
        "authority/my_sign_in.html",
        {
            "app": app,
            "passkeys": passkeys,
            "codes_left": len(codes.get_unused_codes()) if codes is not None else None,
            "has_factor": app is not None or bool(passkeys),
            "offered": factors.offered(),
            "required": factors.required(),
            "has_password": user.has_usable_password(),
            "identity": Identity.objects.filter(user=user, released_at=None).first(),
            "sign_ins": list(sessions.open_of(user, at=request.at)),
            "this": sessions.this(request),
            "tokens": Token.objects.filter(
                actor=request.actor, revoked_at=None, expires_at__gt=request.at
            ).order_by("-pk"),
        },
    )


@needs()
@require_POST
def end(request: ActingRequest) -> HttpResponse:
    """End one other sign-in of one's own, or all of them."""
    user, here = cast(User, request.user), sessions.this(request)
    rows = SignIn.objects.filter(user=user, ended_at__isnull=True).exclude(pk=here)
    wanted = request.POST.get("sign_in", "")
    if wanted != OTHERS:
        rows = rows.filter(reference=get_object_or_404(rows, reference=wanted).reference)
    with transaction.atomic():
        for row in rows:
            announce(SignInEnded(sign_in_id=row.pk), about=row, by=request.actor, at=request.at)
        ended = rows.update(ended_at=request.at, ended_by=request.actor)
    messages.success(
        request,
        _("Ended. Whoever holds that browser has to sign in again.") if ended else _("There was no other."),
    )
    return redirect("my_sign_in")


def remove_passkey(request: Any, pk: int) -> HttpResponseBase:
    """Remove a passkey; not the last factor where one is required, which the library would let go."""
    held = Authenticator.objects.filter(
        user_id=request.user.pk, type=Authenticator.Type.WEBAUTHN, pk=pk
    ).first()
    if held is None:
        raise Http404
    if not FactorAdapter().can_delete_authenticator(held):
        messages.error(
            request, _("This is your only second factor, and one is required. Add another one first.")
        )
        return redirect(reverse("my_sign_in"))
    return cast(HttpResponseBase, library.remove_webauthn(request, pk=pk))
