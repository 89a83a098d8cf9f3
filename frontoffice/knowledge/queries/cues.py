"""What the form of a question asks for without naming it: "how much" is about a fee, whatever the words."""

import re

from frontoffice.foundation.search import fold, stems

WORTH = 0.4  # of a word that was said
_CUES: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "en": (
        (re.compile(r"\bhow much\b|\bwhat.{0,12}\bcosts?\b"), "cost fee price"),
        (re.compile(r"\bhow (?:long|fast|soon|quickly)\b"), "days weeks months"),
        (re.compile(r"\bhow late\b|\bwhat time\b|\bwhen .{0,30}\bopen\b"), "hours open close"),
        (re.compile(r"\bwhere (?:is|are)\b"), "address location"),
    ),
    "es": (
        (
            re.compile(r"\bcuanto (?:cuesta|vale|es|cobran|hay que pagar|tengo que pagar)\b"),
            "costo tarifa precio",
        ),
        (re.compile(r"\bcuanto (?:tiempo|tarda|demora|dura)\b"), "dias semanas meses"),
        (re.compile(r"\ba que hora\b|\bhasta que hora\b|\bcuando .{0,30}\babiert"), "horas horario abierto"),
        (re.compile(r"\bdonde (?:esta|queda)"), "direccion ubicacion"),
    ),
}


def cued(question: str, *, language: str) -> list[str]:
    """Stems that the question's form asks for; empty for most questions and languages."""
    asked = fold(question[:1000])
    found = [words for pattern, words in _CUES.get(language, ()) if pattern.search(asked)]
    return stems(" ".join(found), language)
