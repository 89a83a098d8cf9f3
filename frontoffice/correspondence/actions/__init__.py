"""What can be done here: draft, revise, release (or hold for approval), send again, settle what nobody can tell.

Sending itself is not asked for by anybody: it follows from the release (reactions).
"""

from frontoffice.correspondence.actions import (
    bouncing,
    dispatching,
    drafting,
    holding,
    mailing_notices,
    releasing,
    revising,
    settling,
)

__all__ = [
    "bouncing",
    "dispatching",
    "drafting",
    "holding",
    "mailing_notices",
    "releasing",
    "revising",
    "settling",
]
