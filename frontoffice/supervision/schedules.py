"""What the worker does: draw what is looked at afterward, and propose other shares where the figures say so."""

from datetime import datetime, timedelta

from frontoffice.foundation.models import Actor
from frontoffice.foundation.schedules import every
from frontoffice.supervision.actions.drawing_reviews import draw
from frontoffice.supervision.actions.proposing import propose
from frontoffice.supervision.models import Kind


@every(timedelta(hours=1))
def draw_reviews(*, by: Actor, at: datetime) -> None:
    """Telephone and counter contacts that ended, and messages that went out unheld."""
    for kind in Kind:
        draw(kind=kind, by=by, at=at)


@every(timedelta(hours=24))
def propose_shares(*, by: Actor, at: datetime) -> None:
    """By the stated rule; a person decides."""
    propose(by=by, at=at)
