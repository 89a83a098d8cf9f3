"""Questions about mails: the lists of the page, what one is, what needs a person, what is stuck."""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from frontoffice.authority.conflicts import Key, belongs_to
from frontoffice.authority.registry import visible
from frontoffice.foundation.models import Actor, Delivery
from frontoffice.foundation.statements import Statement
from frontoffice.intake.models import Incoming, Mail, Mailbox, Participant, State

MOST_AT_ONCE = 100
_KIND = Incoming._meta.label_lower
_OURS = ("intake.parse", "intake.handle")


@belongs_to(Incoming)
def owners_of_incoming(incoming: Incoming) -> list[Key]:
    """An interest in the customer is one in what they wrote (STF-4)."""
    case = incoming.case
    return [("customers.party", case.customer_id)] if case is not None and case.customer_id else []


@visible(Incoming)
def incoming_visible_to(*, by: Actor, at: datetime) -> QuerySet[Incoming]:
    """Staff see what came in; which of them open the page is a power of its own. Customers see their cases."""
    rows = Incoming.objects.select_related("mailbox__topic", "case", "raw", "first", "bounced", "handled_by")
    return rows if by.is_staff else rows.none()


@visible(Mailbox)
def mailboxes_visible_to(*, by: Actor, at: datetime) -> QuerySet[Mailbox]:
    """Staff see the mailboxes."""
    rows = Mailbox.objects.select_related("topic")
    return rows if by.is_staff else rows.none()


def mail_of(incoming: Incoming) -> Mail | None:
    """What was read of it, with its files; None where nothing could be."""
    return Mail.objects.prefetch_related("parts__file").filter(incoming=incoming).first()


def listed(
    rows: QuerySet[Incoming], *, state: str = "", dispositions: tuple[str, ...] = ()
) -> QuerySet[Incoming]:
    """Newest first, all or some of them, with what a line of the list names."""
    rows = rows.select_related(None).select_related("mailbox", "case").order_by("-pk")
    if state:
        rows = rows.filter(state=state)
    return rows.filter(disposition__in=dispositions) if dispositions else rows


def waiting(rows: QuerySet[Incoming]) -> dict[str, int]:
    """How many are in each state that is not the last: one query."""
    open_states = rows.exclude(state=State.HANDLED).order_by().values("state").annotate(number=Count("pk"))
    return {row["state"]: row["number"] for row in open_states}


def counted(mailboxes: list[Mailbox]) -> dict[int, dict[str, int]]:
    """What the ledger has of each mailbox, by state and in all: one query."""
    rows = Incoming.objects.filter(mailbox__in=mailboxes).order_by().values("mailbox", "state")
    found: dict[int, dict[str, int]] = {mailbox.pk: {"all": 0} for mailbox in mailboxes}
    for row in rows.annotate(number=Count("pk")):
        found[row["mailbox"]][row["state"]] = row["number"]
        found[row["mailbox"]]["all"] += row["number"]
    return found


def _of_case(*, case: int) -> QuerySet[Incoming]:
    strangers = Participant.objects.filter(case=case, address=OuterRef("from_address"))
    mails = Incoming.objects.filter(case=case).select_related("mail", "mailbox")
    return mails.annotate(is_stranger=Exists(strangers)).order_by("pk")


_OF_CASE: Statement[Incoming] = Statement(_of_case, case=int)


def mails_of_case(case_id: int) -> dict[int, Incoming]:
    """By the id of the post that each is, and (as a negative number) its own id: one query.

    `is_stranger` says that its sender holds a reference and was not verified.
    """
    found: dict[int, Incoming] = {}
    for row in _OF_CASE.rows(case=case_id):
        found[-row.pk] = row
        if row.post_id is not None:
            found[row.post_id] = row
    return found


def with_nobody_at_them() -> list[tuple[int, str]]:
    """Mails neither held nor handled that no delivery will take up any more, with what the last one said."""
    owed = Delivery.objects.filter(
        reaction__in=_OURS, event__subjects__kind=_KIND, event__subjects__subject_id=OuterRef("pk")
    )
    alive = owed.filter(Q(done_at__isnull=True) & Q(dead_at__isnull=True))
    words = owed.order_by("-pk").values("last_error")[:1]
    left = Incoming.objects.filter(~Exists(alive), state__in=[State.KEPT, State.PARSED])
    rows = left.annotate(words=Subquery(words)).order_by("pk")
    return list(rows.values_list("pk", "words")[:MOST_AT_ONCE])
