"""What a customer asks in their own words: the questions in a text, and whether they want a person.

The text is data (X7): it is looked up word by word and never read as an instruction. All that it can bring about is a
search, or that a person takes over.
"""

import re

from frontoffice.foundation.search import fold, stems

MOST_QUESTIONS = 4
LONGEST = 4000
_QUESTION = re.compile(r"[^.!?¿\n]*\?")
_PERSON = {
    "en": re.compile(
        r"\b(?:talk|speak|chat) (?:to|with) (?:a |an |some |your |the )?(?:real |live |actual |human )?"
        r"(?:person|human|human being|someone|somebody|representative|agent|clerk|people)\b"
        r"|\b(?:no|not a|without a) (?:robots?|bots?|machines?|computers?|automated)\b"
        r"|\b(?:real|live|actual) (?:person|human)\b|\bcall me\b"
    ),
    "es": re.compile(
        r"\bhablar con (?:una |un |alguna |algun )?(?:persona|alguien|representante|agente|humano|empleado)\b"
        r"|\bpersona (?:real|de verdad)\b|\bllamenme\b|\bme llamen\b"
        r"|\b(?:no|sin) (?:un |una )?(?:robots?|maquinas?|bots?)\b"
    ),
}


def questions_in(text: str, *, language: str) -> list[str]:
    """The sentences with a question mark that say something, at most four; where there are none, the whole text."""
    found = [" ".join(match.group().split()) for match in _QUESTION.finditer(text[:LONGEST])]
    telling = [one for one in found if len(set(stems(one, language))) >= 2]
    return list(dict.fromkeys(telling))[:MOST_QUESTIONS] or [text[:LONGEST].strip()]


def wants_person(text: str) -> bool:
    """Whether the customer asks, in English or Spanish, for somebody to talk to."""
    folded = fold(text[:LONGEST])
    return any(pattern.search(folded) for pattern in _PERSON.values())
