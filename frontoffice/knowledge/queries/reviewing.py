"""Texts whose review date has passed or comes soon, and whose they are (INQ-5)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from frontoffice.authority.deciding import live_grants
from frontoffice.authority.models import StaffMember
from frontoffice.knowledge.models import ArticleVersion, Audience
from frontoffice.knowledge.queries.in_force import REVIEW_SOON, versions_in_force
from frontoffice.knowledge.queries.reading import working

REVIEW_TEXT = "knowledge.review_text"
PUBLISH = "knowledge.publish"


def due_for_review(*, on: date) -> QuerySet[ArticleVersion]:
    """What is in force and is to be looked at within 30 days, or should have been."""
    versions = versions_in_force(on=on, audience=Audience.INTERNAL)
    return versions.filter(review_by__lte=on + REVIEW_SOON)


def mine_to_review(member: StaffMember, *, on: date) -> QuerySet[ArticleVersion]:
    """Of these what this person looks after; what nobody does, where their unit answers for it."""
    own = Q(article__keeper=member) | Q(article__keeper__isnull=True, article__owner=member.unit_id)
    return due_for_review(on=on).filter(own)


def reviewers_of(
    versions: Iterable[ArticleVersion], *, at: datetime
) -> list[tuple[ArticleVersion, StaffMember]]:
    """Who is to look at each of these: its keeper; else the people of its unit who review; else who publishes.

    A keeper who has left leaves it to the unit. The versions come with their articles. Two queries.
    """
    people = {member.pk: member for member in working(at=at)}
    held = live_grants(at=at).filter(action__in=[REVIEW_TEXT, PUBLISH]).values_list("actor_id", "action")
    reviewing = {actor for actor, name in held if name == REVIEW_TEXT}
    publishing = {actor for actor, name in held if name == PUBLISH}
    found = []
    for version in versions:
        keeper = people.get(version.article.keeper_id or 0)
        unit = [
            one
            for one in people.values()
            if one.unit_id == version.article.owner_id and one.actor_id in reviewing
        ]
        others = [one for one in people.values() if one.actor_id in publishing]
        found += [(version, one) for one in ([keeper] if keeper is not None else unit or others)]
    return found
