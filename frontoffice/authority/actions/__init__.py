"""What can be done here: appoint and grant, approve and decline, issue tokens, keep the
office calendars, retry what could not be delivered."""

from frontoffice.authority.actions import (
    appointing,
    approving,
    granting,
    issuing_tokens,
    keeping_calendars,
    retrying,
)

__all__ = ["appointing", "approving", "granting", "issuing_tokens", "keeping_calendars", "retrying"]
