"""The nouns of what goes out."""

from frontoffice.correspondence.models.dispatches import Bounce, Dispatch, OutboxItem, Outcome
from frontoffice.correspondence.models.messages import Channel, Citation, Enclosure, Message, Status

__all__ = [
    "Bounce",
    "Channel",
    "Citation",
    "Dispatch",
    "Enclosure",
    "Message",
    "OutboxItem",
    "Outcome",
    "Status",
]
