"""The tree of topics held still while it is changed, and what a topic is from now on kept for the record."""

from datetime import datetime

from frontoffice.cases.models import Topic, TopicVersion
from frontoffice.foundation.models import Actor


def locked_tree() -> dict[int, Topic]:
    """All topics, by id, locked until the transaction ends, so that two moves at once can't close a ring.

    Cases can be opened meanwhile: what they name is not held from them.
    """
    rows = Topic.objects.select_for_update(no_key=True).order_by("pk")
    return {topic.pk: topic for topic in rows}


def stands_under(topic: Topic, above: Topic, tree: dict[int, Topic]) -> bool:
    """Whether `topic` is `above` or anywhere under it."""
    here: Topic | None = topic
    while here is not None:
        if here.pk == above.pk:
            return True
        here = tree.get(here.parent_id) if here.parent_id is not None else None
    return False


def keep_version(topic: Topic, *, by: Actor, at: datetime) -> None:
    """Put down what the topic is now; nothing where it is as it was."""
    terms = terms_of(topic)
    last = topic.versions.order_by("-number").first()
    if last is not None and last.terms == terms:
        return
    number = (last.number if last is not None else 0) + 1
    TopicVersion.objects.create(topic=topic, number=number, terms=terms, by=by, at=at)


def terms_of(topic: Topic) -> dict[str, object]:
    """All that a topic is, by codes. Up to five queries."""
    return {
        "name": topic.name,
        "names": dict(topic.names.order_by("language").values_list("language", "name")),
        "parent": topic.parent.code if topic.parent is not None else "",
        "unit": topic.unit.code,
        "service_days": topic.service_days,
        "service_unit": str(topic.service_unit),
        "first_answer_days": topic.first_answer_days,
        "complexity": int(topic.complexity),
        "case_type": topic.case_type.code if topic.case_type is not None else "",
        "active": topic.active,
        "standards": {
            str(one.priority): [one.service_days, one.first_answer_days]
            for one in topic.standards.order_by("priority")
        },
    }
