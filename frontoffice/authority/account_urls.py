"""The doors of signing in. Of the library's pages only those that staff use: nobody signs up here.

What changes a password, a factor or a session asks for a sign-in, and factors for a recent one.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import path

from frontoffice.authority.guarding import fresh, needs
from frontoffice.authority.signing_in import factors
from frontoffice.authority.views import choosing, mine, provider

View = Callable[..., HttpResponseBase]


def _where_offered(view: View) -> View:
    """Not there where the installation does without second factors."""

    @wraps(view)
    def there(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not factors.offered():
            raise Http404
        return view(request, *args, **kwargs)

    return cast(View, there)


def _own(view: View) -> View:
    return needs()(_where_offered(view))


def _changing(view: View) -> View:
    return needs()(fresh(_where_offered(view)))


urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),  # says that it is closed
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("new-password/", choosing.new_password, name="new_password"),
    path("mine/", mine.page, name="my_sign_in"),
    path("mine/", mine.page, name="mfa_index"),  # where the library goes back to
    path("mine/", mine.page, name="mfa_list_webauthn"),
    path("mine/end/", mine.end, name="end_sign_in"),
    path("second-factor/", _where_offered(factor.authenticate), name="mfa_authenticate"),
    path("second-factor/confirm/", _own(factor.reauthenticate), name="mfa_reauthenticate"),
    path("app/add/", _changing(app.activate_totp), name="mfa_activate_totp"),
    path("app/remove/", _changing(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("passkeys/sign-in/", _where_offered(passkey.login_webauthn), name="mfa_login_webauthn"),
    path("passkeys/confirm/", _own(passkey.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("passkeys/add/", _changing(passkey.add_webauthn), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/name/", _changing(passkey.edit_webauthn), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", _changing(mine.remove_passkey), name="mfa_remove_webauthn"),
    path("recovery-codes/", _changing(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", _changing(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(
        "recovery-codes/file/", _changing(codes.download_recovery_codes), name="mfa_download_recovery_codes"
    ),
    path("provider/", provider.start, name="provider_start"),
    path("provider/back/", provider.callback, name="provider_callback"),
    path("provider/confirm/", provider.confirm, name="provider_confirm"),
    path("signed-out/", provider.signed_out, name="signed_out"),
]
