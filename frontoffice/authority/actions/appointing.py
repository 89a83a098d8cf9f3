"""Appointing a staff member: the post's level brings its default grants, dated and written out (STF-1)."""

from datetime import datetime
from typing import Annotated

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.events import StaffAppointed
from frontoffice.authority.models import Grant, Level, StaffMember, User
from frontoffice.authority.registry import action
from frontoffice.authority.signatures import SECRET
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, ActorKind, Office, Unit
from frontoffice.foundation.refusals import BadInput, Refused

Name = Annotated[str, Field(min_length=1, max_length=200)]


class SignInTaken(Refused):
    message = _("Somebody else signs in with this name.")
    field = "username"


class WeakPassword(BadInput):
    """The message says what is wrong with it."""

    field = "password"


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
    until: datetime | None = None,
    by: Actor,
    at: datetime,
) -> StaffMember:
    """Give a person, or an automated representative, a post with its level's grants.

    Raises SignInTaken, UnknownPlace, WeakPassword.
    """
    holds = Level.objects.filter(code=level).first()
    works_at, belongs_to = Office.objects.filter(code=office).first(), Unit.objects.filter(code=unit).first()
    if holds is None or works_at is None or belongs_to is None:
        raise UnknownPlace
    _check_end(until, at)
    _check_sign_in(username, password)
    actor = Actor.objects.create(kind=ActorKind.AUTOMATED if automated else ActorKind.STAFF, name=name)
    staff_member = StaffMember.objects.create(
        actor=actor,
        user=User.objects.create_user(username=username, password=password or None) if username else None,
        level=holds,
        office=works_at,
        unit=belongs_to,
        post=post,
        from_at=at,
        until=until,
    )
    materialize(staff_member, granted_by=by, at=at)
    announce(
        StaffAppointed(staff_member_id=staff_member.pk, level=holds.code), about=staff_member, by=by, at=at
    )
    return staff_member


def _check_end(until: datetime | None, at: datetime) -> None:
    if until is not None and until <= at:
        raise BadInput(_("The end has to be later than now."), field="until")


def _check_sign_in(username: str, password: str) -> None:
    """Signing in does not tell capitals from small letters, so names that differ in nothing else are the same."""
    if username and User.objects.filter(username__iexact=username).exists():
        raise SignInTaken
    try:
        if password:
            validate_password(password, User(username=username))
    except ValidationError as weak:
        raise WeakPassword(" ".join(weak.messages)) from None


def materialize(staff_member: StaffMember, *, granted_by: Actor, at: datetime) -> None:
    """Write out the level's default grants for this holder; the code asks for grants, never for the level."""
    Grant.objects.bulk_create(
        Grant(
            actor=staff_member.actor,
            action=default.action,
            amount_limit=default.amount_limit,
            needs_approval=default.needs_approval,
            from_at=at,
            until=staff_member.until,
            granted_by=granted_by,
        )
        for default in staff_member.level.defaults.all()
    )
