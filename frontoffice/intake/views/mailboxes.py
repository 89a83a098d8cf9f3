"""The mailboxes: how the last look at each went, what the server and the ledger have, and setting one up."""

from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.cases.views.choices import topic_choices
from frontoffice.foundation.refusals import Refused
from frontoffice.intake import imap
from frontoffice.intake.actions.setting_up import set_up_mailbox
from frontoffice.intake.forms import MailboxForm
from frontoffice.intake.matching import bare
from frontoffice.intake.models import After, Mailbox, Security
from frontoffice.intake.permissions import SET_UP
from frontoffice.intake.queries import mails
from frontoffice.intake.views.frame import mailbox_of, once, trail, wrong

SHOWN = (
    "address", "host", "port", "security", "user", "secret", "folder", "after", "done_folder", "plus", "acknowledges",
    "active",
)  # fmt: skip


@needs(SET_UP)
def listed(request: ActingRequest) -> HttpResponse:
    """Each mailbox with the reconciliation of server and ledger, as of the last look."""
    boxes = list(mails.mailboxes_visible_to(by=request.actor, at=request.at))
    counted = mails.counted(boxes)
    rows = [(box, counted[box.pk]["all"], counted[box.pk].get("held", 0)) for box in boxes]
    context = {"rows": rows, "unread_sender": _unread_sender(boxes), "trail": trail()}
    return render(request, "intake/mailboxes.html", context)


def _unread_sender(boxes: list[Mailbox]) -> str:
    """The address that our mail comes from, and reports go to, where none of these mailboxes is fetched for it."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    fetched = {bare(box.address) for box in boxes if box.active}
    return sender if fetched and bare(sender) not in fetched else ""


@needs(SET_UP)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActingRequest) -> HttpResponse:
    return _page(request, None)


@needs(SET_UP)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: ActingRequest, reference: str) -> HttpResponse:
    return _page(request, mailbox_of(request, reference))


def _page(request: ActingRequest, mailbox: Mailbox | None) -> HttpResponse:
    if request.method != "POST":
        form = MailboxForm(topics=topic_choices(), initial=_initial(mailbox))
        return _shown(request, form, mailbox)
    form = MailboxForm(request.POST, topics=topic_choices())
    if not form.is_valid():
        return _shown(request, form, mailbox, status=422)
    try:
        call, given = once(set_up_mailbox, form), dict(form.cleaned_data)
        given |= {"security": Security(given["security"]), "after": After(given["after"])}
        call(**given, mailbox=mailbox, by=request.actor, at=request.at)
    except Refused as refusal:
        return _shown(request, form, mailbox, status=wrong(form, refusal))
    messages.success(request, _("The mailbox is set up. Check the connection."))
    return redirect("intake:mailboxes")


def _initial(mailbox: Mailbox | None) -> dict[str, Any]:
    if mailbox is None:
        return {}
    return {name: getattr(mailbox, name) for name in SHOWN} | {"topic": mailbox.topic.code}


def _shown(
    request: ActingRequest, form: MailboxForm, mailbox: Mailbox | None, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "mailbox": mailbox, "trail": [*trail(), (_("Mailboxes"), "..")]}
    return render(request, "intake/mailbox.html", context, status=status)


@needs(SET_UP)
@require_POST
def check(request: ActingRequest, reference: str) -> HttpResponse:
    """Connect, sign in, look into the folder, take nothing."""
    mailbox = mailbox_of(request, reference)
    try:
        with imap.opened(mailbox) as folder:
            number = len(folder.all_uids())
    except imap.MailServerTrouble as trouble:
        messages.error(request, str(trouble))
    else:
        said = _("%(address)s can be read: %(number)s mails lie in its folder.")
        messages.success(request, said % {"address": mailbox.address, "number": number})
    return redirect("intake:mailboxes")
