"""What can be done here: import, write, publish, review and withdraw articles; have procedures read; ask; give answers;
interpret; close gaps; set answers right.
"""

from frontoffice.knowledge.actions import (
    asking,
    circulating,
    closing_gaps,
    drafting,
    giving_answers,
    importing,
    interpreting,
    publishing,
    reviewing_texts,
    setting_right,
)

__all__ = [
    "asking",
    "circulating",
    "closing_gaps",
    "drafting",
    "giving_answers",
    "importing",
    "interpreting",
    "publishing",
    "reviewing_texts",
    "setting_right",
]
