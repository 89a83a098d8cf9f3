"""Keying the sheets of a batch: once, or twice by two people who don't see each other's, and settling differences."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.deciding import may
from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.cases.actions.keeping_batches import BatchIsClosed
from frontoffice.cases.actions.opening import open_case
from frontoffice.cases.events_batches import RecordKept, SheetKeyed, SheetSettled
from frontoffice.cases.keying import WronglyKeyed, fields_of, read_values
from frontoffice.cases.models import Case, Difference, Item, ItemState, KeyedRecord, Keying
from frontoffice.cases.queries.batches import both_keyings
from frontoffice.contacts.models import Channel
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused

Keyed = Annotated[str, Field(max_length=50_000, description="JSON object: what stands in each field.")]
LEAD = "cases.give_sheets"


class NotToKey(Refused):
    message = _("This sheet is not to key any more.")


class GivenToAnother(Refused):
    message = _("This sheet is given to a colleague.")


class KeyedByYouBefore(Refused):
    """Second keying is worth something only by somebody else (X4)."""

    message = _("You keyed this sheet the first time. Somebody else has to key it again.")


class NothingToSettle(Refused):
    message = _("The two agree on this sheet, or it is settled.")


class YouKeyedIt(Refused):
    message = _("You keyed this sheet yourself. A third person settles it, or who leads the batch.")


def _unit_of_item(call: Any) -> int:
    unit_id: int = call.item.batch.unit_id
    return unit_id


@action("cases.keep_keying", title=_("Keep what is keyed so far"), unit=_unit_of_item)
def keep_keying(*, item: Item, given: Keyed, by: Actor, at: datetime) -> Item:
    """A draft, as it stands; only who keys sees it. Raises NotToKey, GivenToAnother, KeyedByYouBefore."""
    item, turn = _to_key(item, by)
    _draft(item, turn, _plain(given), by=by, at=at)
    return item


@action("cases.finish_keying", title=_("Key a sheet"), unit=_unit_of_item)
def finish_keying(*, item: Item, given: Keyed, by: Actor, at: datetime) -> Item:
    """What stands on the sheet. Keyed once, or twice alike, it becomes a record; keyed differently it is settled.

    Raises NotToKey, GivenToAnother, KeyedByYouBefore, WronglyKeyed.
    """
    item, turn = _to_key(item, by)
    keying = _draft(item, turn, read_values(fields_of(item.batch.form.fields), _plain(given)), by=by, at=at)
    keying.done_at = at
    keying.save(update_fields=["done_at"])
    differs = False
    if turn == 1 and item.batch.twice:
        item.state = ItemState.SECOND
    elif turn == 2:
        first, second = both_keyings(item)
        differs = first.given != second.given
        item.state = ItemState.DIFFERS if differs else ItemState.DONE
    else:
        item.state = ItemState.DONE
    member = StaffMember.objects.filter(actor=by).first()
    setattr(item, "first" if turn == 1 else "second", member)
    item.save(update_fields=["state", "first", "second"])
    keyed = SheetKeyed(batch_id=item.batch_id, item_id=item.pk, turn=turn, differs=differs)
    announce(keyed, about=[item.batch, item], by=by, at=at)
    if item.state == ItemState.DONE:
        _record(item, keying.given, by=by, at=at)
    return item


@action("cases.settle_sheet", title=_("Settle what two read differently"), unit=_unit_of_item)
def settle_sheet(*, item: Item, given: Keyed, by: Actor, at: datetime) -> Item:
    """What stands there, by a third person or the lead; each difference counts against whoever read it wrong.

    Raises NothingToSettle, YouKeyedIt, WronglyKeyed.
    """
    item = _locked(item)
    if item.state != ItemState.DIFFERS:
        raise NothingToSettle
    first, second = both_keyings(item)
    if by.pk in {first.by_id, second.by_id} and not may(by, LEAD, at=at):
        raise YouKeyedIt
    values = read_values(fields_of(item.batch.form.fields), _plain(given))
    item.state = ItemState.DONE
    item.save(update_fields=["state"])
    record = _record(item, values, settled_by=by, by=by, at=at)
    wrong = [
        Difference(
            record=record,
            field=name,
            first_wrong=first.given.get(name) != value,
            second_wrong=second.given.get(name) != value,
        )
        for name, value in values.items()
        if first.given.get(name) != value or second.given.get(name) != value
    ]
    Difference.objects.bulk_create(wrong)
    settled = SheetSettled(batch_id=item.batch_id, item_id=item.pk, differences=len(wrong))
    announce(settled, about=[item.batch, item], by=by, at=at)
    return item


def _record(
    item: Item, values: dict[str, str], *, settled_by: Actor | None = None, by: Actor, at: datetime
) -> KeyedRecord:
    """The row that stands, and the case where the batch opens one."""
    amount = values.get(item.batch.form.sum_field, "")
    case = _opened(item, values, by=by, at=at) if item.batch.topic is not None else None
    record = KeyedRecord.objects.create(
        item=item,
        given=values,
        amount=Decimal(amount) if amount else None,
        settled_by=settled_by,
        case=case,
        at=at,
    )
    kept = RecordKept(
        batch_id=item.batch_id,
        item_id=item.pk,
        keyed_record_id=record.pk,
        case_id=case.pk if case is not None else None,
    )
    announce(kept, about=[item.batch, *([case] if case is not None else [])], by=by, at=at)
    return record


def _opened(item: Item, values: dict[str, str], *, by: Actor, at: datetime) -> Case:
    """Received when the paper was (X1); name, address and telephone come from the fields of that name."""
    batch = item.batch
    labels = {field.name: field.label for field in fields_of(batch.form.fields)}
    said = "\n".join(f"{labels[name]}: {value}" for name, value in values.items() if value)
    return open_case(
        text=said,
        topic=batch.topic.code if batch.topic is not None else "",
        subject=f"{batch.form.name} {batch.title} #{item.position}"[:200],
        name=values.get("name", ""),
        email=values.get("email", ""),
        phone=values.get("phone", ""),
        files=[item.file] if item.file is not None else None,
        channel=Channel.POST,
        received_on=batch.received_on,
        by=by,
        at=at,
    )


def _to_key(item: Item, by: Actor) -> tuple[Item, int]:
    """The sheet, held, and which turn it is."""
    item = _locked(item)
    if item.state not in {ItemState.FIRST, ItemState.SECOND}:
        raise NotToKey
    turn = 1 if item.state == ItemState.FIRST else 2
    if turn == 2 and item.keyings.filter(turn=1, by=by).exists():
        raise KeyedByYouBefore
    given = item.first if turn == 1 else item.second
    if given is not None and given.actor_id != by.pk:
        raise GivenToAnother
    return item, turn


def _locked(item: Item) -> Item:
    Item.objects.select_for_update().values_list("pk").get(pk=item.pk)
    item = Item.objects.select_related("batch__form", "batch__topic", "first", "second", "file").get(
        pk=item.pk
    )
    if item.batch.closed_at is not None:
        raise BatchIsClosed
    return item


def _draft(item: Item, turn: int, values: dict[str, str], *, by: Actor, at: datetime) -> Keying:
    """What is keyed so far."""
    keying, made = Keying.objects.get_or_create(
        item=item, turn=turn, defaults={"by": by, "given": values, "begun_at": at}
    )
    if not made and keying.by_id != by.pk:
        raise GivenToAnother
    if not made:
        keying.given = values
        keying.save(update_fields=["given"])
    return keying


def _plain(given: str) -> dict[str, str]:
    try:
        read = json.loads(given)
    except ValueError as error:
        raise WronglyKeyed from error
    if not isinstance(read, dict):
        raise WronglyKeyed
    return {str(name)[:40]: str(value)[:2_000] for name, value in read.items() if value is not None}
