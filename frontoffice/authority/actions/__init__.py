"""What can be done here: adopt a series, appoint and grant, move and end posts, reset sign-ins, decide what was asked
for, issue tokens, keep the office calendars, retry what could not be delivered."""

from frontoffice.authority.actions import (
    acting_for,
    adopting,
    appointing,
    approving,
    certifying,
    declaring,
    delegating,
    granting,
    issuing_tokens,
    keeping_calendars,
    lapsing,
    leaving,
    moving,
    questioning,
    resetting,
    retrying,
    setting_standing,
)

__all__ = [
    "acting_for",
    "adopting",
    "appointing",
    "approving",
    "certifying",
    "declaring",
    "delegating",
    "granting",
    "issuing_tokens",
    "keeping_calendars",
    "lapsing",
    "leaving",
    "moving",
    "questioning",
    "resetting",
    "retrying",
    "setting_standing",
]
