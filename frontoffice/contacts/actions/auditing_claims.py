"""Looking whether what was claimed to be resolved at first was so (INQ-8)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.contacts.events import ClaimAudited
from frontoffice.contacts.models import ClaimAudit, Contact
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused


class NotYourOwn(Refused):
    message = _("Somebody else looks at your own contacts.")
    status = 403
    part = "conflict"


class NothingClaimed(Refused):
    message = _("Nobody claimed that this contact was resolved.")


class AuditedAlready(Refused):
    message = _("Somebody has looked at this contact already.")


class WhyNot(BadInput):
    message = _("Say what was not resolved.")
    field = "note"


@action("contacts.audit_claim", title=_("Check a claimed first-contact resolution"))
def audit_claim(
    *,
    contact: Contact,
    agrees: bool,
    note: Annotated[str, Field(max_length=1000)] = "",
    by: Actor,
    at: datetime,
) -> ClaimAudit:
    """Put on record whether the claim holds. Raises NotYourOwn, NothingClaimed, AuditedAlready, WhyNot."""
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if contact.representative_id == by.pk:
        raise NotYourOwn
    if contact.ended_at is None or not contact.purposes.filter(resolved=True).exists():
        raise NothingClaimed
    if ClaimAudit.objects.filter(contact=contact).exists():
        raise AuditedAlready
    if not agrees and not note.strip():
        raise WhyNot
    made = ClaimAudit.objects.create(contact=contact, agrees=agrees, note=note.strip(), by=by, at=at)
    announce(
        ClaimAudited(contact_id=contact.pk, audit_id=made.pk, agrees=agrees), about=contact, by=by, at=at
    )
    return made
