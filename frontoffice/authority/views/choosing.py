"""A new password with a code from a colleague: typed, never a link, so that no log and no history keeps it."""

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from frontoffice.authority.guarding import public
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signing_in import choosing, guessing
from frontoffice.authority.signing_in.adapter import TOO_MANY_CODES
from frontoffice.foundation import rate_limits
from frontoffice.foundation.refusals import Refused


class NewPassword(forms.Form):
    username = forms.CharField(label=gettext_lazy("User name"), max_length=150)
    code = forms.CharField(label=gettext_lazy("Code from your supervisor"), max_length=60)
    password1 = forms.CharField(
        label=gettext_lazy("New password"), max_length=200, strip=False, widget=forms.PasswordInput
    )
    password2 = forms.CharField(
        label=gettext_lazy("New password, once more"), max_length=200, strip=False, widget=forms.PasswordInput
    )

    def clean_password2(self) -> str:
        again: str = self.cleaned_data["password2"]
        if again != self.cleaned_data.get("password1", again):
            raise forms.ValidationError(_("Type the same password twice."))
        return again


@public
@never_cache
@sensitive_post_parameters("code", "password1", "password2")
def new_password(request: HttpRequest) -> HttpResponse:
    """Choose a password; then sign in with it, with the second factor as ever."""
    acting = cast(ActingRequest, request)
    form = NewPassword(request.POST or None)
    if request.method == "POST" and form.is_valid() and _chosen(acting, form):
        messages.success(request, _("Your new password is set. Sign in with it."))
        return redirect("account_login")
    return render(request, "authority/new_password.html", {"form": form})


def _chosen(request: ActingRequest, form: NewPassword) -> bool:
    data = form.cleaned_data
    tried = guessing.begin(
        data["username"],
        network=rate_limits.network_of(request.META.get("REMOTE_ADDR", "")),
        browser=None,
        at=request.at,
        what=guessing.CODE,
    )
    if not tried.allowed:
        form.add_error("code", str(TOO_MANY_CODES))
        return False
    try:
        choosing.choose(data["username"], data["code"], data["password1"], at=request.at)
    except Refused as refusal:
        if not isinstance(refusal, choosing.CodeNotGood):
            tried.was_right()
        form.add_error(refusal.field or None, str(refusal))
        return False
    tried.was_right()
    return True
