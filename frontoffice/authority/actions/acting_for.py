"""Standing in for an absent colleague: named, accepted, dated, handed over, and ended (STF-3, onet.25)."""

from datetime import datetime
from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.events import ActingAccepted, ActingDeclined, ActingEnded, ActingNamed
from frontoffice.authority.holding import live_grants
from frontoffice.authority.models import ActingTerm, Effect, Grant, Source, StaffMember
from frontoffice.authority.registry import action
from frontoffice.foundation import events
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, ActorKind
from frontoffice.foundation.refusals import BadInput, Refused

LONGEST = 366  # days
# Who may do what is changed by those who answer for it: what they give would outlast the term.
NOT_HANDED_ON = frozenset({"authority.appoint", "authority.grant", "authority.name_acting"})
HANDED_ON = (
    "action",
    "unit",
    "program",
    "amount_limit",
    "confidentiality_limit",
    "complexity_limit",
    "needs_approval",
    "review_share",
    "certification",
)


class NotAPerson(BadInput):
    message = _("Only a person with a post acts for another one.")
    field = "deputy"


class OutOfTime(BadInput):
    message = _("It ends later than it begins, later than now, and lasts a year at most.")
    field = "until"


class ActsAlready(Refused):
    message = _("There is somebody who acts for this colleague in that time, or they act for each other.")


class NoChain(Refused):
    message = _("Who acts for somebody can't have a third person act for them both. Ask their supervisor.")
    part = "restriction"


class NotYours(Refused):
    message = _("Only the colleague who was named can say yes or no.")
    status = 403
    part = "grant"


class NotYoursToEnd(Refused):
    message = _("Only the two of them, or who named the deputy, can end this.")
    status = 403
    part = "grant"


class AnsweredAlready(Refused):
    message = _("This was answered before, or is over.")


def _oneself(call: Any) -> bool:
    return bool(call.deputy.actor_id == call.by.pk)


@action("authority.name_acting", title=_("Name who acts for a colleague"), conflict=_oneself)
def name_acting(
    *,
    absent: StaffMember,
    deputy: StaffMember,
    until: datetime,
    from_at: datetime | None = None,
    handover: Annotated[str, Field(max_length=5_000)] = "",
    by: Actor,
    at: datetime,
) -> ActingTerm:
    """Ask a colleague to act for another one in a time; it counts once they accept.

    Who names somebody for a third person hands on no more than they hold themselves (STF-2). Raises NotAPerson,
    OutOfTime, ActsAlready, NoChain.
    """
    begins = max(from_at or at, at)
    if until <= begins or (until - begins).days > LONGEST:
        raise OutOfTime
    if events.acting.get().acting_for is not None:
        raise NoChain
    for one in (absent, deputy):
        if one.actor.kind != ActorKind.STAFF or (one.until is not None and one.until <= begins):
            raise NotAPerson(field="deputy" if one is deputy else "absent")
    # The absent person's row is held, so that of two who name a deputy at once one is refused.
    StaffMember.objects.select_for_update(of=("self",)).get(pk=absent.pk)
    if _overlapping(absent, deputy, begins, until):
        raise ActsAlready
    term = ActingTerm.objects.create(
        absent=absent,
        deputy=deputy,
        from_at=begins,
        until=until,
        handover=handover.strip(),
        named_by=by,
        named_at=at,
    )
    announce(ActingNamed(acting_term_id=term.pk), about=[term, absent, deputy], by=by, at=at)
    return term


@action("authority.accept_acting", title=_("Agree to act for a colleague"))
def accept_acting(*, term: ActingTerm, by: Actor, at: datetime) -> ActingTerm:
    """Take it on: what the absent person holds in their own name is held by the deputy too, for that time.

    Raises NotYours, AnsweredAlready.
    """
    term = _unanswered(term, by=by, at=at)
    term.accepted_at = at
    term.save(update_fields=["accepted_at"])
    begins = max(term.from_at, at)
    Grant.objects.bulk_create(
        Grant(
            **{name: getattr(own, name) for name in HANDED_ON},
            actor=term.deputy.actor,
            source=Source.ACTING,
            acting_for=term.absent.actor,
            from_at=begins,
            until=term.until if own.until is None else min(own.until, term.until),
            granted_by=term.named_by,
        )
        for own in _handed_on(term, begins, at=at)
    )
    announce(ActingAccepted(acting_term_id=term.pk), about=[term, term.absent, term.deputy], by=by, at=at)
    return term


@action("authority.decline_acting", title=_("Decline to act for a colleague"))
def decline_acting(*, term: ActingTerm, by: Actor, at: datetime) -> ActingTerm:
    """Say no. Raises NotYours, AnsweredAlready."""
    term = _unanswered(term, by=by, at=at)
    term.declined_at = at
    term.save(update_fields=["declined_at"])
    announce(ActingDeclined(acting_term_id=term.pk), about=[term, term.absent], by=by, at=at)
    return term


@action("authority.end_acting", title=_("End acting for a colleague"))
def end_acting(*, term: ActingTerm, by: Actor, at: datetime) -> ActingTerm:
    """End it before its time: its grants end now. Raises NotYoursToEnd, AnsweredAlready."""
    term = _locked(term)
    if by.pk not in {term.absent.actor_id, term.deputy.actor_id, term.named_by_id}:
        raise NotYoursToEnd
    if term.ended_at is not None or term.declined_at is not None or term.until <= at:
        raise AnsweredAlready
    term.ended_at, term.ended_by = at, by
    term.save(update_fields=["ended_at", "ended_by"])
    # Terms of the same two never overlap, so these are the grants of this one.
    Grant.objects.filter(
        source=Source.ACTING,
        actor=term.deputy.actor,
        acting_for=term.absent.actor,
        from_at__gte=term.from_at,
        from_at__lt=term.until,
        revoked_at=None,
    ).update(revoked_at=at, revoked_by=by)
    announce(ActingEnded(acting_term_id=term.pk), about=[term, term.absent, term.deputy], by=by, at=at)
    return term


def _overlapping(absent: StaffMember, deputy: StaffMember, begins: datetime, until: datetime) -> bool:
    open_terms = ActingTerm.objects.filter(
        from_at__lt=until, until__gt=begins, declined_at__isnull=True, ended_at__isnull=True
    )
    same = open_terms.filter(absent=absent)
    return same.exists() or open_terms.filter(absent=deputy, deputy=absent).exists()


def _handed_on(term: ActingTerm, begins: datetime, *, at: datetime) -> list[Grant]:
    """The absent person's own grants that reach into the term, as far as who named the deputy holds them too."""
    own = live_grants(actor=term.absent.actor, at=at).filter(acting_for__isnull=True, effect=Effect.GIVES)
    found = [
        grant
        for grant in own.exclude(action__in=NOT_HANDED_ON).order_by("pk")
        if grant.until is None or grant.until > begins
    ]
    if term.named_by_id == term.absent.actor_id or term.named_by.kind == ActorKind.SERVICE:
        return found
    namers = live_grants(actor=term.named_by, at=at).filter(acting_for__isnull=True)
    held: dict[str, list[Grant]] = {}
    for grant in namers:
        held.setdefault(grant.action, []).append(grant)
    return [grant for grant in found if any(_as_wide(mine, grant) for mine in held.get(grant.action, []))]


def _as_wide(mine: Grant, grant: Grant) -> bool:
    """Whether who hands on holds at least this."""
    limits = ("amount_limit", "confidentiality_limit", "complexity_limit")
    high = all(
        getattr(mine, name) is None
        or (getattr(grant, name) is not None and getattr(grant, name) <= getattr(mine, name))
        for name in limits
    )
    placed = mine.unit_id in {None, grant.unit_id} and mine.program in {"", grant.program}
    return high and placed and (grant.needs_approval or not mine.needs_approval)


def _locked(term: ActingTerm) -> ActingTerm:
    rows = ActingTerm.objects.select_for_update(of=("self",))
    return rows.select_related("absent__actor", "deputy__actor", "named_by").get(pk=term.pk)


def _unanswered(term: ActingTerm, *, by: Actor, at: datetime) -> ActingTerm:
    term = _locked(term)
    if term.deputy.actor_id != by.pk:
        raise NotYours
    answered = term.accepted_at is not None or term.declined_at is not None or term.ended_at is not None
    if answered or term.until <= at:
        raise AnsweredAlready
    return term
