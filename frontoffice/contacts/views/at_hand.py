"""The contact that goes on with a customer, as a part of the customer's page and of its own."""

from typing import Any

from django.utils.translation import gettext as _

from frontoffice.authority.middleware import ActingRequest
from frontoffice.contacts.forms import BeginForm, EndForm, TellForm, VerifyForm
from frontoffice.contacts.items import ITEMS, Item, items
from frontoffice.contacts.methods import Method, methods
from frontoffice.contacts.models import Contact, Disclosure, Verification
from frontoffice.contacts.queries import at_hand, told_in, verifications_of
from frontoffice.customers.models import Party

NEVER = 99


def of_customer(request: ActingRequest, party: Party) -> dict[str, Any]:
    """For the customer's page: the contact that this colleague has with them, or the way to begin one."""
    contact = at_hand(party, by=request.actor)
    if contact is None:
        return {"party": party, "contact": None, "begin": BeginForm(auto_id="begin-%s")}
    return of_contact(contact)


def of_contact(
    contact: Contact,
    *,
    verify: VerifyForm | None = None,
    tell: TellForm | None = None,
    end: EndForm | None = None,
) -> dict[str, Any]:
    """Who is verified and how well, what was told, and the forms, with what was wrong in them. Four queries at most."""
    ways, tries = methods(), verifications_of(contact)
    level = verified_level(contact, tries)
    return {
        "contact": contact,
        "party": contact.customer,
        "level": level,
        "tries": [_try(one, ways) for one in tries],
        "told": [_told(one) for one in told_in(contact)],
        "verify": verify or VerifyForm(ways=way_choices(contact, ways)),
        "tell": tell or TellForm(offered=offered(level)),
        "end": end or EndForm(),
    }


def verified_level(contact: Contact, tries: Any) -> int:
    """The strongest verification of this contact, of whomever; 0 for none, and once they have left."""
    if contact.ended_at is not None or contact.left_at is not None:
        return 0
    return max((one.level for one in tries if one.passed), default=0)


def way_choices(contact: Contact, ways: dict[str, Method]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What may be looked at in a contact of this kind, by way of verifying."""
    return [
        (
            _("%(name)s (level %(level)s)") % {"name": way.name, "level": way.level},
            [(f"{way.code}:{code}", str(label)) for code, label in way.evidence.items()],
        )
        for way in ways.values()
        if way.works_by(contact.channel)
    ]


def offered(level: int) -> list[tuple[str, str, str]]:
    """What can be told: code, label, and why not yet where the verification is too weak."""
    return [(item.code, str(item.label), _why_not(item, level)) for item in items()]


def _why_not(item: Item, level: int) -> str:
    if level >= item.level:
        return ""
    return _("needs a verification of level %(level)s") % {"level": item.level}


def _try(one: Verification, ways: dict[str, Method]) -> dict[str, Any]:
    way = ways.get(one.method)
    evidence = way.evidence.get(one.evidence, one.evidence) if way is not None else one.evidence
    return {"it": one, "evidence": evidence}


def _told(one: Disclosure) -> dict[str, Any]:
    """A disclosure as it is read: each item under its label."""
    labels = [
        (ITEMS[item.code].label if item.code in ITEMS else item.code, item.text) for item in one.items.all()
    ]
    return {"it": one, "items": labels}
