"""The nouns of what goes out."""

from frontoffice.correspondence.models.dispatches import Dispatch, OutboxItem, Outcome
from frontoffice.correspondence.models.messages import Channel, Citation, Enclosure, Message, Status

__all__ = ["Channel", "Citation", "Dispatch", "Enclosure", "Message", "OutboxItem", "Outcome", "Status"]
