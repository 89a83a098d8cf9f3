"""What can be done about the work of others, and about what was said of one's own."""

from frontoffice.supervision.actions import (  # noqa: F401 - each registers its actions
    deciding_held,
    disputing,
    drawing_reviews,
    keeping_rules,
    keeping_scorecards,
    noting_skills,
    proposing,
    reviewing,
    setting_shares,
)
