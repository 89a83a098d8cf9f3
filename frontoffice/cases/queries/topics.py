"""Topics as the public reads them."""

from frontoffice.cases.models import Topic, TopicName


def names_of_topics(language: str) -> dict[int, str]:
    """What stands for each topic in the language, by its id; where nobody translated it, its own name. Two queries."""
    names = dict(Topic.objects.values_list("pk", "name"))
    return names | dict(TopicName.objects.filter(language=language).values_list("topic", "name"))


def name_of_topic(topic: Topic, language: str) -> str:
    """The same for one topic. One query."""
    translated = (
        TopicName.objects.filter(topic=topic, language=language).values_list("name", flat=True).first()
    )
    return translated or topic.name


def names_by_code() -> dict[str, str]:
    """The name of every topic by its code. One query."""
    return dict(Topic.objects.values_list("code", "name"))
