"""Giving work to a colleague, one piece or many, and taking that back."""

from datetime import datetime
from typing import Annotated

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority import work
from frontoffice.authority.events import HandOverUndone, WorkHandedOver
from frontoffice.authority.models import HandedOver, HandOver, StaffMember, WorkItem
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

MOST = 100


class ChooseWork(BadInput):
    message = _("Choose what to hand over first.")
    field = "items"


class StaysWhereItIs(Refused):
    """Some work is one person's by its nature: a review to answer, a text to read."""

    message = _("This work belongs to the person who has it and can't be handed over.")


class DoneMeanwhile(Refused):
    message = _("Some of this work was done or moved meanwhile. Look at the list again.")


class UndoneBefore(Refused):
    message = _("This was taken back before.")


class NotYours(Refused):
    message = _("Only who handed it over takes it back.")
    status = 403
    part = "grant"


@action("authority.hand_over_work", title=_("Hand work over"))
def hand_over_work(
    *,
    items: Annotated[list[WorkItem], Field(min_length=1, max_length=MOST)],
    to: StaffMember,
    reason: Annotated[str, Field(max_length=1000)] = "",
    by: Actor,
    at: datetime,
) -> HandOver:
    """Give the pieces to a colleague, each by its own room's action and under one's own powers there.

    All of them or none. Raises ChooseWork, StaysWhereItIs, DoneMeanwhile, and what the rooms refuse.
    """
    if not items:
        raise ChooseWork
    held = list(_open(items).select_related("member"))
    if len(held) != len({item.pk for item in items}):
        raise DoneMeanwhile
    moved = HandOver.objects.create(to=to, reason=reason.strip(), by=by, at=at)
    HandedOver.objects.bulk_create(
        HandedOver(hand_over=moved, item=item, before=item.member) for item in held
    )
    for item in held:
        _give(item, to, reason, by=by, at=at)
    about = [moved, to]
    announce(WorkHandedOver(hand_over_id=moved.pk, to_id=to.pk, number=len(held)), about=about, by=by, at=at)
    return moved


@action("authority.take_back_work", title=_("Take back a handing over"), subject="hand_over")
def take_back_work(*, hand_over: HandOver, by: Actor, at: datetime) -> HandOver:
    """All goes back to who had it, as far as nobody has done or moved it since. Raises UndoneBefore, NotYours."""
    hand_over = HandOver.objects.select_for_update().get(pk=hand_over.pk)
    if hand_over.by_id != by.pk:
        raise NotYours
    if hand_over.undone_at is not None:
        raise UndoneBefore
    hand_over.undone_at = at
    hand_over.save(update_fields=["undone_at"])
    number = 0
    for piece in hand_over.pieces.select_related("item", "before__actor"):
        if piece.item.closed_at is None and piece.item.member_id == hand_over.to_id:
            _give(piece.item, piece.before, "", by=by, at=at)
            number += 1
    undone = HandOverUndone(hand_over_id=hand_over.pk, number=number)
    announce(undone, about=hand_over, by=by, at=at)
    return hand_over


def _open(items: list[WorkItem]) -> QuerySet[WorkItem]:
    rows = WorkItem.objects.filter(pk__in=[item.pk for item in items], closed_at__isnull=True)
    return rows.select_for_update(of=("self",)).order_by("pk")


def _give(item: WorkItem, to: StaffMember | None, reason: str, *, by: Actor, at: datetime) -> None:
    kind = work.KINDS.get(item.kind)
    if kind is None or kind.reassign is None:
        raise StaysWhereItIs(_("%(title)s can't be handed over.") % {"title": item.title})
    kind.reassign(about_id=item.about_id, to=to, reason=reason, by=by, at=at)
