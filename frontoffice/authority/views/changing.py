"""Changing a colleague's post or sign-in: each on a page of its own, with a reason, shortly after signing in."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from frontoffice.authority import registry
from frontoffice.authority.guarding import fresh, needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Level, StaffMember
from frontoffice.authority.views.colleagues import found
from frontoffice.foundation import clock
from frontoffice.foundation.models import Unit
from frontoffice.foundation.references import secret_code
from frontoffice.foundation.refusals import Refused

View = Callable[..., HttpResponseBase]


class Why(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea)

    def __init__(self, data: Any = None, *, member: StaffMember, request: ActingRequest) -> None:
        super().__init__(data)
        self.member, self.request = member, request

    def arguments(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


class End(Why):
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave it empty to end the post at once."),
    )
    field_order = ("last_day", "reason")

    def arguments(self) -> dict[str, Any]:
        given = super().arguments()
        day: dt.date | None = given.pop("last_day", None)
        if day is not None:
            zone = clock.zone_named(self.member.office.time_zone)
            given["until"] = clock.start_of(day + dt.timedelta(days=1), zone)
        return given


class Move(Why):
    level = forms.ChoiceField(label=_("Level"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    post = forms.CharField(label=_("Post"), max_length=120, required=False)
    supervisor = forms.ChoiceField(label=_("Supervisor"), required=False)
    field_order = ("level", "unit", "post", "supervisor", "reason")

    def __init__(self, data: Any = None, *, member: StaffMember, request: ActingRequest) -> None:
        super().__init__(data, member=member, request=request)
        same = [("", _("As it is"))]
        others = StaffMember.objects.exclude(pk=member.pk).exclude(until__lte=request.at)
        self._choices(
            "level", same + [(one.code, one.name) for one in Level.objects.order_by("order", "name")]
        )
        self._choices("unit", same + [(one.code, one.name) for one in Unit.objects.order_by("name")])
        people = others.select_related("actor").order_by("actor__name")
        self._choices("supervisor", same + [(one.reference, one.actor.name) for one in people])

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices

    def arguments(self) -> dict[str, Any]:
        given = super().arguments()
        if "supervisor" in given:
            given["supervisor"] = StaffMember.objects.get(reference=given["supervisor"])
        return given


def _page(
    name: str, *, words: str | Promise, done: str | Promise, form: type[Why] = Why, code: bool = False
) -> View:
    """The page of one action: asks for a reason, does it, says what was done. `code`: a new one is shown, once."""

    @needs(name)
    @fresh
    @never_cache
    def page(request: ActingRequest, reference: str) -> HttpResponse:
        member = found(request, reference)
        filled = form(request.POST or None, member=member, request=request)
        secret, action = secret_code() if code else "", registry.get(name)
        if request.method == "POST" and filled.is_valid():
            given = filled.arguments() | ({"secret": secret} if code else {})
            try:
                action(staff_member=member, **given, by=request.actor, at=request.at)
            except Refused as refusal:
                filled.add_error(refusal.field if refusal.field in filled.fields else None, str(refusal))
            else:
                return _said(request, member, str(done), secret)
        context = {"member": member, "form": filled, "title": action.title, "words": words}
        status = 409 if filled.errors and request.method == "POST" else 200
        return render(request, "authority/colleague_change.html", context, status=status)

    return page


def _said(request: ActingRequest, member: StaffMember, done: str, secret: str) -> HttpResponse:
    if secret:
        return render(request, "authority/colleague_code.html", {"member": member, "code": secret})
    messages.success(request, done)
    return redirect("authority:colleague", member.reference)


end = _page(
    "authority.end_post",
    words=_(
        "At that moment every power, token and open sign-in of this colleague ends, and what they asked for is"
        " withdrawn. What they did stays on record."
    ),
    done=_("The post has ended, or ends on that day."),
    form=End,
)
move = _page(
    "authority.move_post",
    words=_(
        "From now on. With another level its powers replace those of the level before; powers added for the person"
        " stay."
    ),
    done=_("The post is changed."),
    form=Move,
)
password = _page(
    "authority.reset_password",
    words=_(
        "The password is void at once and every open sign-in ends. You get a code to hand over; with it your colleague"
        " chooses a new password. Make sure that it is really them who asks."
    ),
    done="",
    code=True,
)
second_factor = _page(
    "authority.reset_factors",
    words=_(
        "The app, the passkeys and the recovery codes are removed and every open sign-in ends. Make sure that it is"
        " really them who asks."
    ),
    done=_("The second factor is removed. A new one can be set up after the next sign-in."),
)
tokens = _page(
    "authority.revoke_tokens_of",
    words=_("Programs that act with this colleague’s tokens stop at once."),
    done=_("The tokens are revoked."),
)
identity = _page(
    "authority.release_identity",
    words=_(
        "The next person who signs in there under this name is bound to it. Make sure that it is really them."
    ),
    done=_("It is released."),
)
