"""What can be done here: import, bring in, write, publish, withdraw and read articles; ask; give answers; interpret;
close gaps; test what is answered, say how sure is sure enough; set answers right.
"""

from frontoffice.knowledge.actions import (
    asking,
    bringing_in,
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
    "bringing_in",
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
