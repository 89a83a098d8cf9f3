"""Topics and colleagues as they are chosen: topics under the topic above them, colleagues by unit."""

from datetime import datetime

from django.utils.translation import gettext as _

from frontoffice.cases.models import Case, Topic
from frontoffice.cases.queries import topics_offered
from frontoffice.cases.queries.company import colleagues

Choice = tuple[str, str]


def topic_choices() -> list[tuple[str, str | list[Choice]]]:
    """The topics on offer, grouped; a topic that has others below it can itself be chosen, last in its group."""
    offered = list(topics_offered())
    above = {topic.pk: topic for topic in offered}
    below: dict[int, list[Topic]] = {}
    for topic in offered:
        if topic.parent_id in above:
            below.setdefault(topic.parent_id, []).append(topic)
    found: list[tuple[str, str | list[Choice]]] = []
    for topic in offered:
        if topic.pk in below:
            other = (topic.code, _("%(topic)s: something else") % {"topic": topic.name})
            found.append((topic.name, [*((one.code, one.name) for one in below[topic.pk]), other]))
        elif topic.parent_id not in above:
            found.append((topic.code, topic.name))
    return found


def colleague_choices(case: Case, *, at: datetime) -> list[tuple[str, list[Choice]]]:
    """Who could have the case, by unit; its own unit stands first."""
    return colleagues_by_unit(case.unit_id, at=at)


def colleagues_by_unit(first: int, *, at: datetime) -> list[tuple[str, list[Choice]]]:
    """Who can have cases, by unit; the unit of that id stands first."""
    by_unit: dict[tuple[bool, str], list[Choice]] = {}
    for one in colleagues(at=at):
        place = (one.unit_id != first, one.unit.name)
        by_unit.setdefault(place, []).append((one.reference, one.actor.name))
    return [(name, people) for (_other, name), people in sorted(by_unit.items())]
