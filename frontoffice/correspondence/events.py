"""What others may learn of what goes out."""

from frontoffice.foundation.events import fact


@fact("correspondence.MessageDrafted")
class MessageDrafted:
    message_id: int
    channel: str


@fact("correspondence.MessageRevised")
class MessageRevised:
    message_id: int
    version: int


@fact("correspondence.MessageHeld")
class MessageHeld:
    message_id: int
    approval_id: int


@fact("correspondence.MessageReturned")
class MessageReturned:
    """Back to draft: the approval was declined (its reason is kept there) or withdrawn."""

    message_id: int
    approval_id: int
    decision: str


@fact("correspondence.MessageReleased")
class MessageReleased:
    """To be sent; also when a failed message is to be sent again."""

    message_id: int


@fact("correspondence.MessageSent")
class MessageSent:
    message_id: int


@fact("correspondence.MessageFailed")
class MessageFailed:
    message_id: int


@fact("correspondence.MessageInconclusive")
class MessageInconclusive:
    message_id: int


@fact("correspondence.MessageSettled")
class MessageSettled:
    """A person decided whether an inconclusive message went."""

    message_id: int
    dispatch_id: int
    went: bool


@fact("correspondence.MessageBounced")
class MessageBounced:
    """It was accepted for delivery, and a report came back that it did not arrive."""

    message_id: int
    bounce_id: int
