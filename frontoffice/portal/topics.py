"""Topics as the public reads and chooses them, in the language of the page."""

from django.utils.translation import gettext as _

from frontoffice.cases.models import Topic
from frontoffice.cases.queries import names_of_topics
from frontoffice.contacts.models import Contact
from frontoffice.knowledge.models import AnswerGiven

Choice = tuple[str, str]
Choices = list[tuple[str, str | list[Choice]]]
COMPLAINT = "complaint"


def choices(language: str) -> Choices:
    """Topics by the one above them, which can itself be chosen, last in its group. Three queries."""
    names = names_of_topics(language)
    offered = sorted(Topic.objects.filter(active=True), key=lambda topic: (names[topic.pk], topic.pk))
    parents = {topic.pk: topic for topic in offered}
    below: dict[int, list[Choice]] = {}
    for topic in offered:
        if topic.parent_id in parents:
            below.setdefault(topic.parent_id, []).append((topic.code, names[topic.pk]))
    found: Choices = []
    for topic in offered:
        if topic.parent_id in parents:
            continue
        if topic.pk in below:
            found.append((names[topic.pk], [*below[topic.pk], (topic.code, _other(names[topic.pk]))]))
        else:
            found.append((topic.code, names[topic.pk]))
    return found


def likely(contact: Contact) -> str:
    """The topic of the page that answered last in the conversation; empty where none did: nothing is guessed."""
    given = AnswerGiven.objects.filter(contact=contact, rank=1).order_by("-pk")
    return offered(given.values_list("version__article__topic", flat=True).first() or "")


def offered(code: str) -> str:
    """The code, if a topic of this code is offered; else empty."""
    return code if code.isprintable() and Topic.objects.filter(code=code[:60], active=True).exists() else ""


def _other(name: str) -> str:
    return _("%(topic)s: something else") % {"topic": name}
