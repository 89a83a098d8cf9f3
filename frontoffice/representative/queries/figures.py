"""How the automated representatives do: what became of their drafts, by topic and by week."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncWeek

from frontoffice.authority.deciding import live_grants
from frontoffice.authority.models import Grant
from frontoffice.representative.models import Attempt, AutomatedPost, Outcome

WEEKS = 12
RELEASE = "correspondence.release"


@dataclass(frozen=True)
class Figures:
    """Counts of one line. `drafted` = released + edited + rejected + withdrawn + waiting."""

    name: str
    drafted: int = 0
    released: int = 0
    edited: int = 0
    rejected: int = 0
    withdrawn: int = 0
    waiting: int = 0
    referred: int = 0
    could_not: int = 0

    @property
    def unchanged(self) -> int | None:
        """Of the drafts on which a person decided, the percentage that went out as they were; None before the first."""
        decided = self.released + self.edited + self.rejected
        return round(100 * self.released / decided) if decided else None


def since(at: datetime) -> datetime:
    """From when the figures count."""
    return at - timedelta(weeks=WEEKS)


def by_topic(attempts: QuerySet[Attempt]) -> list[Figures]:
    """A line for each topic, by name. One query."""
    rows = _counted(attempts.values("topic__name", "outcome", "decision"))
    return _lines(((row["topic__name"], row) for row in rows), ordered=sorted)


def by_week(attempts: QuerySet[Attempt]) -> list[tuple[date, Figures]]:
    """A line for each week (its Monday), the newest first. One query."""
    rows = _counted(attempts.annotate(week=TruncWeek("on")).values("week", "outcome", "decision"))
    named = {row["week"].isoformat(): row["week"] for row in rows}
    lines = _lines(
        ((row["week"].isoformat(), row) for row in rows), ordered=lambda keys: sorted(keys, reverse=True)
    )
    return [(named[line.name], line) for line in lines]


def in_all(attempts: QuerySet[Attempt], name: str) -> Figures:
    """Everything in one line. One query."""
    lines = _lines(((name, row) for row in _counted(attempts.values("outcome", "decision"))), ordered=sorted)
    return lines[0] if lines else Figures(name)


def _counted(rows: Any) -> list[dict[str, Any]]:
    return list(rows.order_by().annotate(number=Count("pk")))


def _lines(rows: Iterable[tuple[str, dict[str, Any]]], *, ordered: Any) -> list[Figures]:
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for name, row in rows:
        line, number = counts[name], row["number"]
        if row["outcome"] == Outcome.DRAFTED:
            line["drafted"] += number
            line[row["decision"] or "waiting"] += number
        elif row["outcome"] in {Outcome.REFERRED, Outcome.COULD_NOT}:
            line[row["outcome"]] += number
    return [Figures(name, **counts[name]) for name in ordered(counts)]


@dataclass(frozen=True)
class Share:
    """How much of what a post writes is read before it goes out (percent); None where it may not write at all."""

    post: AutomatedPost
    percent: Decimal | None


def share_of(post: AutomatedPost, *, at: datetime) -> Share:
    """From its grants, which only a person changes (STF-5). One query."""
    grants = list(live_grants(actor=post.staff_member.actor, action=RELEASE, at=at).filter(effect="gives"))
    if not grants:
        return Share(post, None)
    return Share(post, min(_percent(grant) for grant in grants))


def _percent(grant: Grant) -> Decimal:
    if grant.needs_approval:
        return Decimal(100)
    return ((grant.review_share or Decimal(0)) * 100).normalize()
