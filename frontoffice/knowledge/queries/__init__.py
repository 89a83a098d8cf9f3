"""Questions to the knowledge room: what is in force, what answers, what people asked and what we could not answer."""

from frontoffice.knowledge.queries.addresses import page_address, version_address
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.finding import find
from frontoffice.knowledge.queries.found import Found, FoundPassage, Turn
from frontoffice.knowledge.queries.in_force import (
    concerns,
    passages_in_force,
    version_in_force,
    versions_in_force,
)
from frontoffice.knowledge.queries.interpretations import (
    find_interpretations,
    interpretations_visible_to,
    of_matter,
)
from frontoffice.knowledge.queries.outdated import Outdated, Why, looked_at, outdated_answers
from frontoffice.knowledge.queries.seen import (
    answers_visible_to,
    articles_visible_to,
    gaps_visible_to,
    passages_visible_to,
    questions_visible_to,
    versions_visible_to,
)
from frontoffice.knowledge.queries.trusting import (
    calibrations_visible_to,
    runs_visible_to,
    synonyms_visible_to,
    tests_visible_to,
    thresholds_visible_to,
)
from frontoffice.knowledge.queries.turns import turns_of

__all__ = [
    "Found",
    "FoundPassage",
    "Outdated",
    "Turn",
    "Why",
    "answers_visible_to",
    "articles_visible_to",
    "calibrations_visible_to",
    "concerns",
    "find",
    "find_interpretations",
    "gaps_visible_to",
    "interpretations_visible_to",
    "looked_at",
    "of_matter",
    "office_day",
    "outdated_answers",
    "page_address",
    "passages_in_force",
    "passages_visible_to",
    "questions_visible_to",
    "runs_visible_to",
    "synonyms_visible_to",
    "tests_visible_to",
    "thresholds_visible_to",
    "turns_of",
    "version_address",
    "version_in_force",
    "versions_in_force",
    "versions_visible_to",
]
