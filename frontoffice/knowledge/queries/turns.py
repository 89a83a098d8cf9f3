"""What was said before in a contact."""

from frontoffice.contacts.models import Contact
from frontoffice.knowledge.models import Passage, Question
from frontoffice.knowledge.queries.found import Turn

MOST_TURNS = 8


def turns_of(contact: Contact) -> list[Turn]:
    """The latest turns of a contact, oldest first. What was told is what was noted, or else the first passage given."""
    questions = list(
        Question.objects.filter(contact=contact)
        .order_by("-turn")
        .prefetch_related("answers__passage")[:MOST_TURNS]
    )
    return [Turn(question.text, question.reply or _given(question)) for question in reversed(questions)]


def passages_chosen_from(question: Question) -> list[Passage]:
    """The passages whose articles the person was asked to choose from, the best first. One query at most."""
    if not question.choices:
        return []
    found = Passage.objects.select_related("version__article").in_bulk(question.choices)
    return [found[pk] for pk in question.choices if pk in found]


def _given(question: Question) -> str:
    answers = sorted(question.answers.all(), key=lambda answer: answer.rank)
    return answers[0].passage.text if answers else ""
