"""One topic as the public reads it: its pages under what it is parted into, and those often asked about."""

from dataclasses import dataclass
from datetime import date, datetime

from frontoffice.cases.models import Topic
from frontoffice.cases.queries import names_of_topics
from frontoffice.portal import in_language
from frontoffice.portal.pages_of_help import Group, Link, link_to, often_asked

Names = dict[int, str]


@dataclass(frozen=True)
class TopicPage:
    """`above` is (code, name) of the topic that this one is part of; `groups` are its pages, its own first."""

    code: str
    name: str
    above: tuple[str, str] | None
    groups: list[Group]
    often: list[Link]
    service_days: int


def topic_page(code: str, *, on: date, language: str, at: datetime) -> TopicPage | None:
    """The topic with its pages in force on the day; None where no such topic is offered. A fixed number of queries."""
    topic = Topic.objects.select_related("parent").filter(code=code[:60], active=True).first()
    if topic is None:
        return None
    names = names_of_topics(language)
    parts = [topic, *sorted(topic.children.filter(active=True), key=lambda part: names[part.pk])]
    above = topic.parent
    return TopicPage(
        code=topic.code,
        name=names[topic.pk],
        above=(above.code, names[above.pk]) if above is not None else None,
        groups=_groups(parts, names, on=on, language=language),
        often=often_asked(on=on, language=language, at=at, topics=[part.code for part in parts]),
        service_days=topic.service_days,
    )


def _groups(parts: list[Topic], names: Names, *, on: date, language: str) -> list[Group]:
    texts = in_language.public_texts(on=on).filter(article__topic__in=[part.code for part in parts])
    shown = sorted(in_language.one_each(texts, language=language).values(), key=lambda one: one.title)
    groups = [
        Group(names[part.pk], part.code, [link_to(one) for one in shown if one.article.topic == part.code])
        for part in parts
    ]
    return [group for group in groups if group.links]
