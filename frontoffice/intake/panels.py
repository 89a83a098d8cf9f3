"""What this room shows on a case: of each mail who sent it, what it quotes, and the way to the original."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from frontoffice.cases.models import Topic
from frontoffice.cases.queries.timeline import Entry
from frontoffice.cases.topic_uses import Use, add_uses
from frontoffice.cases.views.wording import add_saying
from frontoffice.contacts.models import Channel
from frontoffice.foundation.ui.slots import Context, Part, add_part
from frontoffice.intake.models import Disposition, Incoming, Mailbox
from frontoffice.intake.queries.mails import mails_of_case


def on_entry(request: HttpRequest, about: object) -> Context | None:
    """The mail that an entry of the timeline is. One query for all entries of a case, and none where no mail came."""
    if not isinstance(about, Entry):
        return None
    if about.name == "MailHandled":
        incoming = _mails(request, about.payload["case_id"]).get(-about.payload["incoming_id"])
    elif about.post is not None and about.payload.get("channel") == Channel.EMAIL.value:
        incoming = _mails(request, about.post.case_id).get(about.post.pk)
    else:
        return None
    if incoming is None or not hasattr(incoming, "mail"):
        return None
    return {"incoming": incoming, "stranger": _is_stranger(incoming)}


def _mails(request: HttpRequest, case_id: int) -> dict[int, Incoming]:
    kept: dict[int, dict[int, Incoming]] = getattr(request, "mails_of_cases", {})
    if case_id not in kept:
        kept[case_id] = mails_of_case(case_id)
        request.mails_of_cases = kept  # type: ignore[attr-defined]
    return kept[case_id]


def _is_stranger(incoming: Incoming) -> bool:
    return bool(getattr(incoming, "is_stranger", False))


def acknowledged(_entry: Entry) -> tuple[str, str]:
    """An acknowledgment was written."""
    return _("acknowledged the mail"), "mail"


def handled(entry: Entry) -> tuple[str, str]:
    """What has no words of its own: automatic replies and bounces."""
    if entry.payload.get("disposition") == Disposition.BOUNCE.value:
        return _("got a mail back that did not arrive"), "error"
    return _("got an automatic reply"), "mail"


def joined(_entry: Entry) -> tuple[str, str]:
    """Somebody whom we had not written to answered with a valid reference."""
    return _("let somebody join by mail whose identity is not verified"), "person"


def mailboxes_of(topic: Topic) -> Iterator[Use]:
    """A mailbox opens cases on its topic, so the topic stays on offer as long as the mailbox is in use. One query."""
    for one in Mailbox.objects.filter(topic=topic, active=True):
        words = _("The mailbox %(address)s opens cases on it.") % {"address": one.address}
        yield Use(words, reverse("intake:mailbox", args=[one.reference]), stops=True)


def register() -> None:
    """Called once, when the app is ready."""
    add_part("case.entry", Part("mail", 10, "intake/parts/on_entry.html", on_entry))
    add_uses("mailboxes", mailboxes_of)
    add_saying("AcknowledgmentWritten", acknowledged)
    add_saying("MailHandled", handled)
    add_saying("ParticipantJoined", joined)
