"""From a series to the grants of each level: what its duties carry, as far as its authority reaches (STF-1)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from frontoffice.authority import registry
from frontoffice.authority.models import Standing
from frontoffice.authority.series.shape import (
    ALL,
    DutyEntry,
    Give,
    LevelEntry,
    Limits,
    Own,
    Power,
    SeriesFile,
    StandingEntry,
    Vocabulary,
)

AUDITOR = "auditor"


@dataclass(frozen=True)
class Default:
    """A grant that a level brings, or with a standing other than regular a row that narrows it."""

    action: str
    power: str
    needs_approval: bool = False
    amount_limit: Decimal | None = None
    confidentiality_limit: int | None = None
    complexity_limit: int | None = None
    review_share: Decimal | None = None
    certification: str = ""
    standing: Standing = Standing.REGULAR


def gives(power: Power, code: str, level: LevelEntry, known: Vocabulary) -> Give | None:
    """How a level that carries the power holds it: outright, by asking, or (None) not at all."""
    own = level.set.get(code)
    if own is not None and own.give is not None:
        return None if own.give == "never" else own.give
    if level.authority == AUDITOR or power.posts:
        return "outright" if power.posts and level.authority == AUDITOR else None
    ranks = list(known.authorities)
    rank = ranks.index(level.authority) if level.authority in ranks else -1
    if _reaches(power.outright, rank, ranks) and (level.may_lead or not power.leads):
        return "outright"
    return "asks" if _reaches(power.asks, rank, ranks) else None


def _reaches(lowest: str | None, rank: int, ranks: list[str]) -> bool:
    return lowest in ranks and rank >= ranks.index(lowest)


def carried(series: SeriesFile, level: LevelEntry, known: Vocabulary) -> list[str]:
    """Codes of the powers that the level's duties and the level itself carry, and of those that everyone has."""
    order = [each.code for each in series.levels]
    below = order[: order.index(level.code) + 1] if series.cumulative else [level.code]
    codes = [code for each in series.levels if each.code in below for code in each.powers]
    codes += [code for duty in duties_of(series, below) for code in duty.powers]
    codes += [code for code, power in known.powers.items() if power.everyone]
    return list(dict.fromkeys([*codes, *level.set]))


def duties_of(series: SeriesFile, codes: Iterable[str]) -> Iterator[DutyEntry]:
    """The duties of the levels of these codes, those for all levels among them."""
    wanted = set(codes)
    return (duty for duty in series.duties if duty.level == ALL or wanted & set(duty.levels))


def share_of(level: LevelEntry, known: Vocabulary) -> Decimal:
    """The share of what this level sends that a colleague reads first (STF-5)."""
    return level.review if level.review is not None else known.shares[level.supervision]


def defaults(level: LevelEntry, codes: Iterable[str], known: Vocabulary) -> list[Default]:
    """The grants of a level that carries these powers, one an action: the widest where two powers open the same."""
    found: dict[str, Default] = {}
    for code in codes:
        power = known.powers[code]
        give = gives(power, code, level, known)
        if give is None:
            continue
        for action in [*power.actions, *(name for name in power.planned if name in registry.ACTIONS)]:
            made = _default(action, code, power, give, level, known)
            found[action] = _wider(found[action], made) if action in found else made
    return sorted(found.values(), key=lambda each: each.action)


def _default(
    action: str, code: str, power: Power, give: Give, level: LevelEntry, known: Vocabulary
) -> Default:
    limits = _limits(power, code, level, known)
    own = level.set.get(code, Own())
    return Default(
        action=action,
        power=code,
        needs_approval=give == "asks",
        amount_limit=limits.amount,
        confidentiality_limit=limits.confidentiality,
        complexity_limit=limits.complexity,
        review_share=share_of(level, known) if action in power.reviewed else None,
        certification=own.certification,
    )


def _limits(power: Power, code: str, level: LevelEntry, known: Vocabulary) -> Limits:
    """The limits that the vocabulary sets for the nearest authority at or below, unless the level sets its own."""
    own = level.set.get(code)
    if own is not None and own.model_fields_set & set(Limits.model_fields):
        return own
    ranks = list(known.authorities)
    reached = ranks[: ranks.index(level.authority) + 1] if level.authority in ranks else []
    return next((power.limits[name] for name in reversed(reached) if name in power.limits), Limits())


def _wider(one: Default, other: Default) -> Default:
    if one.needs_approval != other.needs_approval:
        return other if one.needs_approval else one

    def most(name: str) -> "Decimal | int | None":
        pair = getattr(one, name), getattr(other, name)
        return None if None in pair else max(pair)

    names = ("amount_limit", "confidentiality_limit", "complexity_limit", "review_share")
    return replace(one, **{name: most(name) for name in names})  # type: ignore[arg-type]


def narrowings(
    entry: StandingEntry, standing: Standing, given: Iterable[Default], known: Vocabulary
) -> list[Default]:
    """What that standing takes from these grants: what is withheld, what has to be asked for, what is read first."""
    withheld, asked = _actions(entry.withholds, known), _actions(entry.asks, known)
    found = []
    for default in given:
        narrowed = Default(default.action, default.power, standing=standing)
        if default.action in withheld:
            found.append(narrowed)
        elif default.action in asked:
            found.append(replace(narrowed, needs_approval=True))
        elif default.review_share is not None and entry.review is not None:
            found.append(replace(narrowed, review_share=max(entry.review, default.review_share)))
    return found


def _actions(codes: Iterable[str], known: Vocabulary) -> set[str]:
    return {name for code in codes for name in (*known.powers[code].actions, *known.powers[code].planned)}
