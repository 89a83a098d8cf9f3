"""How a mail ends: in one disposition, or held for a person; inside the caller's transaction, the row locked by it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from frontoffice.cases.models import Case
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused
from frontoffice.intake.events import MailHandled, MailHeld
from frontoffice.intake.models import Disposition, Incoming, State

# What has no words of its own on the case's timeline is told there.
TOLD_ON_THE_CASE = {Disposition.AUTOMATIC, Disposition.BOUNCE}


class HandledBefore(Refused):
    message = _("Somebody has dealt with this mail by now. Look at it again.")


def end(incoming: Incoming, disposition: Disposition, *, reason: str = "", by: Actor, at: datetime) -> None:
    """Write down what became of the mail; case, post and the like were set by the caller."""
    incoming.state, incoming.disposition = State.HANDLED, disposition
    incoming.reason = reason[:500]
    incoming.handled_by, incoming.handled_at = by, at
    incoming.save()
    handled = MailHandled(incoming_id=incoming.pk, disposition=disposition.value, case_id=incoming.case_id)
    about: list[Incoming | Case] = [incoming]
    if incoming.case is not None and disposition in TOLD_ON_THE_CASE:
        about.append(incoming.case)
    announce(handled, about=about, by=by, at=at)


def hold(incoming: Incoming, reason: str, *, by: Actor, at: datetime) -> None:
    """A person has to say what becomes of it."""
    incoming.state, incoming.reason = State.HELD, reason[:500]
    incoming.save()
    announce(MailHeld(incoming_id=incoming.pk), about=incoming, by=by, at=at)
