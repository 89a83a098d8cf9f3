"""Marking how closely what is on file of a customer is kept (REC-6)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.customers.events import ConfidentialityChanged
from frontoffice.customers.keeping import follow, locked
from frontoffice.customers.models import Confidentiality, Party
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused

Level = Annotated[int, Field(ge=1, le=3)]


class AlreadySo(Refused):
    message = _("This customer is marked so already.")


@action("customers.protect", title=_("Mark how closely a customer's file is kept"))
def protect(*, party: Party, confidentiality: Level, by: Actor, at: datetime) -> Party:
    """1 internal, as usual; 2 confidential; 3 restricted: a public figure, a protected person. Raises AlreadySo."""
    party = locked(party)
    if party.confidentiality == confidentiality:
        raise AlreadySo
    before, party.confidentiality = party.confidentiality, Confidentiality(confidentiality)
    party.save(update_fields=["confidentiality"])
    follow(party)
    changed = ConfidentialityChanged(party_id=party.pk, before=before, after=confidentiality)
    announce(changed, about=party, by=by, at=at)
    return party
