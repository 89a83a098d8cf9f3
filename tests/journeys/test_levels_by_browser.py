"""Each class series: its lowest level, its highest and the automated representative try the same three things.

They tell what is on record, send a reply, and waive a charge (a stand-in, as there is no till yet). What waits, what
passes and what is refused is as the words of the series imply: an oracle of its own reads them from the files.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from frontoffice.authority.actions.adopting import adopt_series
from frontoffice.authority.actions.appointing import appoint
from frontoffice.authority.holding import powers
from frontoffice.authority.models import Approval, Refusal, StaffMember, Standing
from frontoffice.authority.registry import ACTIONS, action
from frontoffice.authority.sampling import draw
from frontoffice.authority.series import shipped
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.models import Case
from frontoffice.contacts.actions.releasing_information import release_information
from frontoffice.contacts.actions.taking_contacts import begin
from frontoffice.contacts.actions.verifying import verify_identity
from frontoffice.contacts.models import Channel, Contact, Disclosure
from frontoffice.correspondence.models import Message, Status
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import Party
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Actor
from frontoffice.foundation.money import Money
from frontoffice.foundation.refusals import Refused
from tests import browser as browsers
from tests import factories
from tests.authority.oracle.judging import level_says
from tests.cases import making

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TELL, SEND, WAIVE = "contacts.release_information", "correspondence.release", "cashiering.waive_charge"
CHARGE = Money("25.00")
ADDRESS = "418 Alder Street"
Opens = Callable[[StaffMember, str], Page]


@pytest.fixture
def waive() -> Iterator[Any]:
    @action(WAIVE, title="Waive a charge", limit=lambda call: call.amount)
    def waive_charge(*, party: Party, amount: Money, by: Actor, at: dt.datetime) -> Party:
        return party

    yield waive_charge
    del ACTIONS[WAIVE]


@pytest.fixture
def opens(browser: Browser, live_server: LiveServer) -> Opens:
    """A page as a colleague sees it."""

    def opened(member: StaffMember, path: str) -> Page:
        client = Client()
        client.force_login(member.user)  # type: ignore[arg-type]
        page = browsers.new_page(browser)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        browsers.visit(page, f"{live_server.url}{path}")
        return page

    return opened


def somebody(series: str, level: str, name: str, *, automated: bool = False) -> StaffMember:
    made = appoint(
        name=name,
        post="Representative",
        level=f"{series}.{level}",
        office="MAIN",
        unit="front",
        username="" if automated else name.split()[0].lower(),
        password="" if automated else factories.PASSWORD,
        automated=automated,
        status=Standing.REGULAR,
        by=service("authority"),
        at=clock.now() - dt.timedelta(hours=1),
    )
    assert isinstance(made, StaffMember)
    return made


def expected(series: str, level: str, member: StaffMember, name: str, case: Case | None = None) -> str:
    """`does`, `waits` or `refused`, by the files."""
    said = level_says(series, level, name)
    if said is None:
        return "refused"
    if said["asks"] or (name == WAIVE and CHARGE.amount > Decimal(str(said.get("amount", CHARGE.amount)))):
        return "waits"
    if name == SEND and case is not None:
        drawn = draw(purpose=f"{SEND}:{member.actor_id}", key=f"case:{case.pk}#0")
        return "waits" if drawn < said["share"] else "does"
    return "does"


def in_contact_with(party: Party, member: StaffMember) -> Contact:
    """The customer is on the telephone and, where the colleague may do so at all, verified."""
    now = clock.now()
    contact = begin(channel=Channel.PHONE, customer=party, by=member.actor, at=now)
    if "contacts.verify_identity" in powers(member.actor, at=now):
        verify_identity(
            contact=contact, customer=party, method="sent_code", evidence="call_back", by=member.actor, at=now
        )
    return contact


def tells(member: StaffMember, party: Party, opens: Opens, wanted: str) -> None:
    contact = in_contact_with(party, member)
    page = opens(member, f"/contacts/{contact.reference}/")
    if wanted == "refused":
        expect(page.get_by_role("button", name="Tell it")).to_have_count(0)
        with pytest.raises(Refused) as refused:
            release_information(
                contact=contact, customer=party, items=["address"], by=member.actor, at=clock.now()
            )
        assert "authority" in str(refused.value)
        assert Refusal.objects.filter(by=member.actor, action=TELL).exists()
        return
    page.locator("label", has_text="Address").first.click()
    page.get_by_role("button", name="Tell it").click()
    page.wait_for_load_state("load")
    told = Disclosure.objects.filter(contact=contact).exists()
    assert told == (wanted == "does")
    assert Approval.objects.filter(action=TELL, asked_by=member.actor).exists() == (wanted == "waits")


def replies(member: StaffMember, case: Case, opens: Opens, wanted: str) -> None:
    page = opens(member, f"/desk/cases/{case.reference}/")
    page.locator("#write-text").fill("A replacement costs 18 dollars.")
    page.get_by_role("button", name="Send reply").click()
    if wanted == "waits":
        expect(page.locator("#main")).to_contain_text("waits for approval")
    else:
        expect(page.locator("#timeline")).to_contain_text("replied")
    message = Message.objects.get(by=member.actor)
    assert (message.status == Status.HELD) == (wanted == "waits")


def waives(waive: Any, member: StaffMember, party: Party, opens: Opens, wanted: str) -> None:
    try:
        answer = waive(party=party, amount=CHARGE, by=member.actor, at=clock.now())
    except Refused:
        assert wanted == "refused"
        assert Refusal.objects.filter(by=member.actor, action=WAIVE, part="grant").exists()
        return
    assert isinstance(answer, Approval) == (wanted == "waits")
    if wanted == "waits" and member.user is not None:
        page = opens(member, "/authority/approvals/?view=mine")
        expect(page.locator("#main")).to_contain_text("Waive a charge")


def tries_by_itself(waive: Any, series: str, level: str, robo: StaffMember, party: Party, case: Case) -> None:
    """The automated representative has no screen; it is refused, or waits, by the same words."""
    wanted = expected(series, level, robo, TELL)
    contact = in_contact_with(party, robo)
    now = clock.now()
    try:
        told = release_information(contact=contact, customer=party, items=["address"], by=robo.actor, at=now)
        assert isinstance(told, Approval) == (wanted == "waits")
    except Refused:
        assert wanted == "refused"
    reply(case=case, text="A replacement costs 18 dollars.", by=robo.actor, at=now)
    held = Message.objects.get(by=robo.actor).status == Status.HELD
    assert held == (expected(series, level, robo, SEND, case) == "waits")


@pytest.mark.parametrize("series", sorted(shipped.CODES))
def test_what_waits_passes_and_is_refused_is_as_the_series_says(
    series: str, waive: Any, opens: Opens
) -> None:
    factories.agency()
    making.topic()
    adopt_series(series=series, by=service("authority"), at=clock.now() - dt.timedelta(hours=2))
    registrar = factories.staff("Registrar", grants=["customers.register"], at=clock.now())
    party = register(name="Marisol Ortega-Reyes", address=ADDRESS, by=registrar.actor, at=clock.now())
    codes = [str(level.code) for level in shipped.series(series).levels]
    people = [(codes[0], "Noor Haddad"), (codes[-1], "Ruth Okafor")]
    for level, name in people:
        member = somebody(series, level, name)
        case = making.case(subject=f"Card of {name}", at=clock.now())
        tells(member, party, opens, expected(series, level, member, TELL))
        replies(member, case, opens, expected(series, level, member, SEND, case))
        waives(waive, member, party, opens, expected(series, level, member, WAIVE))
    robo = somebody(series, codes[0], "Assistant", automated=True)
    tries_by_itself(waive, series, codes[0], robo, party, making.case(subject="Card", at=clock.now()))
    waives(waive, robo, party, opens, expected(series, codes[0], robo, WAIVE))
    lowest, highest = (level_says(series, code, TELL) for code in (codes[0], codes[-1]))
    assert lowest is None, "the lowest tells nothing beyond the articles"
    assert highest is not None
