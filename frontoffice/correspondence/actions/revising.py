"""Changing a draft. What is held can't be changed: an edit would void the approval that it waits for (COR-3)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.correspondence.actions.drafting import LONGEST_BODY, cite, enclose, subjects, write
from frontoffice.correspondence.actions.releasing import ReleasedBefore, WaitsForApproval
from frontoffice.correspondence.events import MessageRevised
from frontoffice.correspondence.models import Message, Status
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, StoredFile
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.models import Passage


class ChangedByAnother(Refused):
    message = _(
        "Somebody else changed this draft while you wrote. Look at it again; what you wrote is still here."
    )


@action("correspondence.revise", title=_("Change a draft"))
def revise(
    *,
    message: Message,
    subject: Annotated[str, Field(min_length=1, max_length=250)],
    body: Annotated[str, Field(min_length=1, max_length=LONGEST_BODY)],
    to_name: Annotated[str, Field(max_length=200)],
    to_address: Annotated[str, Field(max_length=254)] = "",
    passages: list[Passage] | None = None,
    files: list[StoredFile] | None = None,
    expected_version: int,
    by: Actor,
    at: datetime,
) -> Message:
    """Write a draft anew; passages and files stay unless others are given.

    Raises ReleasedBefore, WaitsForApproval, ChangedByAnother, AddressUnusable, NothingToSay, TooMuchEnclosed,
    ForStaffOnly.
    """
    message = Message.objects.select_for_update(of=("self",)).select_related("contact").get(pk=message.pk)
    if message.status == Status.HELD:
        raise WaitsForApproval
    if message.status != Status.DRAFT:
        raise ReleasedBefore
    if message.version != expected_version:
        raise ChangedByAnother
    write(message, to_name=to_name, to_address=to_address, subject=subject, body=body)
    message.version += 1
    message.save()
    if passages is not None:
        message.citations.all().delete()
        cite(message, passages, {})
    if files is not None:
        message.enclosures.all().delete()
        enclose(message, files)
    revised = MessageRevised(message_id=message.pk, version=message.version)
    announce(revised, about=subjects(message), by=by, at=at)
    return message
