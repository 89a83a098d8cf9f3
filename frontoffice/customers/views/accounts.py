"""An account: who holds it, pays and acts for it, how it came to stand as it does; and the forms that change it."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from frontoffice.authority.auditing import pages
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Approval
from frontoffice.authority.signatures import find
from frontoffice.authority.views.doing import sent
from frontoffice.customers.account_forms import (
    ChangeAccountForm,
    EndWithReasonForm,
    GiveRoleForm,
    OpenAccountForm,
)
from frontoffice.customers.account_words import codes, kind_names, kinds, list_of, names
from frontoffice.customers.actions import changing_accounts, giving_roles, opening_accounts
from frontoffice.customers.models import Account, AccountList, AccountRole
from frontoffice.customers.office_days import office_day
from frontoffice.customers.queries.accounts import changes_of_account, people_on, roles_of
from frontoffice.customers.views.filling import once, the_one, wrong
from frontoffice.customers.views.listing import POWERS
from frontoffice.customers.views.showing import party_of
from frontoffice.foundation.refusals import Refused

asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])
A_DAY = dt.timedelta(days=1)
DOING: dict[str, tuple[Any, str]] = {
    "hold": (changing_accounts.hold_account, "on_hold"),
    "release": (changing_accounts.release_account, "open"),
    "close": (changing_accounts.close_account, "closed"),
    "reopen": (changing_accounts.reopen_account, "open"),
}
NEXT = {"open": ("hold", "close"), "on_hold": ("release", "close"), "closed": ("reopen",)}
DOING_POWERS = sorted({act.name for act, _after in DOING.values()})


@needs(*POWERS)
@require_safe
def account(request: ActingRequest, reference: str) -> HttpResponse:
    """The page of an account."""
    one, today, said = _account(request, reference), office_day(request.at), names()
    pages.looked(request, one)
    roles = [
        (role, said.scopes(role), said.evidence(role), role.covers(today), role.from_on > today)
        for role in roles_of(one)
    ]
    context = {
        "account": one,
        "kind": kind_names().get(one.kind, one.kind),
        "now": [row for row in roles if row[3] or row[4]],
        "past": [row for row in roles if not (row[3] or row[4])],
        "changes": [(change, said.reason(change)) for change in reversed(changes_of_account(one))],
        "doing": [(do, DOING[do][0].title) for do in NEXT[one.status] if DOING[do][0].name in request.powers],
        "trail": _trail(one)[:-1],
        "search_url": reverse("cases:desk"),
    }
    return render(request, "customers/accounts/one.html", context)


@needs("customers.open_account")
@asked_or_sent
def new(request: ActingRequest, reference: str) -> HttpResponse:
    """Open an account for a customer."""
    party = party_of(request, reference)
    offered = [(code, kind.name) for code, kind in kinds().items()]
    form, status = OpenAccountForm(sent(request), kinds=offered), 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                made = once(opening_accounts.open_account, form.cleaned_data)(
                    party=party, **_given(form), by=request.actor, at=request.at
                )
                messages.success(request, _("The account is open: %(number)s") % {"number": made.number})
                return redirect("customers:account", made.reference)
            except Refused as refusal:
                status = wrong(form, refusal)
    customers = (_("Customers"), reverse("customers:customers"))
    own = reverse("customers:customer", args=[party.reference])
    return _form(request, form, _("Open an account"), [customers, (party.name, own)], own, status)


@needs(*DOING_POWERS)
@asked_or_sent
def change(request: ActingRequest, reference: str, do: str) -> HttpResponse:
    """Put it on hold, release, close or reopen it."""
    if do not in DOING or DOING[do][0].name not in request.powers:
        raise Http404
    one, (act, after) = _account(request, reference), DOING[do]
    people = people_on(one)
    reasons = list(codes(list_of(one.status, after)).items())
    form, status = (
        ChangeAccountForm(
            sent(request), reasons=reasons, people=[(each.reference, each.name) for each in people]
        ),
        200,
    )
    if form.is_bound:
        status = 422
        if form.is_valid():
            given = _given(form)
            given["asked_by"] = next((each for each in people if each.reference == given["asked_by"]), None)
            try:
                return _done(
                    request,
                    one,
                    once(act, form.cleaned_data)(account=one, **given, by=request.actor, at=request.at),
                )
            except Refused as refusal:
                status = wrong(form, refusal)
    return _form(request, form, str(act.title), _trail(one), _address(one), status)


@needs("customers.give_account_role")
@asked_or_sent
def give(request: ActingRequest, reference: str) -> HttpResponse:
    """Somebody holds it too, pays, or may act for it."""
    one = _account(request, reference)
    scopes, shows = list(codes(AccountList.SCOPE).items()), list(codes(AccountList.EVIDENCE).items())
    form, status = GiveRoleForm(sent(request), scopes=scopes, shows=shows), 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            given = _given(form)
            last = given.pop("last_on")
            try:
                given["party"] = the_one(request, given["party"], field="party")
                given["until_on"] = last + A_DAY if last is not None and last.year < 9999 else None
                act = once(giving_roles.give_account_role, form.cleaned_data)
                return _done(request, one, act(account=one, **given, by=request.actor, at=request.at))
            except Refused as refusal:
                status = wrong(form, refusal, until_on="last_on")
    return _form(request, form, _("Give a role on the account"), _trail(one), _address(one), status)


@needs("customers.end_account_role")
@asked_or_sent
def end(request: ActingRequest, reference: str, thing: str) -> HttpResponse:
    """A role counts no more."""
    one = _account(request, reference)
    try:
        role: AccountRole = find(AccountRole, thing, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    if role.account_id != one.pk:
        raise Http404
    form, status = EndWithReasonForm(sent(request)), 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            act = once(giving_roles.end_account_role, form.cleaned_data)
            try:
                return _done(request, one, act(role=role, **_given(form), by=request.actor, at=request.at))
            except Refused as refusal:
                status = wrong(form, refusal)
    heading = _("End a role: %(name)s") % {"name": role.party.name}
    return _form(request, form, heading, _trail(one), _address(one), status)


def _account(request: ActingRequest, reference: str) -> Account:
    """The account that the viewer may open. Raises Http404, ReasonNeeded (REC-6)."""
    try:
        one: Account = find(Account, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    pages.allow(request, one)
    return one


def _done(request: ActingRequest, one: Account, made: Any) -> HttpResponse:
    if isinstance(made, Approval):
        messages.info(request, _("A colleague has to agree. Until then nothing changes."))
    else:
        messages.success(request, _("Recorded. It stays in the history."))
    return redirect("customers:account", one.reference)


def _form(
    request: ActingRequest, form: Form, heading: str, trail: list[tuple[str, str]], back: str, status: int
) -> HttpResponse:
    context = {"form": form, "heading": heading, "trail": trail, "back": back}
    context["search_url"] = reverse("cases:desk")
    return render(request, "customers/accounts/form.html", context, status=status)


def _address(one: Account) -> str:
    return reverse("customers:account", args=[one.reference])


def _trail(one: Account) -> list[tuple[str, str]]:
    customer = one.customer
    return [
        (_("Customers"), reverse("customers:customers")),
        (customer.name, reverse("customers:customer", args=[customer.reference])),
        (one.number, _address(one)),
    ]


def _given(form: Form) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "idempotency_key"}
