"""Writing a series out as rows, and putting one default in the place of another for all who hold the level."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from frontoffice.authority.models import (
    Effect,
    Grant,
    Level,
    LevelDuty,
    LevelGrant,
    Series,
    Source,
    StaffMember,
    Standing,
)
from frontoffice.authority.series import deriving
from frontoffice.authority.series.deriving import Default
from frontoffice.authority.series.shape import (
    ALL,
    NOT_STATED,
    LevelEntry,
    SeriesFile,
    StandingEntry,
    Vocabulary,
)
from frontoffice.foundation.models import Actor

SUPERVISOR = "supervisor"


def keep_series(file: SeriesFile, known: Vocabulary, *, source: str, by: Actor, at: datetime) -> Series:
    """The rows of a series: itself, its levels in order, their duties and default grants."""
    known = known.model_copy(update={"powers": known.powers | file.powers})
    series = Series.objects.create(
        code=file.series,
        name=file.name,
        source=source,
        cumulative=file.cumulative,
        cumulative_words=file.cumulative_words,
        attributes=file.attributes,
        skills=file.skills,
        notes=file.notes,
        adopted_at=at,
        adopted_by=by,
    )
    for order, entry in enumerate(file.levels, start=1):
        level = _level(entry, f"{file.series}.{entry.code}", known, series=series, order=order)
        given = deriving.defaults(entry, deriving.carried(file, entry, known), known)
        _keep_duties(file, entry, level)
        _keep_defaults(level, given, file.standing, known, at=at)
    return series


def keep_post(entry: LevelEntry, known: Vocabulary, *, at: datetime) -> Level:
    """A post outside every series, with what it holds; `everything` is each power but the auditor's."""
    level = _level(entry, entry.code, known, series=None, order=100)
    codes = [code for code in known.powers if entry.everything or code in entry.powers]
    _keep_defaults(level, deriving.defaults(entry, codes, known), {}, known, at=at)
    return level


def supervising(series: Series) -> Level:
    """The level that supervises: the series' own, the highest of them; otherwise the post outside the series."""
    own = series.levels.filter(authority=SUPERVISOR).order_by("-order").first()
    return own or Level.objects.get(code=SUPERVISOR)


def _level(entry: LevelEntry, code: str, known: Vocabulary, *, series: Series | None, order: int) -> Level:
    return Level.objects.create(
        series=series,
        code=code,
        name=entry.name,
        order=order,
        job_code=entry.job_code,
        grade=entry.grade,
        pay=entry.pay,
        authority=entry.authority,
        supervision="" if entry.supervision == NOT_STATED else entry.supervision,
        supervision_words=entry.supervision_words,
        decision_words=entry.decisions,
        knowledge=entry.knowledge,
        qualifications=entry.qualifications,
        review_share=deriving.share_of(entry, known),
        probation_months=entry.probation_months,
        in_training=entry.training,
        may_lead=entry.may_lead,
    )


def _keep_duties(file: SeriesFile, entry: LevelEntry, level: Level) -> None:
    LevelDuty.objects.bulk_create(
        LevelDuty(
            level=level,
            duty=duty.id,
            words=duty.words,
            for_all=duty.level == ALL,
            parts=duty.parts,
            powers=duty.powers,
        )
        for duty in deriving.duties_of(file, [entry.code])
    )


def _keep_defaults(
    level: Level,
    given: list[Default],
    standings: "dict[Any, StandingEntry]",
    known: Vocabulary,
    *,
    at: datetime,
) -> None:
    rows = list(given)
    for name, entry in standings.items():
        rows += deriving.narrowings(entry, Standing(name), given, known)
    LevelGrant.objects.bulk_create(
        LevelGrant(
            level=level,
            action=row.action,
            power=row.power,
            standing=row.standing,
            amount_limit=row.amount_limit,
            confidentiality_limit=row.confidentiality_limit,
            complexity_limit=row.complexity_limit,
            needs_approval=row.needs_approval,
            review_share=row.review_share,
            certification=row.certification,
            from_at=at,
        )
        for row in rows
    )


LIMITS = (
    "action",
    "amount_limit",
    "confidentiality_limit",
    "complexity_limit",
    "needs_approval",
    "review_share",
    "certification",
)


def like(old: LevelGrant, **changed: Any) -> LevelGrant:
    """A default as that one, but for what is named; not stored."""
    kept = {name: getattr(old, name) for name in (*LIMITS, "level", "power", "standing")}
    return LevelGrant(**kept | changed)


def grant_of(
    default: LevelGrant, holder: StaffMember, *, granted_by: Actor, at: datetime, reason: str = ""
) -> Grant:
    """The grant, or for a standing other than regular the narrowing, that a default is for one holder; not stored."""
    narrows = default.standing != Standing.REGULAR
    ends = [end for end in (holder.until, holder.status_until if narrows else None) if end is not None]
    return Grant(
        actor_id=holder.actor_id,
        effect=Effect.NARROWS if narrows else Effect.GIVES,
        source=Source.STATUS if narrows else Source.LEVEL,
        reason=reason,
        from_at=at,
        until=min(ends, default=None),
        granted_by=granted_by,
        **{name: getattr(default, name) for name in LIMITS},
    )


def replace_default(
    old: LevelGrant | None,
    new: LevelGrant | None,
    *,
    level: Level,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    """End the one default and begin the other, for the level and for each who holds it; no row is edited (X2)."""
    if old is not None:
        LevelGrant.objects.filter(pk=old.pk).update(until=at, ended_by=by)
    if new is not None:
        new.save()
    action = (old or new or LevelGrant()).action
    holders = StaffMember.objects.filter(Q(until__isnull=True) | Q(until__gt=at), level=level)
    held = Grant.objects.filter(action=action, source=Source.LEVEL, revoked_at__isnull=True)
    held = held.filter(Q(until__isnull=True) | Q(until__gt=at), actor__in=holders.values("actor"))
    held.update(revoked_at=at, revoked_by=by)
    if new is not None:
        Grant.objects.bulk_create(
            grant_of(new, holder, granted_by=by, at=at, reason=reason) for holder in holders
        )
