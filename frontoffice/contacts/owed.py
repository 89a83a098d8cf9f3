"""What colleagues owe to customers from contacts: call-backs that were promised, customers who were passed on."""

from datetime import datetime

from frontoffice.contacts.models import CallBack, Transfer
from frontoffice.foundation.models import Actor

CALL_BACK = "contacts.call_back"
TRANSFER = "contacts.transfer"


def call_back(promised: CallBack, *, by: Actor, at: datetime) -> None:
    """Somebody has to call by then."""


def missed(promised: CallBack, *, by: Actor, at: datetime) -> None:
    """Its time has passed: whoever leads the unit has it on their work, and is told."""


def call_back_done(promised: CallBack, *, by: Actor, at: datetime) -> None:
    """Nobody has to call any more."""


def transfer(passed_on: Transfer, *, by: Actor, at: datetime) -> None:
    """A customer waits to be taken."""


def transfer_done(passed_on: Transfer, *, by: Actor, at: datetime) -> None:
    """Somebody took them."""
