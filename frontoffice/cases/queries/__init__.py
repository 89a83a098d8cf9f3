"""Questions to the cases room: who sees which cases, the lists of the desk, the timeline, search."""

from frontoffice.cases.queries.seen import (
    attachments_for_follower,
    cases_visible_to,
    cases_with_company,
    reply_is_held,
    topics_offered,
    topics_visible_to,
)
from frontoffice.cases.queries.timeline import Entry, Timeline, timeline, timeline_for_customer
from frontoffice.cases.queries.topics import name_of_topic, names_of_topics

__all__ = [
    "Entry",
    "Timeline",
    "attachments_for_follower",
    "cases_visible_to",
    "cases_with_company",
    "name_of_topic",
    "names_of_topics",
    "reply_is_held",
    "timeline",
    "timeline_for_customer",
    "topics_offered",
    "topics_visible_to",
]
