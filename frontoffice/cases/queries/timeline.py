"""What is on record of a case, in the order in which it was recorded: facts joined with their content.

The number of queries does not depend on how much there is.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import QuerySet

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Attachment, Case, CaseMessage, Note, Post, Resolution, Topic
from frontoffice.cases.queries.looked_up import has
from frontoffice.cases.queries.naming import names_in
from frontoffice.cases.queries.seen import GONE_OUT
from frontoffice.cases.queries.ties import family, moved_posts
from frontoffice.correspondence.models import Citation, Message
from frontoffice.customers.models import Party
from frontoffice.foundation.models import Actor, Event, EventSubject
from frontoffice.foundation.statements import Statement

ON_A_PAGE = 100
KIND = Case._meta.label_lower
TOLD_TO_CUSTOMER = frozenset({"CaseOpened", "PostAdded", "ReplyWentOut", "CaseResolved", "CaseReopened"})


@dataclass(frozen=True)
class Entry:
    """One line of a case's history. `name` is the fact's; the other fields are there where the fact has them.

    `acting_for` is whom the doer, or the approver where there is one, stood in for (STF-3).
    `note` is what a colleague wrote, by itself or as the reason for the act; `person` the colleague or customer and
    `topic` the topic that the fact names; `thing` the title of the task or the number of the case that it is about;
    `origin` the case that was merged into this one, where it is from there; `moved_to` the number of the case to which
    it moved.
    """

    id: int
    name: str
    at: datetime
    by: Actor
    authorized_by: Actor | None
    acting_for: Actor | None
    payload: dict[str, Any]
    post: Post | None = None
    note: Note | None = None
    reply: CaseMessage | None = None
    resolution: Resolution | None = None
    person: str = ""
    topic: Topic | None = None
    thing: str = ""
    origin: Case | None = None
    moved_to: str = ""
    citations: Sequence[Citation] = ()
    attachments: Sequence[Attachment] = ()

    @property
    def message(self) -> Message | None:
        """The reply's message; loaded with it."""
        return self.reply.message if self.reply is not None else None


@dataclass(frozen=True)
class Timeline:
    """Entries, the oldest first; `earlier` is the id to go on from where there are more before them."""

    entries: Sequence[Entry]
    earlier: int | None


def timeline(
    case: Case, *, before: int | None = None, limit: int = ON_A_PAGE, alone: bool = False
) -> Timeline:
    """The newest `limit` entries of the case, or those before an entry's id.

    With those of the cases that were merged into it, unless it is asked for alone.
    """
    ids = [case.pk] if alone else family(case)
    found = _newest(ids, before=before, most=limit + 1)
    events = found[:limit][::-1]
    return Timeline(_joined(case, events, ids), found[limit - 1].pk if len(found) > limit else None)


def timeline_for_customer(case: Case) -> Sequence[Entry]:
    """What the customer may see: their own words, what went out to them, how it ended. No notes, drafts or names."""
    entries = timeline(case, limit=1000, alone=True).entries
    return [entry for entry in entries if _is_for_customer(entry)]


def _is_for_customer(entry: Entry) -> bool:
    if entry.name not in TOLD_TO_CUSTOMER:
        return False
    return entry.message is None or entry.message.status in GONE_OUT


def _newest(ids: list[int], *, before: int | None, most: int) -> list[Event]:
    """The newest first. One query."""
    if len(ids) > 1 or before is not None:
        of_them = EventSubject.objects.filter(subject_id__in=ids)
        return list(_told(of_them if before is None else of_them.filter(event_id__lt=before), most))
    return _newest_of_one(most).rows(case=ids[0])


@cache
def _newest_of_one(most: int) -> Statement[Event]:
    return Statement(lambda *, case: _told(EventSubject.objects.filter(subject_id=case), most), case=int)


def _told(subjects: QuerySet[EventSubject], most: int) -> QuerySet[Event]:
    # What two of them took part in is told once.
    newest = subjects.filter(kind=KIND).order_by("-event_id").values("event_id").distinct()[:most]
    rows = Event.objects.select_related("by", "authorized_by", "acting_for").filter(pk__in=newest)
    return rows.order_by("-pk")


def _joined(case: Case, events: list[Event], ids: list[int]) -> list[Entry]:
    """The events with their content, each kind of content in one query."""
    posts = _load(_POSTS, _ids(events, "post_id"))
    notes = _load(_NOTES, _ids(events, "note_id"))
    resolutions = _load(_RESOLUTIONS, _ids(events, "resolution_id"))
    replies = _replies(_ids(events, "message_id"))
    citations = _citations(replies)
    attachments = _attachments(ids) if has(case, "files") or len(ids) > 1 else {}
    members = _names(_MEMBERS, _ids(events, "staff_member_id"))
    parties = _names(_PARTIES, _ids(events, "party_id"))
    topics = _load(_TOPICS, _ids(events, "to_topic_id"))
    entries = []
    for event in events:
        found = event.payload
        post, note = posts.get(found.get("post_id")), notes.get(found.get("note_id"))
        reply = replies.get(found.get("message_id"))
        member, party = members.get(found.get("staff_member_id")), parties.get(found.get("party_id"), "")
        with_it = _keys(post, note, reply, found.get("attachment_id")) if _brings(event) else []
        entries.append(
            Entry(
                id=event.pk,
                name=event.name.partition(".")[2],
                at=event.at,
                by=event.by,
                authorized_by=event.authorized_by,
                acting_for=event.acting_for,
                payload=found,
                post=post,
                note=note,
                reply=reply,
                resolution=resolutions.get(found.get("resolution_id")),
                person=member if member is not None else party,
                topic=topics.get(found.get("to_topic_id")),
                citations=citations.get(reply.message_id, ()) if reply is not None and with_it else (),
                attachments=[file for key in with_it for file in attachments.get(key, ())],
            )
        )
    return _placed(case, events, entries, ids)


def _placed(case: Case, events: list[Event], entries: list[Entry], ids: list[int]) -> list[Entry]:
    """The same with what else they are about, from which case they came, and to which they went."""
    things = names_in(events, case.pk)
    others = [pk for pk in ids if pk != case.pk]
    origins = Case.objects.in_bulk(others) if others else {}
    there_are = has(case, "moved_posts") or len(ids) > 1
    moved = moved_posts(entry.post.pk for entry in entries if entry.post is not None) if there_are else {}
    return [
        replace(
            entry,
            thing=things.get(entry.id, ""),
            origin=origins.get(entry.payload.get("case_id")),
            moved_to=moved.get(entry.post.pk, "") if entry.post is not None else "",
        )
        for entry in entries
    ]


def _brings(event: Event) -> bool:
    """Whether words and files came with this fact, rather than being named by it again."""
    return event.name.partition(".")[2] not in {"CaseReopened", "ReplyInTrouble"}


def _ids(events: Iterable[Event], name: str) -> set[int]:
    return {event.payload[name] for event in events if event.payload.get(name) is not None}


def _load(statement: Statement[Any], ids: set[int]) -> dict[Any, Any]:
    return {row.pk: row for row in statement.rows(ids=ids)} if ids else {}


def _names(statement: Statement[Any], ids: set[int]) -> dict[Any, str]:
    return dict(statement.rows(ids=ids)) if ids else {}


def _of(rows: QuerySet[Any, Any]) -> Statement[Any]:
    return Statement(lambda *, ids: rows.filter(pk__any_of=ids), ids=list)


_POSTS = _of(Post.objects.select_related("by"))
_NOTES = _of(Note.objects.select_related("by"))
_RESOLUTIONS = _of(Resolution.objects.all())
_TOPICS = _of(Topic.objects.select_related("unit"))
_MEMBERS = _of(StaffMember.objects.values_list("pk", "actor__name"))
_PARTIES = _of(Party.objects.values_list("pk", "name"))
_REPLIES: Statement[CaseMessage] = Statement(
    lambda *, ids: CaseMessage.objects.filter(message__pk__any_of=ids).select_related("message", "by"),
    ids=list,
)


def _replies(message_ids: set[int]) -> dict[Any, CaseMessage]:
    return {row.message_id: row for row in _REPLIES.rows(ids=message_ids)} if message_ids else {}


def _cited(*, ids: list[int]) -> QuerySet[Citation]:
    rows = Citation.objects.filter(message__pk__any_of=ids).select_related("passage__version__article")
    return rows.order_by("message", "position")


_CITED: Statement[Citation] = Statement(_cited, ids=list)


def _citations(replies: dict[Any, CaseMessage]) -> dict[int, list[Citation]]:
    found: dict[int, list[Citation]] = defaultdict(list)
    if replies:
        for row in _CITED.rows(ids=list(replies)):
            found[row.message_id].append(row)
    return found


def _files(*, ids: list[int]) -> QuerySet[Attachment]:
    return Attachment.objects.filter(case__pk__any_of=ids).select_related("file").order_by("pk")


_FILES: Statement[Attachment] = Statement(_files, ids=list)


def _attachments(case_ids: list[int]) -> dict[tuple[str, int], list[Attachment]]:
    """By what they came with: ("post", id), ("note", id), ("reply", id), or ("file", its own id)."""
    found: dict[tuple[str, int], list[Attachment]] = defaultdict(list)
    for row in _FILES.rows(ids=case_ids):
        if row.post_id is not None:
            found["post", row.post_id].append(row)
        elif row.note_id is not None:
            found["note", row.note_id].append(row)
        elif row.message_id is not None:
            found["reply", row.message_id].append(row)
        else:
            found["file", row.pk].append(row)
    return found


def _keys(
    post: Post | None, note: Note | None, reply: CaseMessage | None, attachment_id: int | None
) -> list[tuple[str, int]]:
    named = (("post", post), ("note", note), ("reply", reply))
    keys = [(kind, row.pk) for kind, row in named if row is not None]
    return [*keys, ("file", attachment_id)] if attachment_id is not None else keys
