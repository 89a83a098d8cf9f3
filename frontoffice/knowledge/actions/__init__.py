"""What can be done here: import, write, publish, review and withdraw articles; have procedures read; ask; give answers;
interpret; close gaps.
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
]
