"""What a question means in the agency's own words, where the agency has said so."""

from dataclasses import replace

from frontoffice.foundation.search import stems
from frontoffice.knowledge.models import Synonym
from frontoffice.knowledge.queries.weighing import Asked

MOST = 8


def in_our_words(asked: Asked, *, language: str) -> Asked:
    """The question with the agency's words for the synonyms and acronyms in it; its own words count as before.

    One query, whatever the number of synonyms.
    """
    now = list(asked.now)
    if not now:
        return asked
    known = Synonym.objects.filter(language=language, first__in=set(now), ended_at__isnull=True)
    weights = dict(asked.weights)
    for term, means in known.order_by("-stems", "pk").values_list("stems", "means")[:MOST]:
        ours = stems(means, language)
        place = _place(now, term.split(" "))
        if place is None or not ours:
            continue
        now[place : place + len(term.split(" "))] = ours
        for stem in ours:
            weights[stem] = 1.0
    return replace(asked, now=tuple(now), weights=weights) if tuple(now) != asked.now else asked


def _place(now: list[str], term: list[str]) -> int | None:
    """Where in the question the term stands."""
    length = len(term)
    return next((at for at in range(len(now) - length + 1) if now[at : at + length] == term), None)
