"""The kit's page: shown to staff, and to everyone in the demonstration and while developing."""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from frontoffice.foundation.ui import sample, views
from frontoffice.foundation.ui.sorting import Sorting
from frontoffice.foundation.ui.toasts import toast

Page = Callable[..., HttpResponse]


def for_staff(page: Page) -> Page:
    """Staff see it, and everyone where it is a demonstration or a developer's machine; others are asked to sign in."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: object, **values: object) -> HttpResponse:
        if not (settings.DEBUG or settings.DEMO or getattr(request, "staff_member", None)):
            return redirect_to_login(request.get_full_path())
        # The sample is a moment at an office; everything on the page is read against it.
        vars(request).update(
            at=sample.AT, office_zone=sample.ZONE, staff_member=sample.dana(), user=sample.user()
        )
        return page(request, *args, **values)

    guarded.power = ()  # type: ignore[attr-defined]  # any staff member; read by the test of the doors
    return guarded


class QuestionForm(forms.Form):
    """The sample form: one field of each kind."""

    name = forms.CharField(label=_("Full name"), required=False, max_length=200)
    email = forms.EmailField(
        label=_("Email address"), required=False, help_text=_("Only if you want the answer by email.")
    )
    topic = forms.ChoiceField(label=_("Topic"), choices=sample.TOPICS, required=False)
    visited = forms.DateField(label=_("Date you visited us"), required=False, widget=forms.DateInput)
    question = forms.CharField(label=_("Your question"), widget=forms.Textarea, max_length=1000)
    answer_by = forms.ChoiceField(
        label=_("How should we answer?"), choices=sample.WAYS, widget=forms.RadioSelect
    )
    consent = forms.BooleanField(label=_("I have read how my data are used"))


def _context(request: HttpRequest) -> dict[str, object]:
    columns = {"number": ("number",), "received": ("received",), "fee": ("fee",)}
    return {
        **sample.everything(),
        "form": QuestionForm(),
        "bad_form": QuestionForm({"email": "m.ortega@", "topic": "fees", "question": ""}),
        "sorting": Sorting.of(request, columns, default="-received"),
        "public_nav": sample.public_nav(),
        "footer_nav": sample.footer_nav(),
    }


@for_staff
def public(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/kit/public.html", _context(request))


@for_staff
def staff(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/kit/staff.html", {**_context(request), **sample.staff_bar()})


@for_staff
def desk(request: HttpRequest) -> HttpResponse:
    """The desk as the cases room shows it, with invented people."""
    return render(request, "ui/kit/desk.html", {**_context(request), **sample.staff_bar(), **sample.desk()})


@for_staff
def form(request: HttpRequest) -> HttpResponse:
    """The sample form, sent: wrong input comes back with what was typed, right input with a toast."""
    filled = QuestionForm(request.POST or None)
    if request.method == "POST" and filled.is_valid():
        key = request.POST.get("idempotency_key", "")
        sent = [*request.session.get("kit_keys", []), key]
        request.session["kit_keys"] = sent[-20:]
        toast(request, str(_("Your question was sent.")), undo="/kit/undo/")
        return redirect("ui:kit_form")
    context = {**_context(request), "form": filled, "keys": request.session.get("kit_keys", [])}
    return render(request, "ui/kit/form.html", context, status=422 if filled.errors else 200)


@for_staff
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    request.session["kit_keys"] = request.session.get("kit_keys", [])[:-1]
    messages.info(request, str(_("Taken back.")))
    return redirect("ui:kit_form")


@for_staff
def error(request: HttpRequest, status: int) -> HttpResponse:
    """Each error page, to look at."""
    pages: dict[int, Page] = {
        400: views.bad_request,
        403: views.not_allowed,
        404: views.not_found,
        429: views.too_many,
        500: views.failed,
    }
    if status not in pages:
        raise Http404
    return pages[status](request)
