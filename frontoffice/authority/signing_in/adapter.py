"""Signing in is for staff with a post: nobody opens an account here, and a post that ended no longer signs in."""

from datetime import datetime
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontoffice.authority.events import SignedIn
from frontoffice.authority.models import Identity, Refusal, SignInMethod, StaffMember, User
from frontoffice.authority.signing_in import confirming, devices, guessing, sessions
from frontoffice.foundation import clock, rate_limits
from frontoffice.foundation.events import announce

# In the session: what signs out at the agency's sign-in service, while signed in and just after.
PROVIDER_TOKEN, PROVIDER_SIGNED_OUT = "provider_token", "provider_signed_out"
TOO_MANY = gettext_lazy(
    "Too many wrong passwords under this name. Wait a quarter of an hour, use a computer on which you signed in"
    " before, sign in with a passkey, or ask your supervisor for a code."
)
TOO_MANY_CODES = gettext_lazy("Too many wrong codes under this name. Wait a quarter of an hour.")


class StaffOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Closed to sign-up: staff are appointed, customers need no account (INQ-11)."""

    error_messages = {**DefaultAccountAdapter.error_messages, "too_many_login_attempts": TOO_MANY}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return "/desk/"

    def is_safe_url(self, url: str | None) -> Any:
        # Only ways within this site: an address with a host of its own never gets the signed-in visitor.
        return (
            bool(url)
            and str(url).startswith("/")
            and not str(url).startswith("//")
            and super().is_safe_url(url)
        )

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at (signing_in/guessing.py)."""
        self._try = guessing.begin(
            str(credentials.get("username", "")),
            network=rate_limits.network_of(request.META.get("REMOTE_ADDR", "")),
            browser=devices.of(request),
            at=_now(request),
        )
        if not self._try.allowed:
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        if user is not None:
            self._try.was_right()
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        _refused(str(credentials.get("username", "")), "wrong_password", _now(request))

    def pre_login(self, request: HttpRequest, user: User, **given: Any) -> HttpResponse | None:
        if not has_post(user, at=_now(request)):
            clear_login(request)
            return cast(HttpResponse, self.respond_user_inactive(request, user))
        return cast("HttpResponse | None", super().pre_login(request, user, **given))

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        note_sign_in(request, user, at=_now(request))

    def logout(self, request: HttpRequest) -> None:
        """Signing out ends the row too, and remembers for one page what signs out at the sign-in service."""
        token = request.session.get(PROVIDER_TOKEN)
        sessions.close_this(request, at=_now(request))
        super().logout(request)
        if token:
            request.session[PROVIDER_SIGNED_OUT] = token

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("signed_out") if request.session.get(PROVIDER_TOKEN) else "/"

    def get_login_stages(self) -> list[str]:
        ours = "frontoffice.authority.signing_in.factors.FactorStage"
        stages: list[str] = super().get_login_stages()
        return [ours if stage.endswith("stages.AuthenticateStage") else stage for stage in stages]

    def post_login(self, request: HttpRequest, user: User, **given: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **given)
        devices.remember(request, response, user.get_username())
        return response

    def set_password(self, user: User, password: str) -> None:
        """With a new password the other sign-ins are over; Django ends their sessions, we their rows."""
        super().set_password(user, password)
        request = context.request
        sessions.close(user, by=None, at=_now(request), but=sessions.this(request))

    def is_reauthentication_required(self, *, app: str, **_given: Any) -> bool:
        """A sign-in is confirmation too, for a while; the library would ask again at once."""
        request = context.request
        return not confirming.confirmed(request, at=_now(request))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        # Passkeys first: nothing to type, and nothing to type into the wrong page.
        found.sort(key=lambda one: "webauthn" not in one["id"])
        if user.is_authenticated and Identity.objects.filter(user=user, released_at__isnull=True).exists():
            found.append(
                {
                    "id": "provider",
                    "description": _("Sign in there once more"),
                    "url": reverse("provider_confirm"),
                }
            )
        return found

    def send_notification_mail(self, *_given: Any, **_named: Any) -> None:
        """Staff have no address here; their own page shows what changed, and events keep it."""


def has_post(user: User, *, at: datetime) -> bool:
    """Whether this person, or program, has a post now, or one that begins later."""
    ended = StaffMember.objects.filter(user=user, until__lte=at)
    return user.is_active and StaffMember.objects.filter(user=user).exclude(pk__in=ended).exists()


def note_sign_in(request: HttpRequest, user: User, *, at: datetime) -> None:
    """The session is a row from now on, and the sign-in an event."""
    records = get_authentication_records(request, user)
    method, second_factor = sessions.described(records)
    member = StaffMember.objects.select_related("actor").filter(user=user).first()
    if method != SignInMethod.PROVIDER:
        request.session.pop(PROVIDER_TOKEN, None)
    with transaction.atomic():
        made = sessions.begin(request, user, method=method, second_factor=second_factor, at=at)
        request.session[confirming.SIGNED_IN] = at.timestamp()
        if member is not None:
            happened = SignedIn(sign_in_id=made.pk, method=method.value, second_factor=second_factor)
            announce(happened, about=[made, member], by=member.actor, at=at)


def _refused(name: str, code: str, at: datetime) -> None:
    """Wrong passwords under a name that somebody has are on record with the other refusals (REC-5)."""
    member = StaffMember.objects.filter(user__username__iexact=name).first()
    if member is not None:
        Refusal.objects.create(
            action="authority.sign_in", by_id=member.actor_id, code=code, part="session", at=at
        )


def _now(request: HttpRequest) -> datetime:
    return getattr(request, "at", None) or clock.now()
