"""What can be done here: import, write, publish, withdraw and read articles; ask; give answers; interpret; close gaps;
test what is answered, and say how sure is sure enough.
"""

from frontoffice.knowledge.actions import (
    asking,
    circulating,
    closing_gaps,
    drafting,
    giving_answers,
    grouping_gaps,
    holding_back,
    importing,
    interpreting,
    keeping_synonyms,
    publishing,
    reviewing_texts,
    setting_right,
    testing_policy,
    tuning_trust,
)

__all__ = [
    "asking",
    "circulating",
    "closing_gaps",
    "drafting",
    "giving_answers",
    "grouping_gaps",
    "holding_back",
    "importing",
    "interpreting",
    "keeping_synonyms",
    "publishing",
    "reviewing_texts",
    "setting_right",
    "testing_policy",
    "tuning_trust",
]
