"""Tending the tree of topics: moved, retired, offered again. Cases keep the topic that they have."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.cases.actions.keeping_topics import UnknownTopic, place_under, refuse_while_used
from frontoffice.cases.actions.versioning_topics import keep_version, locked_tree
from frontoffice.cases.events import TopicMoved, TopicOffered, TopicRetired
from frontoffice.cases.models import Topic
from frontoffice.cases.queries.topic_tree import open_cases_of
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused

Code = Annotated[str, Field(min_length=1, max_length=60)]


class RetiredBefore(Refused):
    message = _("It was retired before.")


class OnOfferBefore(Refused):
    message = _("It is on offer already.")


@action("cases.move_topic", title=_("Move a topic in the tree"), open_to=["service"])
def move_topic(
    *, topic: Code, under: Annotated[str, Field(max_length=60)] = "", by: Actor, at: datetime
) -> Topic:
    """Put a topic, with all under it, under another one, or at the top.

    Raises UnknownTopic, TopicUnderItself.
    """
    tree = locked_tree()
    moved = _of_code(topic, tree)
    before, above = moved.parent_id, place_under(under, moved, tree)
    moved.parent = above
    moved.save(update_fields=["parent"])
    keep_version(moved, by=by, at=at)
    fact = TopicMoved(
        topic_id=moved.pk, from_topic_id=before, to_topic_id=above.pk if above is not None else None
    )
    announce(fact, about=moved, by=by, at=at)
    return moved


@action("cases.retire_topic", title=_("Retire a topic"), open_to=["service"])
def retire_topic(*, topic: Code, by: Actor, at: datetime) -> Topic:
    """Nothing new can be opened on it; its cases go on, and what stands under it stays on offer.

    Raises UnknownTopic, RetiredBefore, StillUsed.
    """
    retired = _of_code(topic, locked_tree())
    if not retired.active:
        raise RetiredBefore
    refuse_while_used(retired)
    _offer(retired, offered=False, by=by, at=at)
    announce(
        TopicRetired(topic_id=retired.pk, open_cases=open_cases_of(retired)), about=retired, by=by, at=at
    )
    return retired


@action("cases.offer_topic", title=_("Offer a retired topic again"), open_to=["service"])
def offer_topic(*, topic: Code, by: Actor, at: datetime) -> Topic:
    """Cases can be opened on it again. Raises UnknownTopic, OnOfferBefore."""
    offered = _of_code(topic, locked_tree())
    if offered.active:
        raise OnOfferBefore
    _offer(offered, offered=True, by=by, at=at)
    announce(TopicOffered(topic_id=offered.pk), about=offered, by=by, at=at)
    return offered


def _offer(topic: Topic, *, offered: bool, by: Actor, at: datetime) -> None:
    topic.active = offered
    topic.save(update_fields=["active"])
    keep_version(topic, by=by, at=at)


def _of_code(code: str, tree: dict[int, Topic]) -> Topic:
    found = next((topic for topic in tree.values() if topic.code == code), None)
    if found is None:
        raise UnknownTopic
    return found
