"""Batches of paper forms: taken in, given out to be keyed, closed by their control totals (tx.11)."""

import datetime as dt
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.deciding import may
from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.cases import clocks
from frontoffice.cases.actions.keeping_topics import topic_of
from frontoffice.cases.events_batches import BatchClosed, BatchOpened, PaperFormDefined, SheetsGiven
from frontoffice.cases.keying import read_fields
from frontoffice.cases.models import Batch, Item, ItemState, PaperForm
from frontoffice.cases.queries.batches import board
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, StoredFile
from frontoffice.foundation.refusals import BadInput, Refused

MOST_SHEETS = 500
KEY = "cases.finish_keying"


class FormNameTaken(BadInput):
    message = _("There is a form of this name already.")
    field = "name"


class NotASumField(BadInput):
    message = _("Only a field that is a number can be added up.")
    field = "sum_field"


class NothingToAddUp(BadInput):
    message = _("This form has no field that is added up, so the header can't have a total.")
    field = "total"


class MoreFilesThanSheets(BadInput):
    message = _("There are more files than sheets. Check the count.")
    field = "files"


class NoPostForIt(Refused):
    message = _("Only somebody with a post at the agency can do this.")
    status = 403
    part = "grant"


class CannotKey(BadInput):
    message = _("This colleague can't key forms. Choose somebody else.")
    field = "member"


class NoSuchSheets(BadInput):
    message = _(
        "There is no such sheet in the batch that is still to key, or the same person keys it already."
    )
    field = "first"


class KeyedOnceOnly(BadInput):
    message = _("This batch is keyed once.")
    field = "turn"


class BatchIsClosed(Refused):
    message = _("This batch is closed.")


class SheetsStillOpen(Refused):
    message = _("Not every sheet is keyed and settled yet.")


class TotalsDiffer(BadInput):
    """What came out is not what the header says; a reason lets it close all the same."""

    message = _("What was keyed does not add up to the header. Find the difference, or say why it is right.")
    field = "reason"


@action("cases.define_paper_form", title=_("Define a paper form"), open_to=["service"])
def define_paper_form(
    *,
    name: Annotated[str, Field(min_length=1, max_length=120)],
    fields: Annotated[str, Field(min_length=1, max_length=10_000)],
    sum_field: Annotated[str, Field(max_length=40)] = "",
    by: Actor,
    at: datetime,
) -> PaperForm:
    """Its fields, one a line (`Fee paid: number *`). Raises FieldsUnusable, FormNameTaken, NotASumField."""
    read = read_fields(fields)
    if sum_field and sum_field not in {one.name for one in read if one.kind == "number"}:
        raise NotASumField
    if PaperForm.objects.filter(name=name.strip(), active=True).exists():
        raise FormNameTaken
    form = PaperForm.objects.create(
        name=name.strip(), fields=[one.stored() for one in read], sum_field=sum_field, made_at=at
    )
    announce(PaperFormDefined(paper_form_id=form.pk, fields=len(read)), about=form, by=by, at=at)
    return form


@action("cases.open_batch", title=_("Take in a batch of paper forms"))
def open_batch(
    *,
    form: PaperForm,
    title: Annotated[str, Field(min_length=1, max_length=200)],
    count: Annotated[int, Field(ge=1, le=MOST_SHEETS)],
    total: Decimal | None = None,
    received_on: dt.date | None = None,
    twice: bool = False,
    topic: Annotated[str, Field(max_length=60)] = "",
    files: list[StoredFile] | None = None,
    by: Actor,
    at: datetime,
) -> Batch:
    """As its header says: how many, what they add up to, when received; `twice` asks for second keying.

    Files go with the sheets in order. Raises NothingToAddUp, MoreFilesThanSheets, UnknownTopic, ReceivedInFuture,
    ReceivedTooLongAgo, NoPostForIt.
    """
    member = StaffMember.objects.select_related("unit").filter(actor=by).first()
    if member is None:
        raise NoPostForIt
    if total is not None and not form.sum_field:
        raise NothingToAddUp
    if len(files or []) > count:
        raise MoreFilesThanSheets
    batch = Batch.objects.create(
        form=form,
        title=title.strip(),
        unit=member.unit,
        received_on=clocks.received(member.unit, received_on, at=at).on,
        count=count,
        total=total,
        twice=twice,
        topic=topic_of(topic) if topic else None,
        made_by=by,
        made_at=at,
    )
    _lay_out(batch, files or [])
    announce(BatchOpened(batch_id=batch.pk, count=count, twice=twice), about=batch, by=by, at=at)
    return batch


def _lay_out(batch: Batch, files: list[StoredFile]) -> None:
    """Its sheets, each with its file as far as there are files."""
    for position in range(1, batch.count + 1):
        file = files[position - 1] if position <= len(files) else None
        Item.objects.create(batch=batch, position=position, file=file)


@action(
    "cases.give_sheets", title=_("Say who keys what"), subject="batch", unit=lambda call: call.batch.unit_id
)
def give_sheets(
    *,
    batch: Batch,
    member: StaffMember,
    first: Annotated[int, Field(ge=1)],
    last: Annotated[int, Field(ge=1)],
    turn: Annotated[int, Field(ge=1, le=2)] = 1,
    by: Actor,
    at: datetime,
) -> Batch:
    """Sheets from one number to another to one colleague, whoever had them. Nobody keys the same sheet twice.

    Raises CannotKey, KeyedOnceOnly, NoSuchSheets, BatchIsClosed.
    """
    batch = locked_batch(batch)
    if turn == 2 and not batch.twice:
        raise KeyedOnceOnly
    if not may(member.actor, KEY, at=at):
        raise CannotKey
    rows = batch.items.filter(position__gte=first, position__lte=last)
    if turn == 1:
        given = rows.filter(state=ItemState.FIRST).exclude(second=member).update(first=member)
    else:
        rows = rows.filter(state__in=[ItemState.FIRST, ItemState.SECOND])
        keyed = Q(keyings__by=member.actor, keyings__done_at__isnull=False)
        free = list(rows.exclude(first=member).exclude(keyed).values_list("pk", flat=True))
        given = batch.items.filter(pk__in=free).update(second=member)
    if not given:
        raise NoSuchSheets
    event = SheetsGiven(batch_id=batch.pk, staff_member_id=member.pk, turn=turn, first=first, last=last)
    announce(event, about=[batch, member], by=by, at=at)
    return batch


@action("cases.close_batch", title=_("Close a batch"), unit=lambda call: call.batch.unit_id)
def close_batch(
    *, batch: Batch, reason: Annotated[str, Field(max_length=1_000)] = "", by: Actor, at: datetime
) -> Batch:
    """All is keyed, and as many and as much came out as went in; or the reason why not is given.

    Raises SheetsStillOpen, TotalsDiffer, BatchIsClosed.
    """
    batch = locked_batch(batch)
    told = board(batch)
    if not told.count_agrees:
        raise SheetsStillOpen
    if not told.total_agrees and not reason.strip():
        raise TotalsDiffer
    batch.closed_at, batch.closed_by = at, by
    batch.differs_because = "" if told.agrees else reason.strip()
    batch.save(update_fields=["closed_at", "closed_by", "differs_because"])
    announce(BatchClosed(batch_id=batch.pk, agrees=told.agrees), about=batch, by=by, at=at)
    return batch


def locked_batch(batch: Batch) -> Batch:
    """The batch as it is now, held. Raises BatchIsClosed."""
    Batch.objects.select_for_update().values_list("pk").get(pk=batch.pk)
    batch = Batch.objects.select_related("form", "unit", "topic").get(pk=batch.pk)
    if batch.closed_at is not None:
        raise BatchIsClosed
    return batch
