"""Appointing a staff member: the post's level brings its default grants, dated and written out (STF-1)."""

import calendar
from collections.abc import Collection
from datetime import datetime
from typing import Annotated, Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority import reach
from frontoffice.authority.actions.granting import MoreThanYouHold
from frontoffice.authority.deciding import live_grants
from frontoffice.authority.events import StaffAppointed
from frontoffice.authority.models import Grant, Level, StaffMember, Standing, User
from frontoffice.authority.registry import action
from frontoffice.authority.series import keeping
from frontoffice.authority.signatures import SECRET
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, ActorKind, Office, Unit
from frontoffice.foundation.refusals import BadInput, Refused

AUTOMATED, STAFF = ActorKind.AUTOMATED, ActorKind.STAFF
Name = Annotated[str, Field(min_length=1, max_length=200)]


class SignInTaken(Refused):
    message = _("Somebody else signs in with this name.")
    field = "username"


class WeakPassword(BadInput):
    """The message says what is wrong with it."""

    field = "password"


BEYOND = _("This level may do more than you hold yourself. Somebody who holds it has to appoint to it.")


class UnknownPlace(BadInput):
    message = _("There is no office, unit or level with this code.")


@action(
    "authority.appoint",
    title=_("Appoint a staff member"),
    limit=lambda _call: None,  # where the appointer may only ask, somebody else has to agree (X4)
    open_to=["service"],
)
def appoint(
    *,
    name: Name,
    post: Annotated[str, Field(max_length=120)],
    level: str,
    office: str,
    unit: str,
    username: Annotated[str, Field(max_length=150)] = "",
    password: Annotated[str, Field(max_length=200, json_schema_extra=SECRET)] = "",
    automated: bool = False,
    supervisor: StaffMember | None = None,
    status: Standing | None = None,
    status_until: datetime | None = None,
    until: datetime | None = None,
    by: Actor,
    at: datetime,
) -> StaffMember:
    """Give a person, or an automated representative, a post with its level's grants.

    Without a `status` the level says how its holders begin: in training, on probation, or regular. Raises SignInTaken,
    UnknownPlace, WeakPassword, MoreThanYouHold (a level above what the appointer holds).
    """
    place = _place(level, office, unit) | {"from_at": at, "until": _later(until, at)}
    _check_sign_in(username, password)
    check_level_held(place["level"], until, by=by, at=at)
    stands, ends = standing_at_first(place["level"], status, status_until, at=at)
    made = StaffMember.objects.create(
        actor=Actor.objects.create(kind=AUTOMATED if automated else STAFF, name=name),
        user=User.objects.create_user(username=username, password=password or None) if username else None,
        **place,
        post=post,
        supervisor=supervisor,
        status=stands,
        status_until=ends,
    )
    materialize(made, granted_by=by, at=at)
    announce(StaffAppointed(staff_member_id=made.pk, level=made.level.code), about=made, by=by, at=at)
    return made


def _place(level: str, office: str, unit: str) -> dict[str, Any]:
    """The rows of these codes, by the same names. Raises UnknownPlace."""
    holds, belongs_to = Level.objects.filter(code=level).first(), Unit.objects.filter(code=unit).first()
    works_at = Office.objects.filter(code=office).first()
    if holds is None or works_at is None or belongs_to is None:
        raise UnknownPlace
    return {"level": holds, "office": works_at, "unit": belongs_to}


def standing_at_first(
    level: Level, status: Standing | None, until: datetime | None, *, at: datetime
) -> tuple[Standing, datetime | None]:
    """How somebody begins at the level, and until when; months are counted on the calendar. Raises BadInput."""
    if until is not None and until <= at:
        raise BadInput(_("The end has to be later than now."), field="status_until")
    if status is None and until is not None:
        raise BadInput(_("Say what ends then: probation or training."), field="status")
    if status == Standing.REGULAR:
        if until is not None:
            raise BadInput(_("What is regular has no end."), field="status_until")
        return Standing.REGULAR, None
    if status is None and level.in_training:
        return Standing.TRAINING, None
    if status is None and not level.probation_months:
        return Standing.REGULAR, None
    if until is None and status != Standing.TRAINING and level.probation_months:
        until = _months_later(at, level.probation_months)
    return status or Standing.PROBATION, until


def _months_later(at: datetime, months: int) -> datetime:
    """The same day so many months on; where that month is too short, its last."""
    years, month = divmod(at.month - 1 + months, 12)
    last = calendar.monthrange(at.year + years, month + 1)[1]
    return at.replace(year=at.year + years, month=month + 1, day=min(at.day, last))


def check_level_held(level: Level, until: datetime | None, *, by: Actor, at: datetime) -> None:
    """Whoever appoints holds at least what the level brings, so that nobody makes more of another (STF-2)."""
    if not by.is_staff:
        return
    held: dict[str, list[Grant]] = {}
    for own in live_grants(actor=by, at=at):
        held.setdefault(own.action, []).append(own)
    for default in level.defaults.filter(until=None, standing=Standing.REGULAR):
        wanted = reach.Reach(
            default.amount_limit, default.confidentiality_limit, default.complexity_limit, until=until
        )
        if not any(reach.covers(own, wanted) for own in held.get(default.action, [])):
            raise MoreThanYouHold(BEYOND)


def _later(until: datetime | None, at: datetime) -> datetime | None:
    if until is not None and until <= at:
        raise BadInput(_("The end has to be later than now."), field="until")
    return until


def _check_sign_in(username: str, password: str) -> None:
    """Signing in does not tell capitals from small letters, so names that differ in nothing else are the same."""
    if username and User.objects.filter(username__iexact=username).exists():
        raise SignInTaken
    try:
        if password:
            validate_password(password, User(username=username))
    except ValidationError as weak:
        raise WeakPassword(" ".join(weak.messages)) from None


def materialize(
    staff_member: StaffMember,
    standings: Collection[Standing] = (),
    *,
    granted_by: Actor,
    reason: str = "",
    at: datetime,
) -> None:
    """Write out the level's default grants for this holder; the code asks for grants, never for the level.

    For a holder on probation or in training, also what that takes away until it ends. `standings` picks some of both.
    """
    wanted = set(standings or [Standing.REGULAR, Standing(staff_member.status)])
    defaults = staff_member.level.defaults.filter(until=None, standing__in=wanted)
    Grant.objects.bulk_create(
        keeping.grant_of(default, staff_member, granted_by=granted_by, reason=reason, at=at)
        for default in defaults
    )
