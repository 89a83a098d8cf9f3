"""Questions about what goes and went out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery

from frontoffice.authority.conflicts import Key, belongs_to
from frontoffice.authority.models import OPEN, Approval
from frontoffice.authority.registry import visible
from frontoffice.correspondence.models import Citation, Dispatch, Enclosure, Message, OutboxItem, Status
from frontoffice.foundation.models import Actor, Delivery
from frontoffice.foundation.references import normalize
from frontoffice.foundation.statements import Statement

Row = TypeVar("Row", bound=Model)

NEEDS_A_PERSON = (Status.INCONCLUSIVE, Status.FAILED, Status.BOUNCED)
UNDER_WAY = (Status.RELEASED, Status.SENDING)
MOST_AT_ONCE = 100
_KIND = Message._meta.label_lower


@belongs_to(Message)
def owners_of_message(message: Message) -> list[Key]:
    """An interest in the customer is one in what is written to them (STF-4)."""
    return [("customers.party", message.customer_id)] if message.customer_id is not None else []


@visible(Message)
def messages_visible_to(*, by: Actor, at: datetime) -> QuerySet[Message]:
    """Staff see what goes out. Customers see what concerns them through the room that it is about."""
    return with_content(Message.objects.all()) if by.is_staff else Message.objects.none()


def with_content(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Messages with all that they cite and enclose, in a fixed number of queries."""
    return messages.select_related("by", "contact", "eml").prefetch_related(
        "citations__passage__version__article", "enclosures__file"
    )


_CITED = "_cited_kept"
_CITATIONS: Statement[Citation] = Statement(
    lambda *, message: (
        Citation.objects.filter(message=message)
        .select_related("passage__version__article")
        .order_by("position")
    ),
    message=int,
)
_ENCLOSURES: Statement[Enclosure] = Statement(
    lambda *, message: Enclosure.objects.filter(message=message).select_related("file").order_by("position"),
    message=int,
)


def citations_of(message: Message) -> list[Citation]:
    """What it cites, with passages, versions and articles. One query; once it was released, kept with the message."""
    kept: list[Citation] | None = message.__dict__.get(_CITED)
    if kept is not None and message.released_at is not None:
        return kept
    found = message.__dict__[_CITED] = _CITATIONS.rows(message=message.pk)
    return found


def enclosures_of(message: Message) -> list[Enclosure]:
    """What goes with it, with the files. One query."""
    return _ENCLOSURES.rows(message=message.pk)


def outbox(messages: QuerySet[Message], statuses: tuple[Status, ...] = ()) -> QuerySet[Message]:
    """Newest first, all or those in the statuses; without what they cite and enclose."""
    bare = messages.prefetch_related(None).select_related(None).select_related("by").order_by("-pk")
    return bare.filter(status__in=statuses) if statuses else bare


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list, newest first; `older` and `newer` are the references that the next pages begin after."""

    rows: list[Row]
    older: str
    newer: str


def page_of(rows: QuerySet[Row], *, after: str, before: str, most: int) -> Page[Row]:
    """The rows older than `after` or newer than `before`, by key: no row is shown twice or left out meanwhile."""
    anchor = normalize(after or before)
    edge = (
        rows.model._default_manager.filter(reference=anchor).values_list("pk", flat=True).first()
        if anchor
        else None
    )
    if edge is None:
        found = list(rows[: most + 1])
        return Page(found[:most], _reference(found, most - 1) if len(found) > most else "", "")
    if after:
        found = list(rows.filter(pk__lt=edge)[: most + 1])
        return Page(
            found[:most], _reference(found, most - 1) if len(found) > most else "", _reference(found, 0)
        )
    upward = list(rows.filter(pk__gt=edge).order_by("pk")[: most + 1])
    shown = upward[:most][::-1]
    return Page(shown, _reference(shown, -1), _reference(shown, 0) if len(upward) > most else "")


def _reference(rows: list[Row], place: int) -> str:
    return str(rows[place].reference) if rows else ""  # type: ignore[attr-defined]


def counts(messages: QuerySet[Message]) -> dict[str, int]:
    """How many messages there are in each status that asks for something: one query."""
    of_interest = [*NEEDS_A_PERSON, *UNDER_WAY, Status.HELD, Status.DRAFT]
    rows = messages.order_by().filter(status__in=of_interest).values("status").annotate(number=Count("pk"))
    return {row["status"]: row["number"] for row in rows}


def approval_that_waits(message: Message) -> Approval | None:
    """The approval that a held message waits for."""
    asked = Approval.objects.filter(subject_kind=_KIND, subject_id=message.pk, status__in=OPEN)
    return asked.select_related("asked_by").order_by("-pk").first()


def last_decision(message: Message) -> Approval | None:
    """The last approval of this message that was decided: why it came back, or who agreed."""
    decided = Approval.objects.filter(subject_kind=_KIND, subject_id=message.pk)
    return decided.exclude(status__in=OPEN).select_related("decided_by").order_by("-pk").first()


def kept_mail() -> QuerySet[OutboxItem]:
    """What the page transport kept, newest first, without the bytes."""
    return OutboxItem.objects.defer("eml").order_by("-pk")


def left_in_sending(*, at: datetime) -> list[int]:
    """Messages whose attempt is open longer than it can take: the worker is gone."""
    left = Dispatch.objects.filter(outcome="", open_until__lte=at).order_by("pk")
    return list(left.values_list("message_id", flat=True)[:MOST_AT_ONCE])


def with_nobody_to_send_them() -> list[tuple[int, str]]:
    """Released messages that no delivery will take up any more, with what the last one said."""
    owed = Delivery.objects.filter(
        reaction="correspondence.send",
        event__subjects__kind=_KIND,
        event__subjects__subject_id=OuterRef("pk"),
    )
    alive = owed.filter(Q(done_at__isnull=True) & Q(dead_at__isnull=True))
    words = owed.order_by("-pk").values("last_error")[:1]
    left = Message.objects.filter(~Exists(alive), status=Status.RELEASED).annotate(words=Subquery(words))
    return list(left.order_by("pk").values_list("pk", "words")[:MOST_AT_ONCE])
