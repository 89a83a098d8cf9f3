"""One action with everything that authority looks at, and rows for it, some of them odd."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from frontoffice.authority.models import Act, Certification, CertificationKind, Grant, Interest, StaffMember
from frontoffice.authority.registry import ACTIONS, ActionFunction, action
from frontoffice.authority.separation import Part
from frontoffice.foundation.models import Actor, Office, Unit
from frontoffice.foundation.money import Money
from tests.factories import NOW, agency, staff, unit

DAY = dt.timedelta(days=1)
WEIGH, PLAIN = "tests.weigh", "tests.plain"
AnyAction = ActionFunction[Any, Any]


@contextmanager
def actions() -> Iterator[dict[str, AnyAction]]:
    """`tests.weigh` has limits, a place, a draw and a part; `tests.plain` a place alone, and can't wait."""

    @action(
        WEIGH,
        title="Weigh something",
        limit=lambda call: call.amount,
        confidentiality=lambda call: call.secret,
        unit=lambda call: call.of.pk,
        sampled_on=lambda call: call.key,
        conflict=lambda call: call.about.actor_id == call.by.pk,
        separation=Part.TAKE_MONEY,
    )
    def weigh(
        *,
        about: StaffMember,
        place: Office,
        of: Unit,
        amount: Money,
        secret: int,
        key: str,
        by: Actor,
        at: dt.datetime,
    ) -> str:
        return "done"

    @action(PLAIN, title="Do something plain", unit=lambda call: call.of.pk)
    def plain(*, place: Office, of: Unit, by: Actor, at: dt.datetime) -> str:
        return "done"

    yield {WEIGH: weigh, PLAIN: plain}
    for name in (WEIGH, PLAIN):
        del ACTIONS[name]


def arguments(name: str, **said: Any) -> dict[str, Any]:
    """A call: $50, internal, in the unit `front`, about nobody in particular."""
    place = {"place": agency(), "of": said.pop("of", None) or unit("front")}
    if name == PLAIN:
        return place
    about = (
        said.pop("about", None) or StaffMember.objects.filter(actor__name="Nobody").first() or staff("Nobody")
    )
    return {"about": about, "amount": Money("50.00"), "secret": 1, "key": "a letter", **place, **said}


def row(member: StaffMember, name: str = WEIGH, **said: Any) -> Grant:
    """A row about the action, in force since yesterday."""
    giver = StaffMember.objects.filter(actor__name="Giver").first() or staff("Giver")
    return Grant.objects.create(
        **{"actor": member.actor, "action": name, "from_at": NOW - DAY, "granted_by": giver.actor} | said
    )


def certified(member: StaffMember, *, until: dt.datetime | None, code: str = "scales") -> Certification:
    kind, _created = CertificationKind.objects.get_or_create(code=code, defaults={"name": "Scales"})
    giver = StaffMember.objects.filter(actor__name="Giver").first() or staff("Giver")
    return Certification.objects.create(
        kind=kind,
        actor=member.actor,
        evidence="course",
        from_at=NOW - 30 * DAY,
        until=until,
        awarded_by=giver.actor,
    )


def interest(member: StaffMember, thing: Any, relation: str = "relative") -> Interest:
    return Interest.objects.create(
        actor=member.actor,
        kind=thing._meta.label_lower,
        object_id=thing.pk,
        relation=relation,
        from_at=NOW - DAY,
        declared_by=member.actor,
    )


def did(member: StaffMember, part: Part, thing: Any) -> Act:
    return Act.objects.create(
        actor=member.actor,
        part=part,
        kind=thing._meta.label_lower,
        object_id=thing.pk,
        action=WEIGH,
        at=NOW - DAY,
    )


SHARES = [None, None, None, Decimal(0), Decimal("0.2"), Decimal("0.5"), Decimal(1)]
