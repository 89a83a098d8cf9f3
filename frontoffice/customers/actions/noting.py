"""Noting how somebody wants to be served, who belongs to a household, and dates such as that of birth."""

import datetime as dt
from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.customers.actions.registering import Language
from frontoffice.customers.events import MemberAdded, MemberLeft, ParticularRecorded, PreferencesSet
from frontoffice.customers.keeping import follow, locked, recognized_anew
from frontoffice.customers.models import (
    Format,
    Interpreter,
    Membership,
    Particular,
    ParticularKind,
    Party,
    PartyKind,
    Preferences,
    PreferredChannel,
)
from frontoffice.customers.office_days import office_day
from frontoffice.customers.queries.parties import current
from frontoffice.customers.queries.together import whole
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

Text = Annotated[str, Field(max_length=200)]


class NotAHousehold(BadInput):
    message = _("This is no household. Put the household on file first.")
    field = "household"


class CannotBelong(BadInput):
    message = _("A household has people and organizations, not other households.")
    field = "member"


class BelongsAlready(Refused):
    message = _("They belong to this household already.")


class BelongsNoMore(Refused):
    message = _("They don't belong to this household any more.")


class NotYet(BadInput):
    message = _("Choose today or an earlier day.")
    field = "since"


@action("customers.set_preferences", title=_("Note how a customer wants to be served"), subject="party")
def set_preferences(
    *,
    party: Party,
    language: Language,
    interpreter: Interpreter = Interpreter.NONE,
    interpreter_language: Annotated[str, Field(max_length=10)] = "",
    format: Format = Format.STANDARD,
    channel: PreferredChannel = PreferredChannel.ANY,
    note: Text = "",
    by: Actor,
    at: datetime,
) -> Party:
    """Language, interpreter, format and channel from now on; what was noted before stays in the history."""
    party = locked(party)
    made = Preferences.objects.create(
        party=party,
        language=language,
        interpreter=interpreter,
        interpreter_language=interpreter_language.strip(),
        format=format,
        channel=channel,
        note=note.strip(),
        recorded_at=at,
        recorded_by=by,
    )
    if party.language != language:
        party.language = language
        party.save(update_fields=["language"])
        follow(party)
    announce(PreferencesSet(party_id=party.pk, preferences_id=made.pk), about=party, by=by, at=at)
    return party


@action("customers.add_to_household", title=_("Add somebody to a household"), subject="household")
def add_to_household(
    *,
    household: Party,
    member: Party,
    role: Annotated[str, Field(max_length=60)] = "",
    since: dt.date | None = None,
    by: Actor,
    at: datetime,
) -> Party:
    """From a day on they belong to it. Raises NotAHousehold, CannotBelong, BelongsAlready, NotYet."""
    household, member = locked(household), current(member)
    today = office_day(at)
    if household.kind != PartyKind.HOUSEHOLD:
        raise NotAHousehold
    if member.kind == PartyKind.HOUSEHOLD or member.pk == household.pk:
        raise CannotBelong
    if since is not None and since > today:
        raise NotYet
    there = Membership.objects.filter(household__in=whole(household), member__in=whole(member))
    if there.filter(until_on__isnull=True).exists():
        raise BelongsAlready
    made = Membership.objects.create(
        household=household,
        member=member,
        role=role.strip(),
        since=since or today,
        recorded_at=at,
        recorded_by=by,
    )
    added = MemberAdded(household_id=household.pk, member_id=member.pk, membership_id=made.pk)
    announce(added, about=[household, member], by=by, at=at)
    return household


@action("customers.leave_household", title=_("End a membership of a household"), subject="membership")
def leave_household(
    *, membership: Membership, until_on: dt.date | None = None, by: Actor, at: datetime
) -> Party:
    """From a day on they don't belong to it; it stays in the history. Raises BelongsNoMore, NotYet."""
    rows = Membership.objects.select_for_update(of=("self",)).select_related("household", "member")
    membership = rows.get(pk=membership.pk)
    if membership.until_on is not None:
        raise BelongsNoMore
    today = office_day(at)
    last = until_on or today
    if not membership.since <= last <= today:
        raise NotYet(field="until_on")
    membership.until_on, membership.ended_at, membership.ended_by = last, at, by
    membership.save(update_fields=["until_on", "ended_at", "ended_by"])
    # Under two files that are one they belong to it once, and leave it once.
    files = {"household__in": whole(membership.household), "member__in": whole(membership.member)}
    twice = Membership.objects.filter(**files, until_on__isnull=True, since__lte=last)
    twice.update(until_on=last, ended_at=at, ended_by=by)
    left = MemberLeft(
        household_id=membership.household_id, member_id=membership.member_id, membership_id=membership.pk
    )
    announce(left, about=[membership.household, membership.member], by=by, at=at)
    return membership.household


@action("customers.record_particular", title=_("Record a date of a customer"), subject="party")
def record_particular(
    *, party: Party, kind: ParticularKind, day: dt.date, evidence: Text = "", by: Actor, at: datetime
) -> Party:
    """When somebody was born, or an organization founded; the newest entry counts (X2). Raises NotYet."""
    if day > office_day(at):
        raise NotYet(field="day")
    party = locked(party)
    made = Particular.objects.create(
        party=party, kind=kind, day=day, evidence=evidence.strip(), recorded_at=at, recorded_by=by
    )
    recorded = ParticularRecorded(party_id=party.pk, particular_id=made.pk, kind=kind.value)
    announce(recorded, about=party, by=by, at=at)
    recognized_anew(party)
    return party
