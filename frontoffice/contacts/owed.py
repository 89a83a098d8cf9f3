"""What colleagues owe to customers from contacts: call-backs that were promised, customers who were passed on."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontoffice.authority import notices, work
from frontoffice.authority.models import StaffMember
from frontoffice.contacts.models import CallBack, Transfer
from frontoffice.contacts.models.call_backs import OPEN
from frontoffice.contacts.models.during import WAITING
from frontoffice.foundation.models import Actor

CALL_BACK = "contacts.call_back"
TRANSFER = "contacts.transfer"
MISSED = "contacts.call_back_missed"
TRANSFER_MISSED = "contacts.transfer_missed"
MISSED_FIRST, WAITS_NOW = 1, 1


def register() -> None:
    """Called once, when the app is ready."""
    work.add_kind(
        work.Kind(
            CALL_BACK,
            gettext_lazy("Call back"),
            "phone",
            "contacts:call_back",
            power="contacts.record_call_back_try",
            owed=every_call_back,
            reassign=reassign,
        )
    )
    work.add_kind(
        work.Kind(
            TRANSFER,
            gettext_lazy("Passed on to you"),
            "phone",
            "contacts:passed_on",
            power="contacts.take_transfer",
            owed=every_transfer,
        )
    )
    notices.add_kind(
        notices.Kind(TRANSFER_MISSED, gettext_lazy("Customers waiting"), "phone", "contacts:passed_on")
    )
    notices.add_kind(notices.Kind(MISSED, gettext_lazy("Missed call-backs"), "phone", "contacts:call_back"))


def call_back(promised: CallBack, *, by: Actor, at: datetime) -> None:
    """Somebody has to call by then."""
    work.owe_or_settle(CALL_BACK, promised, owed_on(promised), by=by, at=at)


def owed_on(promised: CallBack) -> work.Owed:
    """By whoever promised it or has it now; once it was missed, by whoever leads the unit, first of all."""
    missed_it = promised.missed_at is not None
    return work.Owed(
        about=promised,
        title=_title(promised),
        member=(promised.escalated_to if missed_it else None) or promised.member,
        unit=promised.unit,
        due_at=promised.due_at,
        priority=MISSED_FIRST if missed_it else 0,
    )


def every_call_back(at: datetime) -> Iterator[work.Owed]:
    """All that are still to be made, by the promises themselves."""
    rows = CallBack.objects.filter(OPEN).select_related("member", "unit", "escalated_to").order_by("pk")
    for promised in rows.iterator(chunk_size=2000):
        yield owed_on(promised)


def reassign(*, about_id: int, to: StaffMember | None, reason: str, by: Actor, at: datetime) -> None:
    """Give the promise to a colleague by the action that does so, or to anybody of its unit."""
    from frontoffice.contacts.actions.giving_call_backs import give_call_back

    give_call_back(call_back=CallBack.objects.get(pk=about_id), member=to, reason=reason, by=by, at=at)


def missed(promised: CallBack, *, by: Actor, at: datetime) -> None:
    """Its time has passed: it is first on the work of whoever leads the unit, and they and the caller are told."""
    lead = promised.escalated_to
    work.owe_or_settle(CALL_BACK, promised, owed_on(promised), by=by, at=at)
    text = _("Missed: call back %(who)s") % {"who": promised.name or promised.number}
    for member in {one.pk: one for one in (lead, promised.member) if one is not None}.values():
        notices.tell(member, kind=MISSED, about=promised, text=text, by=by, at=at)


def call_back_done(promised: CallBack, *, by: Actor, at: datetime) -> None:
    """Nobody has to call any more."""
    work.settle(kind=CALL_BACK, about=promised, by=by, at=at)


def transfer(passed_on: Transfer, *, by: Actor, at: datetime) -> None:
    """A customer waits to be taken; one who went to a number outside waits for nobody here."""
    if passed_on.waits:
        work.owe_or_settle(TRANSFER, passed_on, transfer_owed(passed_on), by=by, at=at)


def transfer_owed(passed_on: Transfer) -> work.Owed:
    """By whoever they were passed on to, in a few minutes; by whoever leads the unit once nobody took them in time."""
    customer, late = passed_on.contact.customer, passed_on.missed_at is not None
    return work.Owed(
        about=passed_on,
        title=_("%(who)s waits") % {"who": customer.name if customer is not None else _("A customer")},
        member=(passed_on.escalated_to if late else None) or passed_on.to_member,
        unit=passed_on.to_unit,
        due_at=passed_on.at + timedelta(minutes=settings.TRANSFER_MINUTES),
        priority=WAITS_NOW,
    )


def every_transfer(at: datetime) -> Iterator[work.Owed]:
    """All who still wait, by the transfers themselves."""
    rows = Transfer.objects.filter(WAITING).select_related(
        "contact__customer", "to_unit", "to_member", "escalated_to"
    )
    for passed_on in rows.order_by("pk").iterator(chunk_size=2000):
        yield transfer_owed(passed_on)


def transfer_missed(passed_on: Transfer, *, by: Actor, at: datetime) -> None:
    """They have waited too long: whoever leads the unit has them, and all whom it concerns are told."""
    owes = transfer_owed(passed_on)
    work.owe_or_settle(TRANSFER, passed_on, owes, by=by, at=at)
    passed_by = StaffMember.objects.select_related("actor").filter(actor=passed_on.by_id).first()
    told = (passed_on.escalated_to, passed_on.to_member, passed_by)
    for member in {one.pk: one for one in told if one is not None}.values():
        notices.tell(
            member,
            kind=TRANSFER_MISSED,
            about=passed_on,
            text=_("%(what)s, and nobody takes them") % {"what": owes.title},
            by=by,
            at=at,
        )


def transfer_done(passed_on: Transfer, *, by: Actor, at: datetime) -> None:
    """Somebody took them."""
    work.settle(kind=TRANSFER, about=passed_on, by=by, at=at)


def _title(promised: CallBack) -> str:
    return f"{promised.name or promised.number}: {promised.about}"
