"""A form is sent once, whatever the network and the person do, and what was typed is never lost."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests import browser as browsers
from tests.browser_fixtures import Screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

KEY = "input[name=idempotency_key]"
QUESTION = "I lost my license on a trip. What do I bring?"


@pytest.fixture
def form(kit: str, screen: Screen) -> Page:
    return screen(f"{kit}/form/")


def fill(page: Page) -> None:
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_text("Phone", exact=True).click()
    page.get_by_text("I have read how my data are used").click()


def send(page: Page) -> None:
    page.get_by_role("button", name="Send", exact=True).click()


def sent(page: Page) -> str:
    return page.locator("#kit-keys").inner_text()


def test_what_is_right_is_sent_and_can_be_taken_back(form: Page) -> None:
    fill(form)
    send(form)
    expect(form.locator("#kit-keys")).to_have_text("1")
    expect(form.get_by_text("Your question was sent.")).to_be_visible()
    expect(form.get_by_label("Your question")).to_have_value("")
    browsers.assert_accessible(form)


def test_what_is_wrong_comes_back_with_the_text_and_the_focus_on_what_is_wrong(form: Page) -> None:
    form.get_by_label("Your question").fill(QUESTION)
    form.get_by_label("Email address").fill("nobody")
    send(form)
    summary = form.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(form.get_by_label("Your question")).to_have_value(QUESTION)
    summary.get_by_role("link", name="Email address").click()
    expect(form.get_by_label("Email address")).to_be_focused()
    browsers.assert_accessible(form)


def test_pressing_send_many_times_sends_once(form: Page) -> None:
    requests = []
    form.on("request", lambda request: requests.append(request) if request.method == "POST" else None)
    fill(form)
    form.evaluate(
        "() => { const b = document.querySelector('[data-main-submit]'); for (let i = 0; i < 5; i++) b.click(); }"
    )
    expect(form.locator("#kit-keys")).to_have_text("1")
    assert len(requests) == 1


def test_without_a_network_the_text_is_kept_and_sending_again_carries_the_same_key(form: Page) -> None:
    fill(form)
    key = form.locator(KEY).first.input_value()
    form.context.set_offline(True)
    send(form)
    notice = form.locator(".form-notice")
    expect(notice).to_contain_text("Not sent")
    expect(notice).to_contain_text("Your text is kept")
    expect(form.get_by_label("Your question")).to_have_value(QUESTION)
    browsers.assert_accessible(form)
    form.context.set_offline(False)
    bodies: list[str] = []
    form.on(
        "request",
        lambda request: bodies.append(request.post_data or "") if request.method == "POST" else None,
    )
    form.get_by_role("button", name="Send again").click()
    expect(form.locator("#kit-keys")).to_have_text("1")
    assert key in bodies[0]


def test_an_answer_that_is_lost_leaves_the_key_so_that_the_server_knows_the_form_again(form: Page) -> None:
    arrived: list[str] = []

    def swallow(route: Route) -> None:
        # The server takes it, but its answer never comes back.
        arrived.append(route.fetch(max_redirects=0).status_text)
        route.abort("connectionreset")

    fill(form)
    key = form.locator(KEY).first.input_value()
    form.route("**/kit/form/", swallow, times=1)
    send(form)
    expect(form.locator(".form-notice")).to_be_visible()
    assert len(arrived) == 1
    assert form.locator(KEY).first.input_value() == key


@pytest.mark.parametrize(
    ("status", "says"),
    [(403, "signed out"), (409, "on its way"), (413, "too large"), (429, "too many"), (500, "our side")],
)
def test_each_failure_says_what_to_do(status: int, says: str, form: Page) -> None:
    fill(form)
    form.route("**/kit/form/", lambda route: route.fulfill(status=status, body="no"), times=1)
    send(form)
    expect(form.locator(".form-notice")).to_contain_text(says)
    expect(form.get_by_label("Your question")).to_have_value(QUESTION)
    send(form)
    expect(form.locator("#kit-keys")).to_have_text("1")


def test_what_is_being_written_survives_the_tab(form: Page) -> None:
    form.get_by_label("Your question").fill(QUESTION)
    key = form.locator(KEY).first.input_value()
    form.reload()
    browsers.ready(form)
    expect(form.get_by_label("Your question")).to_have_value(QUESTION)
    expect(form.locator(".draft-notice")).to_contain_text("is back")
    assert form.locator(KEY).first.input_value() == key
    form.get_by_role("button", name="Discard it").click()
    expect(form.get_by_label("Your question")).to_have_value("")
    form.reload()
    browsers.ready(form)
    expect(form.get_by_label("Your question")).to_have_value("")


def test_what_was_sent_is_not_brought_back(form: Page) -> None:
    fill(form)
    send(form)
    expect(form.locator("#kit-keys")).to_have_text("1")
    form.reload()
    browsers.ready(form)
    expect(form.get_by_label("Your question")).to_have_value("")
    expect(form.locator(".draft-notice")).to_have_count(0)


def test_ctrl_enter_sends_from_the_text(form: Page) -> None:
    fill(form)
    form.get_by_label("Your question").press("Control+Enter")
    expect(form.locator("#kit-keys")).to_have_text("1")


def test_the_counter_counts_down_and_says_when_it_is_too_much(form: Page) -> None:
    text = form.get_by_label("Your question")
    text.fill("x" * 990)
    expect(form.locator("#id_question-count")).to_have_text("10 characters left")
    text.fill("x" * 1003)
    expect(form.locator("#id_question-count")).to_have_text("3 characters too many")


def test_files_are_checked_before_anything_is_sent(form: Page, tmp_path: Path) -> None:
    good, large, wrong = tmp_path / "lease.pdf", tmp_path / "film.pdf", tmp_path / "run.exe"
    good.write_bytes(b"%PDF-1.4")
    large.write_bytes(b"x" * 10_000_001)
    wrong.write_bytes(b"MZ")
    form.set_input_files("#id_files", [good, large, wrong])
    expect(form.locator(".file-item")).to_have_count(1)
    error = form.locator(".file-picker ~ .usa-error-message")
    expect(error).to_contain_text("film.pdf")
    expect(error).to_contain_text("run.exe")
    assert form.evaluate("document.getElementById('id_files').files.length") == 1
    browsers.assert_accessible(form)
    form.get_by_role("button", name="Remove lease.pdf").click()
    assert form.evaluate("document.getElementById('id_files').files.length") == 0


def test_slow_answers_say_that_they_are_worked_on(form: Page) -> None:
    fill(form)

    def slowly(route: Route) -> None:
        form.wait_for_timeout(1500)
        route.continue_()

    form.route("**/kit/form/", slowly, times=1)
    send(form)
    expect(form.locator("#ui-working")).to_have_text("Working on it…")
    expect(form.locator("#kit-keys")).to_have_text("1")
    expect(form.locator("#ui-working")).to_have_count(0)


def test_everything_works_without_script(kit: str, browser: browsers.Browser) -> None:
    page = browsers.new_page(browser, java_script_enabled=False)
    page.goto(f"{kit}/form/")
    fill(page)
    send(page)
    expect(page.locator("#kit-keys")).to_have_text("1")
    page.context.close()
