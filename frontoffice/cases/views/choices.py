"""Topics as a colleague chooses them: under the topic above them."""

from django.utils.translation import gettext as _

from frontoffice.cases.models import Topic
from frontoffice.cases.queries import topics_offered

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
