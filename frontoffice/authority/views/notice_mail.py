"""One's own choice of which notices come by e-mail too."""

from typing import Any

from django import forms
from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from frontoffice.authority import notices
from frontoffice.authority.actions.choosing_notice_mail import choose_notice_mail
from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Mailing, NoticeChoice, NoticeMail
from frontoffice.foundation.refusals import Refused

KIND = "kind_"
HOW = [("", gettext_lazy("Not by e-mail")), *Mailing.choices]


class ChoiceForm(forms.Form):
    """The address, and for each kind of notice how soon."""

    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    address = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Enter the e-mail address that notices go to."),
            "invalid": gettext_lazy("Enter an e-mail address like name@agency.gov."),
        },
    )

    def __init__(self, *args: Any, chosen: dict[str, str], **given: Any) -> None:
        super().__init__(*args, **({"auto_id": "notice_mail_%s"} | given))
        for number, kind in enumerate(kinds()):
            self.fields[f"{KIND}{number}"] = forms.ChoiceField(
                label=str(kind.label), choices=HOW, required=False, initial=chosen.get(kind.name, "")
            )

    @property
    def rows(self) -> list[tuple[notices.Kind, BoundField]]:
        """Each kind with its field."""
        return [(kind, self[f"{KIND}{number}"]) for number, kind in enumerate(kinds())]

    def of(self, how: Mailing) -> list[str]:
        """The kinds that one wants to be told of so."""
        given = self.cleaned_data
        return [kind.name for number, kind in enumerate(kinds()) if given[f"{KIND}{number}"] == how]


def kinds() -> list[notices.Kind]:
    """All that rooms made known, by their words."""
    return sorted(notices.KINDS.values(), key=lambda kind: (str(kind.label), kind.name))


@needs("authority.choose_notice_mail")
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: ActingRequest) -> HttpResponse:
    """The page, and what was chosen."""
    mail = NoticeMail.objects.filter(member__actor=request.actor).first()
    rows = NoticeChoice.objects.filter(member__actor=request.actor)
    posted = request.POST if request.method == "POST" else None
    form = ChoiceForm(
        posted,
        chosen=dict(rows.values_list("kind", "how")),
        initial={"address": mail.address if mail is not None else ""},
    )
    status = 422 if form.is_bound else 200
    if form.is_valid():
        key = form.cleaned_data["idempotency_key"]
        act = choose_notice_mail.once(key) if key else choose_notice_mail
        try:
            act(
                address=form.cleaned_data["address"],
                at_once=form.of(Mailing.AT_ONCE),
                daily=form.of(Mailing.DAILY),
                by=request.actor,
                at=request.at,
            )
            messages.success(request, _("Saved. It counts for what you are told from now on."))
            return redirect("work:notices")
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
            status = refusal.status
    context = {"form": form, "mail": mail, "trail": [(_("Notices"), reverse("work:notices"))]}
    return render(request, "authority/work/notice_mail.html", context, status=status)
