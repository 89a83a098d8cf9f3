"""Making, changing, switching and ending a subscription, and giving it another secret."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from frontoffice.authority.guarding import fresh, needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.foundation.refusals import Refused
from frontoffice.webhooks import signing
from frontoffice.webhooks.actions import subscribing, switching
from frontoffice.webhooks.forms import SecretForm, SubscriptionForm
from frontoffice.webhooks.models import Subscription
from frontoffice.webhooks.permissions import CHANGE, END, REPLACE_SECRET, SUBSCRIBE, SWITCH
from frontoffice.webhooks.views import frame


@needs(SUBSCRIBE)
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActingRequest) -> HttpResponse:
    """The secret is shown once, on the page that follows."""
    if request.method != "POST":
        return _form(request, SubscriptionForm(groups=frame.groups()), None)
    form = SubscriptionForm(request.POST, groups=frame.groups())
    if not form.is_valid():
        return _form(request, form, None, status=422)
    form.cleaned_data.pop("idempotency_key", "")
    secret = signing.new_secret()
    try:
        made = subscribing.subscribe(**form.cleaned_data, secret=secret, by=request.actor, at=request.at)
    except Refused as refusal:
        return _form(request, form, None, status=frame.wrong(form, refusal))
    return _secret(request, made, secret)


@needs(CHANGE)
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: ActingRequest, reference: str) -> HttpResponse:
    row = frame.subscription_of(request, reference)
    if request.method != "POST":
        there = {"name": row.name, "url": row.url, "kinds": row.kinds}
        return _form(request, SubscriptionForm(initial=there, groups=frame.groups()), row)
    form = SubscriptionForm(request.POST, groups=frame.groups())
    if not form.is_valid():
        return _form(request, form, row, status=422)
    try:
        call = frame.once(subscribing.change, form)
        call(subscription=row, **form.cleaned_data, by=request.actor, at=request.at)
    except Refused as refusal:
        return _form(request, form, row, status=frame.wrong(form, refusal))
    messages.success(request, _("It is changed."))
    return redirect("webhooks:subscription", row.reference)


@needs(REPLACE_SECRET)
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def secret(request: ActingRequest, reference: str) -> HttpResponse:
    """Another secret, shown once; the earlier one signs too for a while."""
    row = frame.subscription_of(request, reference)
    form = SecretForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        form.cleaned_data.pop("idempotency_key", "")
        made = signing.new_secret()
        try:
            subscribing.replace_secret(
                subscription=row, secret=made, **form.cleaned_data, by=request.actor, at=request.at
            )
            return _secret(request, row, made)
        except Refused as refusal:
            status = frame.wrong(form, refusal)
    elif request.method == "POST":
        status = 422
    context = {"form": form, "row": row, "trail": frame.trail()}
    return render(request, "webhooks/replace_secret.html", context, status=status)


@needs(SWITCH)
@require_POST
def switch(request: ActingRequest, reference: str) -> HttpResponse:
    row = frame.subscription_of(request, reference)
    _done(request, switching.switch, _("Done."), subscription=row, on=request.POST.get("on") == "1")
    return redirect("webhooks:subscription", row.reference)


@needs(END)
@fresh
@require_POST
def end(request: ActingRequest, reference: str) -> HttpResponse:
    row = frame.subscription_of(request, reference)
    _done(request, switching.end, _("It is ended."), subscription=row)
    return redirect("webhooks:subscriptions")


def _done(request: ActingRequest, call: Any, said: str, **given: Any) -> None:
    try:
        call(**given, by=request.actor, at=request.at)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)


def _form(
    request: ActingRequest, form: SubscriptionForm, row: Subscription | None, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "row": row, "trail": frame.trail()}
    return render(request, "webhooks/form.html", context, status=status)


def _secret(request: ActingRequest, row: Subscription, made: str) -> HttpResponse:
    context = {"row": row, "secret": made, "trail": frame.trail()}
    return render(request, "webhooks/secret.html", context)
