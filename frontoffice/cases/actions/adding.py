"""Adding to a case what the customer says later, by web, on the telephone or at the counter."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.cases import clocks
from frontoffice.cases.actions.following import follows
from frontoffice.cases.actions.linking_cases import both_locked
from frontoffice.cases.actions.opening import ChannelNotYours
from frontoffice.cases.actions.recording import locked, post_of_customer, save, whole_contact
from frontoffice.cases.actions.resolving import back_to_work
from frontoffice.cases.events import CaseReopened, PostAdded
from frontoffice.cases.models import Case, Status
from frontoffice.cases.permissions import unit_of_case
from frontoffice.cases.queries.ties import survivor_of
from frontoffice.contacts.models import Channel
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, StoredFile
from frontoffice.foundation.refusals import NotFound, Refused


class NotFollowing(NotFound):
    """The visitor does not follow this case; to them it is not there."""


class ReopenWindowOver(Refused):
    message = _(
        "This case was resolved too long ago to go on with it. Ask a new question and mention its number; "
        "we will see both."
    )


@action(
    "cases.add",
    title=_("Add what the customer says"),
    open_to=["anonymous", "customer", "service"],
    unit=unit_of_case,
)
def add(
    *,
    case: Case,
    text: Annotated[str, Field(min_length=1, max_length=20_000)],
    files: list[StoredFile] | None = None,
    channel: Channel = Channel.WEB,
    by: Actor,
    at: datetime,
) -> Case:
    """Put the customer's further words on record, each time in a contact of their own (INQ-1).

    A case that waits for the customer is worked on again; one that was resolved reopens by itself within the window
    (CMP-10). Raises NotFollowing, ChannelNotYours, ReopenWindowOver, EmptyText, TooManyFiles.
    """
    outside = not by.is_staff and by.kind != "service"
    if outside and not follows(case, by):
        raise NotFollowing
    if outside and channel != Channel.WEB:
        raise ChannelNotYours
    case, whole = _held(case)
    if whole.resolved_at is not None and at > clocks.reopen_until(whole.resolved_at):
        raise ReopenWindowOver
    contact = whole_contact(case, channel=channel, by=by, at=at)
    post = post_of_customer(case, text, files or [], contact, by=by, at=at)
    added = PostAdded(case_id=case.pk, post_id=post.pk, contact_id=contact.pk, channel=channel.value)
    announce(added, about=case, by=by, at=at)
    if whole.status == Status.RESOLVED:
        back_to_work(whole, by=by, at=at)
        announce(CaseReopened(case_id=whole.pk, post_id=post.pk, note_id=None), about=whole, by=by, at=at)
    elif whole.status == Status.WAITING:
        back_to_work(whole, by=by, at=at)
    else:
        save(whole)
    return case if whole.pk != case.pk else whole


def _held(case: Case) -> tuple[Case, Case]:
    """The case, and the one with which it goes on where it was merged: what is said wakes that one (CMP-12)."""
    whole = survivor_of(case)
    if whole.pk == case.pk:
        case = locked(case)
        return case, case
    return both_locked(case, whole)
