"""What can be done here: import, propose, publish and withdraw articles; ask; give answers; interpret; close gaps;
set answers right."""

from frontoffice.knowledge.actions import (
    asking,
    closing_gaps,
    giving_answers,
    importing,
    interpreting,
    publishing,
    setting_right,
)

__all__ = [
    "asking",
    "closing_gaps",
    "giving_answers",
    "importing",
    "interpreting",
    "publishing",
    "setting_right",
]
