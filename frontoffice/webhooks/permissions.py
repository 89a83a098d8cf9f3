"""The names of this room's powers."""

SUBSCRIBE = "webhooks.subscribe"
CHANGE = "webhooks.change"
REPLACE_SECRET = "webhooks.replace_secret"  # noqa: S105 - the name of a power
SWITCH = "webhooks.switch"
END = "webhooks.end"
SEND_AGAIN = "webhooks.send_again"
TRY_OUT = "webhooks.try_out"
