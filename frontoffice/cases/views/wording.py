"""How facts and states of a case read on the screen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontoffice.cases.models import Attention, Case, ResolutionCode, Status
from frontoffice.cases.queries.timeline import Entry
from frontoffice.cases.views.wording_matters import from_elsewhere, said_of
from frontoffice.contacts.models import Channel
from frontoffice.correspondence.models import Channel as MessageChannel
from frontoffice.correspondence.models import Status as MessageStatus
from frontoffice.foundation.models import ActorKind

TONES: dict[str, str] = {
    Status.NEW: "new",
    Status.OPEN: "open",
    Status.WAITING: "neutral",
    Status.RESOLVED: "done",
}
FLAGS: dict[str, Promise] = {
    Attention.NOT_DELIVERED: gettext_lazy("Not delivered"),
    Attention.UNCERTAIN: gettext_lazy("Unclear"),
    Attention.DECLINED: gettext_lazy("Not approved"),
}
# Where a message stands, as a badge: (tone, words).
MESSAGES: dict[str, tuple[str, Promise]] = {
    MessageStatus.DRAFT: ("warning", gettext_lazy("Not sent: not approved")),
    MessageStatus.HELD: ("warning", gettext_lazy("Waits for approval")),
    MessageStatus.RELEASED: ("quiet", gettext_lazy("on its way")),
    MessageStatus.SENDING: ("quiet", gettext_lazy("on its way")),
    MessageStatus.SENT: ("quiet", gettext_lazy("sent")),
    MessageStatus.FAILED: ("urgent", gettext_lazy("Not delivered")),
    MessageStatus.INCONCLUSIVE: ("urgent", gettext_lazy("Unclear whether it arrived")),
    MessageStatus.BOUNCED: ("urgent", gettext_lazy("Came back")),
}
CHANNELS: dict[str, Promise] = {
    Channel.WEB: gettext_lazy("wrote by web form"),
    Channel.EMAIL: gettext_lazy("wrote by e-mail"),
    Channel.PHONE: gettext_lazy("said on the telephone"),
    Channel.COUNTER: gettext_lazy("said at the counter"),
    Channel.POST: gettext_lazy("wrote by post"),
    Channel.FAX: gettext_lazy("wrote by fax"),
    Channel.CHAT: gettext_lazy("wrote in the chat"),
    Channel.FIELD: gettext_lazy("said in the field"),
}
TROUBLES: dict[str, Promise] = {
    Attention.NOT_DELIVERED: gettext_lazy("could not deliver the reply"),
    Attention.UNCERTAIN: gettext_lazy("can't tell whether the reply arrived"),
    Attention.DECLINED: gettext_lazy("gave the reply back: it was not approved"),
}


Says = Callable[[Entry], tuple[str, str]]
_SAYINGS: dict[str, Says] = {}


def add_saying(fact: str, says: Says) -> None:
    """Declare how a fact of a room above reads on the timeline: what was done, and its icon."""
    _SAYINGS[fact] = says


@dataclass(frozen=True)
class Line:
    """An entry as it is shown: who, what they did, and what was said. `kind` and `icon` are the kit's."""

    entry: Entry
    kind: str
    icon: str
    who: str
    what: str
    text: str = ""
    tone: str = ""
    state: str = ""
    new: bool = False


def lines(case: Case, entries: Sequence[Entry], *, seen: int | None = None) -> list[Line]:
    """The history of a case as it is read; entries later than `seen` are marked as new."""
    told = {"ReplyWentOut"}
    return [_line(case, entry, seen) for entry in entries if entry.name not in told or _was_held(entry)]


def _was_held(entry: Entry) -> bool:
    """A reply that went out later than it was written: somebody approved it first."""
    return entry.by.kind == ActorKind.SERVICE


def _line(case: Case, entry: Entry, seen: int | None) -> Line:
    kind, icon, what, text = _said(entry)
    tone, state = "", ""
    if entry.name == "ReplyWritten" and entry.message is not None:
        tone, words = MESSAGES[entry.message.status]
        # What goes well is said in passing; only what does not stands out.
        if tone == "quiet":
            what = f"{what} · {words}"
        else:
            state = str(words)
    what = f"{what}{from_elsewhere(entry)}"
    return Line(
        entry=entry,
        kind=kind,
        icon=icon,
        who=_who(case, entry),
        what=what,
        text=text,
        tone=tone,
        state=state,
        new=seen is not None and entry.id > seen,
    )


def _who(case: Case, entry: Entry) -> str:
    if entry.name in {"CaseOpened", "PostAdded"} or not (
        entry.by.is_staff or entry.by.kind == ActorKind.SERVICE
    ):
        return asker(entry.origin or case)
    if not entry.by.is_staff:
        return _("System")
    if entry.acting_for is not None and entry.authorized_by is None:
        return _("%(name)s, acting for %(absent)s") % {"name": entry.by.name, "absent": entry.acting_for.name}
    return entry.by.name


def asker(case: Case) -> str:
    """Whose case it is, as far as anybody said."""
    return case.asker_name or _("Anonymous")


def _said(entry: Entry) -> tuple[str, str, str, str]:
    """Kind, icon, what was done, and the words that came with it."""
    if entry.post is not None and entry.name in {"CaseOpened", "PostAdded"}:
        icon = "attach_file" if entry.attachments else _CHANNEL_ICONS.get(entry.payload["channel"], "mail")
        return "customer", icon, _heard(entry), entry.post.text
    if entry.name == "ReplyWritten" and entry.message is not None:
        by_mail = entry.message.channel == MessageChannel.EMAIL
        return (
            "reply",
            "mail",
            _("replied by e-mail") if by_mail else _("replied on the case page"),
            entry.message.body,
        )
    if entry.name == "NoteAdded" and entry.note is not None:
        return "note", "lock", _("internal note"), entry.note.text
    reason = entry.note.text if entry.note is not None else ""
    what, icon = _done(entry)
    if entry.name == "CaseResolved":
        return "system", icon, what, entry.resolution.text if entry.resolution is not None else ""
    return "note" if reason else "system", icon, what, reason


_CHANNEL_ICONS = {Channel.PHONE: "phone", Channel.COUNTER: "person", Channel.CHAT: "chat", Channel.FAX: "fax"}


def _heard(entry: Entry) -> str:
    heard = str(CHANNELS[entry.payload["channel"]])
    wrote = entry.post.by if entry.post is not None else entry.by
    if wrote.is_staff:
        heard = _("%(heard)s, written down by %(name)s") % {"heard": heard, "name": wrote.name}
    return heard


def _done(entry: Entry) -> tuple[str, str]:
    """What a fact without words of its own says, and its icon."""
    about: dict[str, Any] = {
        "person": entry.person,
        "topic": entry.topic.name if entry.topic is not None else "",
        "unit": entry.topic.unit.name if entry.topic is not None else "",
        "approver": entry.authorized_by.name if entry.authorized_by is not None else "",
    }
    simple: dict[str, tuple[str, str]] = {
        "CaseFollowed": (_("opened the case with its access code"), "visibility"),
        "CaseTaken": (_("took the case"), "person"),
        "CaseAssigned": (_("assigned it to %(person)s"), "person"),
        "CaseReleasedToUnit": (_("handed it back to the unit"), "people"),
        "HelpAsked": (_help_asked(entry), "support_agent"),
        "HelpClosed": (_("needs no more help"), "check"),
        "AdviceGiven": (_advised(entry), "lightbulb"),
        "CoWorkerJoined": (_("works on it too"), "people"),
        "CoWorkerLeft": (_("works on it no more"), "people"),
        "FileAttached": (_("attached a file for colleagues"), "attach_file"),
        "ReplyWentOut": (_("sent the reply: it was approved"), "check_circle"),
        "AttentionSettled": (_("dealt with the trouble about the reply"), "check"),
        "CaseReopened": (_("reopened the case"), "history"),
        "ContactJoined": (_("logged a contact about it"), "phone"),
        "CustomerLinked": (_("linked the case to %(person)s"), "link"),
        "CaseResolved": (_resolved(entry), "check_circle"),
        "ReplyInTrouble": (str(TROUBLES.get(entry.payload.get("attention", ""), "")), "error"),
        "TopicChanged": (_topic_changed(entry), "topic"),
    }
    if entry.name in _SAYINGS:
        return _SAYINGS[entry.name](entry)
    elsewhere = said_of(entry)
    if elsewhere is not None:
        return elsewhere
    what, icon = simple.get(entry.name, (entry.name, "settings"))
    return what % about, icon


def _help_asked(entry: Entry) -> str:
    return _("asked %(person)s for help") if entry.person else _("asked the seniors of the unit for help")


def _advised(entry: Entry) -> str:
    if entry.payload.get("kind") == "draft":
        return _("drafted a reply for the owner")
    return _("advised; the customer does not see it")


def _resolved(entry: Entry) -> str:
    label = str(dict(ResolutionCode.choices).get(entry.payload.get("code", ""), ""))
    return _("resolved the case: %(how)s") % {"how": label.lower().replace("%", "%%")}


def _topic_changed(entry: Entry) -> str:
    if entry.payload.get("from_unit_id") == entry.payload.get("to_unit_id"):
        return _("changed the topic to “%(topic)s”")
    return _("changed the topic to “%(topic)s” and handed it to %(unit)s")
