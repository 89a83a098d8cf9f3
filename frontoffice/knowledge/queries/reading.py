"""Who has to read a procedure, who has, and what one still has to read (tx.12)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from frontoffice.authority.models import StaffMember
from frontoffice.foundation.models import ActorKind
from frontoffice.knowledge.models import (
    WORKED_BY,
    Acknowledgment,
    ArticleVersion,
    Change,
    Circulation,
    Purpose,
    Reminder,
    Status,
)
from frontoffice.knowledge.queries.days import office_day, own_language

Chain = Sequence[ArticleVersion]


@dataclass(frozen=True)
class Reader:
    """Somebody who works by a text: until when to read it, when it was acknowledged, how often they were reminded."""

    member: StaffMember
    due_on: date
    read_at: datetime | None
    reminded: int = 0

    @property
    def has_read(self) -> bool:
        return self.read_at is not None


@dataclass(frozen=True)
class ToRead:
    """A text that waits for its reader."""

    version: ArticleVersion
    due_on: date


def counts_on(version: ArticleVersion, day: date) -> bool:
    """Whether the version counts on the day. No query."""
    ended = version.effective_to is not None and version.effective_to < day
    return version.status == Status.PUBLISHED and version.effective_from <= day and not ended


def working(*, at: datetime) -> QuerySet[StaffMember]:
    """The people who work here at the instant; automated representatives read nothing."""
    posts = StaffMember.objects.filter(from_at__lte=at, actor__kind=ActorKind.STAFF)
    return posts.filter(Q(until__isnull=True) | Q(until__gt=at)).select_related("actor", "unit", "supervisor")


def readers_of(version: ArticleVersion, *, at: datetime, on: date) -> list[Reader]:
    """Everybody who works by the text, those who have not read it first. Five queries."""
    sent = list(Circulation.objects.filter(article=version.article_id, ended_at__isnull=True))
    if not sent:
        return []
    units = {one.unit_id for one in sent}
    people = working(at=at) if None in units else working(at=at).filter(unit__in=units)
    same = same_meaning(version, _chain(version))
    read: dict[int, datetime] = {}
    for member_id, said in Acknowledgment.objects.filter(version__in=same).values_list(
        "staff_member_id", "at"
    ):
        read[member_id] = min(said, read.get(member_id, said))
    reminded: dict[int, int] = defaultdict(int)
    told = Reminder.objects.filter(version=version, purpose=Purpose.READ)
    for member_id in told.values_list("staff_member_id", flat=True):
        reminded[member_id] += 1
    readers = [
        Reader(one, _due(version, one, sent), read.get(one.pk), reminded[one.pk])
        for one in people.order_by("actor__name", "pk")
    ]
    return sorted(readers, key=lambda reader: reader.has_read)


def to_read(member: StaffMember, *, at: datetime) -> list[ToRead]:
    """The procedures and manuals in force that this person works by and has not acknowledged, the most urgent first.

    Five queries at most.
    """
    mine = Q(unit__isnull=True) | Q(unit=member.unit_id)
    sent: dict[int, list[Circulation]] = defaultdict(list)
    for one in Circulation.objects.filter(mine, ended_at__isnull=True):
        sent[one.article_id].append(one)
    if not sent:
        return []
    today = office_day(at)
    chains = chains_of(sent)
    in_force = [one for chain in chains.values() for one in chain if counts_on(one, today)]
    read = set(Acknowledgment.objects.filter(staff_member=member).values_list("version_id", flat=True))
    waiting = [
        ToRead(one, _due(one, member, sent[one.article_id]))
        for one in in_force
        if not read & same_meaning(one, chains[one.article_id])
    ]
    return sorted(waiting, key=lambda one: (one.due_on, one.version.title))


def chains_of(articles: Iterable[int]) -> dict[int, list[ArticleVersion]]:
    """The published texts in the agency's own language of procedures and manuals, oldest first. Two queries."""
    rows = ArticleVersion.objects.filter(
        article__in=list(articles),
        article__kind__in=WORKED_BY,
        language=own_language(),
        status=Status.PUBLISHED,
    )
    found: dict[int, list[ArticleVersion]] = defaultdict(list)
    for one in rows.select_related("article").defer("body").order_by("effective_from", "number"):
        found[one.article_id].append(one)
    return found


def same_meaning(version: ArticleVersion, chain: Chain) -> set[int]:
    """Ids of the version and those just before it that differ in wording alone: who read one has read all."""
    place = next((number for number, one in enumerate(chain) if one.pk == version.pk), None)
    if place is None:
        return {version.pk}
    same = {version.pk}
    while place > 0 and chain[place].change == Change.WORDING:
        place -= 1
        same.add(chain[place].pk)
    return same


def _chain(version: ArticleVersion) -> list[ArticleVersion]:
    rows = ArticleVersion.objects.filter(
        article=version.article_id, language=version.language, status=Status.PUBLISHED
    )
    return list(rows.defer("body").order_by("effective_from", "number"))


def _due(version: ArticleVersion, member: StaffMember, sent: Iterable[Circulation]) -> date:
    """So many days after it counted, was published, was circulated to them and they worked here."""
    concerned = [one for one in sent if one.unit_id in {None, member.unit_id}]
    begun = [version.effective_from, member.from_at.date()]
    if version.published_at is not None:
        begun.append(version.published_at.date())
    return min(max([*begun, one.from_at.date()]) + timedelta(days=one.days) for one in concerned)


def late_readers(supervisor: StaffMember, *, at: datetime) -> list[tuple[StaffMember, ToRead]]:
    """Of the people this one supervises, who should have read what by now. A fixed number of queries."""
    today = office_day(at)
    people = list(working(at=at).filter(supervisor=supervisor).order_by("actor__name", "pk"))
    sent = list(Circulation.objects.filter(ended_at__isnull=True)) if people else []
    if not sent:
        return []
    chains = chains_of({one.article_id for one in sent})
    read = set(
        Acknowledgment.objects.filter(staff_member__in=people).values_list("staff_member_id", "version_id")
    )
    found = []
    for person in people:
        for article, chain in chains.items():
            own = [one for one in sent if one.article_id == article and one.unit_id in {None, person.unit_id}]
            for version in chain if own else []:
                if not counts_on(version, today) or _has_read(person, version, chain, read):
                    continue
                due = _due(version, person, own)
                if due < today:
                    found.append((person, ToRead(version, due)))
    return found


def _has_read(person: StaffMember, version: ArticleVersion, chain: Chain, read: set[tuple[int, int]]) -> bool:
    return any((person.pk, pk) in read for pk in same_meaning(version, chain))
