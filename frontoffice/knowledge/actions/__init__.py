"""What can be done here: import, propose, publish and withdraw articles; ask; give answers; close gaps."""

from frontoffice.knowledge.actions import asking, closing_gaps, giving_answers, importing, publishing

__all__ = ["asking", "closing_gaps", "giving_answers", "importing", "publishing"]
