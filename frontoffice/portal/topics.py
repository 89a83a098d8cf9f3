"""Topics as somebody chooses them who asks a representative."""

from django.utils.translation import gettext as _

from frontoffice.cases.models import Topic
from frontoffice.contacts.models import Contact
from frontoffice.knowledge.models import AnswerGiven

Choice = tuple[str, str]
Choices = list[tuple[str, str | list[Choice]]]


def choices() -> Choices:
    """Topics by the one above them, which can itself be chosen, last in its group. One query."""
    offered = list(Topic.objects.filter(active=True))
    parents = {topic.pk: topic for topic in offered}
    below: dict[int, list[Choice]] = {}
    for topic in offered:
        if topic.parent_id in parents:
            below.setdefault(topic.parent_id, []).append((topic.code, topic.name))
    found: Choices = []
    for topic in offered:
        if topic.parent_id in parents:
            continue
        if topic.pk in below:
            found.append((topic.name, [*below[topic.pk], (topic.code, _other(topic.name))]))
        else:
            found.append((topic.code, topic.name))
    return found


def likely(contact: Contact) -> str:
    """The topic of the page that answered last in the conversation; empty where none did: nothing is guessed."""
    given = AnswerGiven.objects.filter(contact=contact, rank=1).order_by("-pk")
    code = given.values_list("version__article__topic", flat=True).first() or ""
    return code if Topic.objects.filter(code=code, active=True).exists() else ""


def _other(name: str) -> str:
    return _("%(topic)s: something else") % {"topic": name}
