"""The second factor: an authenticator app, passkeys, recovery codes; what the library leaves open is closed here."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from frontoffice.authority.models import User
from frontoffice.authority.signing_in import sealing
from frontoffice.authority.signing_in.sessions import described
from frontoffice.foundation.models import Agency

# A code is good for its half minute and one on either side; it is used up for all of that, and some more.
USED_SECONDS = 120
PRIMARY = ("totp", "webauthn")


def offered() -> bool:
    return bool(settings.SECOND_FACTOR != "off")


def required() -> bool:
    return bool(settings.SECOND_FACTOR == "required")


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Factors of staff: secrets sealed, names of ours, the last one kept where one is required."""

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.opened(encrypted_text)

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        return offered() and bool(super().is_mfa_enabled(user, types))

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return not (required() and is_the_last(authenticator))

    def get_totp_issuer(self) -> str:
        agency = Agency.objects.first()
        return agency.short_name or agency.name if agency is not None else "Front Office"

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}


def is_the_last(authenticator: Any) -> bool:
    """Whether its holder has no other app or passkey."""
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=PRIMARY)
    return authenticator.type in PRIMARY and not others.exclude(pk=authenticator.pk).exists()


def remove_all(user: User) -> int:
    """Take away every factor of a person; how many there were."""
    removed, _by_kind = Authenticator.objects.filter(user_id=user.pk).delete()
    return int(removed)


class FactorStage(AuthenticateStage):  # type: ignore[misc]
    """The step after the first one; left out where the agency's sign-in service did it, in this very sign-in."""

    def _should_handle(self, request: HttpRequest) -> bool:
        records = get_authentication_records(request, self.login.user)
        _method, second_factor = described(records[-1:])
        by_provider = bool(records) and records[-1]["method"] == "provider" and second_factor
        return not by_provider and bool(super()._should_handle(request))


class _OnceMixin:
    """A code that went through is used up. The library forgets it after its own half minute, while it is still good."""

    user: Any
    authenticator: Any

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        key = f"second-factor.used:{self.user.pk}:{normalize_user_code(code)}"
        if self.authenticator.type == Authenticator.Type.TOTP and not cache.add(key, 1, USED_SECONDS):
            raise FactorAdapter().validation_error("incorrect_code")
        return code


class CodeForm(_OnceMixin, AuthenticateForm):  # type: ignore[misc]
    """The code asked for after the password."""


class ConfirmingCodeForm(_OnceMixin, ReauthenticateForm):  # type: ignore[misc]
    """The code asked for to confirm who it is."""


class PasskeySignInForm(LoginWebAuthnForm):  # type: ignore[misc]
    """Signing in by passkey alone: the key must have seen its holder's PIN, finger or face.

    The library asks for that in its own challenge only; one that it gave out for a second factor, where holding the
    key is enough, could be answered here with somebody else's key.
    """

    def clean_credential(self) -> Any:
        credential = self.cleaned_data["credential"]
        told = webauthn.parse_authentication_response(credential)
        if not told.response.authenticator_data.is_user_verified():
            raise FactorAdapter().validation_error("incorrect_code")
        return super().clean_credential()


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey signs in alone and is the second factor of a password: the browser asks for what can do both."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = 60
        self.fields["name"].label = _("Name of this passkey")
        self.fields["passwordless"].initial = True
