"""Texts, an automated colleague and inquiries for the tests of its room, made by the product's own actions."""

import datetime as dt
from typing import Any

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Case
from frontoffice.foundation.actors import Actor, service
from frontoffice.foundation.models import Agency
from frontoffice.representative.actions.switching import set_up, switch_on
from frontoffice.representative.models import Attempt, AutomatedPost
from tests import factories, levels
from tests.cases import making as cases
from tests.factories import NOW
from tests.knowledge import writing

NAME = "Front Desk Assistant"
FEE = "What does a replacement card cost?"
CARDS = """You can replace a lost, stolen or damaged card at any office or online.

## What it costs

A replacement card costs $18.00. Payment is due when you order the replacement card.

## How long it takes

A replacement card is mailed within ten business days.
"""
CARDS_ES = """Puede reemplazar una tarjeta perdida, robada o dañada en cualquier oficina o en línea.

## Cuánto cuesta

Una tarjeta de reemplazo cuesta $18.00.
"""
ASKS = {name for name, outright in levels.TRAINEE.items() if not outright}
OUTRIGHT = {name for name, outright in levels.TRAINEE.items() if outright}


def library(**told: Any) -> None:
    """Three articles in force, one of them on cards."""
    writing.article("replacing-a-card", CARDS, title="Replacing a card", **told)
    writing.article("renew-a-license", writing.RENEWAL, title="Renewing a license")
    writing.article("sales-tax-permit", writing.TAX, title="Sales tax permits")


def member(name: str = NAME, **given: Any) -> StaffMember:
    """An automated colleague with the grants of the lowest level: what it writes is read by a person first."""
    return factories.staff(name, automated=True, **({"grants": OUTRIGHT, "asks": ASKS} | given))


def post(staff_member: StaffMember | None = None, *, on: bool = True, **given: Any) -> AutomatedPost:
    """Its post, switched on by a supervisor."""
    chief = factories.supervisor("Gordon Pike").actor
    made = set_up(staff_member=staff_member or member(), **given, by=chief, at=NOW)
    return switch_on(post=made, by=chief, at=NOW) if on else made


def inquiry(text: str = FEE, *, at: dt.datetime = NOW, **given: Any) -> Case:
    """A visitor opens a case at the portal; nothing of what is owed for it is done yet."""
    return cases.case(text=text, **({"subject": "A question"} | given), at=at)


def attempt_at(case: Case, *, at: dt.datetime = NOW) -> Attempt:
    """The worker does its part; what the representative did with the case."""
    cases.tell_everything(at)
    return Attempt.objects.select_related("message", "post").get(case=case)


def agency() -> Agency:
    factories.agency()
    cases.topic()
    return Agency.objects.get()


def author() -> Actor:
    return service("knowledge")
