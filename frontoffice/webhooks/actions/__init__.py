"""What can be done about subscriptions: make, change, try out, switch and end them, and send something again."""

from frontoffice.webhooks.actions import sending_again, subscribing, switching

__all__ = ["sending_again", "subscribing", "switching"]
