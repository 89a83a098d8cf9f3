"""The names of this room's powers."""

ROUTE = "intake.route"
JOIN = "intake.join"
SET_ASIDE = "intake.set_aside"
SET_UP = "intake.set_up_mailbox"
SEES_INCOMING = (ROUTE, JOIN, SET_ASIDE, SET_UP)
