"""One problem answered to forty, in a browser: gathered, looked at, sent once, and seen to arrive at each."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import AnswerPart, Case, Problem
from frontoffice.correspondence.models import Message
from frontoffice.foundation import clock
from tests import browser as browsers
from tests import factories
from tests.cases import making

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "Dear {name},\n\nthe machine printed blank cards this week. A new one is on its way; you owe nothing."
HOLA = "Hola, {name}:\n\nesta semana la máquina imprimió tarjetas en blanco. La nueva está en camino."
MANY = 40


def forty() -> list[Case]:
    now = clock.now()
    return [
        making.case(
            text=f"The card that came in my envelope {n} is blank. Nothing is printed on it.",
            subject="Blank card",
            name=f"Asker {n:02}",
            email=f"asker{n}@example.org" if n % 5 else "",
            language="es" if n % 4 == 0 else "en",
            at=now,
        )
        for n in range(MANY)
    ]


@pytest.fixture
def dana(transactional_db: None) -> StaffMember:
    factories.agency()
    making.topic()
    return factories.representative("Dana Whitfield", username="dana", at=clock.now())


@pytest.fixture
def opens(browser: Browser, live_server: LiveServer, dana: StaffMember) -> Callable[..., Page]:
    def opened(path: str, width: int = browsers.DESK) -> Page:
        client = Client()
        client.force_login(dana.user)  # type: ignore[arg-type]
        # What is made once a process is made before the browser waits.
        assert client.get(path).status_code == 200
        page = browsers.new_page(browser, width=width)
        page.context.set_default_timeout(20_000)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        browsers.visit(page, f"{live_server.url}{path}")
        return page

    return opened


def seen(page: Page, name: str) -> None:
    """A picture to look at, and nothing wrong with the page."""
    browsers.PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(browsers.PICTURES / f"forty-{name}.png"), full_page=True)
    assert [str(one) for one in browsers.violations(page)] == []
    assert not browsers.overflows(page)


def on_a_phone(page: Page, name: str) -> None:
    page.set_viewport_size({"width": browsers.PHONE, "height": 844})
    seen(page, name)
    page.set_viewport_size({"width": browsers.DESK, "height": 900})


def hang_all(page: Page) -> None:
    """What is offered is ticked, twenty at a time, until nothing reads alike any more."""
    for _round in range(MANY // 20 + 1):
        boxes = page.get_by_role("checkbox")
        if boxes.count() == 0:
            return
        for box in boxes.all():
            box.evaluate("box => box.click()")
        page.get_by_role("button", name="Hang on it").click()
        expect(page.get_by_text("They hang on it now.").first).to_be_visible()


def test_one_problem_is_answered_to_forty(opens: Callable[..., Page], dana: StaffMember) -> None:
    cases = forty()
    page = opens("/desk/problems/")
    page.get_by_label("What the problem is").fill("Cards come out of the machine blank")
    page.get_by_label("What is known").fill("Blank card in the envelope, nothing is printed on it.")
    page.get_by_label("Topic").select_option("cards")
    page.get_by_role("button", name="Open the problem").click()
    expect(page.get_by_text("Nothing hangs on it yet")).to_be_visible()
    seen(page, "1-offered-1440")
    hang_all(page)
    expect(page.get_by_role("link", name="Answer all 40")).to_be_visible()
    page.get_by_role("textbox", name="Cause").fill("The print head was worn.")
    page.get_by_role("button", name="Keep it").click()
    seen(page, "2-hanging-1440")

    page.get_by_role("link", name="Answer all 40").click()
    page.get_by_label("What everybody is told").fill(TEXT)
    page.get_by_label("In Spanish").fill(HOLA)
    page.get_by_role("button", name="See what each gets").click()
    expect(page.get_by_role("button", name="Send to 40")).to_be_visible()
    seen(page, "3-looked-at-1440")
    on_a_phone(page, "3-looked-at-390")
    page.get_by_role("button", name="Send to 40").click()
    expect(page.get_by_text("0 of 40 answered").first).to_be_visible()
    seen(page, "4-on-its-way-1440")

    making.tell_everything(clock.now())
    expect(page.get_by_text("40 of 40 answered").first).to_be_visible(timeout=20_000)
    expect(page.get_by_role("link", name="Answer all 40")).to_have_count(0)
    expect(page.get_by_role("table").get_by_text("Resolved")).to_have_count(MANY)
    seen(page, "5-answered-1440")
    on_a_phone(page, "5-answered-390")

    each_was_told_once(cases)


def each_was_told_once(cases: list[Case]) -> None:
    """One message each, in the asker's language; all resolved, the cause kept."""
    assert Message.objects.count() == MANY
    assert Message.objects.values("thread").distinct().count() == MANY, "one each"
    assert set(AnswerPart.objects.values_list("state", flat=True)) == {"sent"}
    spanish = [case.pk for case in cases if case.language == "es"]
    told = Message.objects.filter(case_message__case__in=spanish).values_list("body", flat=True)
    assert all(body.startswith("Hola, Asker ") for body in told)
    assert not Case.objects.exclude(status="resolved").exists()
    assert Problem.objects.get().cause == "The print head was worn."
