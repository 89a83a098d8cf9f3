"""The layouts, the error pages and the kit's own pages answer as they should."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from frontoffice.foundation.ui import views

KIT = ["/kit/", "/kit/staff/", "/kit/desk/", "/kit/form/"]


@pytest.fixture
def open_kit(settings: Any, db: None) -> None:
    settings.DEMO = True


@pytest.mark.django_db
@pytest.mark.parametrize("address", KIT)
def test_the_kit_asks_visitors_to_sign_in(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]


@pytest.mark.usefixtures("open_kit")
@pytest.mark.parametrize("address", KIT)
def test_the_kit_is_open_in_the_demonstration(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "style=" not in page
    assert "<script>" not in page
    assert 'href="#main"' in page, "a skip link comes first"
    assert page.count('id="main"') == 1
    assert '"allowEval":false' in page


@pytest.mark.usefixtures("open_kit")
def test_a_wrong_form_comes_back_with_what_was_typed(client: Client) -> None:
    answer = client.post("/kit/form/", {"name": "Ann", "email": "not an address"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="Ann"' in page
    assert "data-failed" in page
    assert "error-summary" in page


@pytest.mark.usefixtures("open_kit")
@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
def test_every_error_page_says_what_to_do_next(client: Client, status: int) -> None:
    answer = client.get(f"/kit/error/{status}/")
    assert answer.status_code == status
    page = answer.content.decode()
    assert "<h1>" in page
    assert 'href="/"' in page


def test_the_500_page_asks_nothing_of_the_database(rf: RequestFactory) -> None:
    # No `db` fixture: a query would fail the test.
    answer = views.failed(rf.get("/"))
    assert answer.status_code == 500
    assert b"on our side" in answer.content


@pytest.mark.django_db
def test_a_refusal_names_what_it_needs(rf: RequestFactory) -> None:
    request = rf.get("/desk/")
    assert b"cases.assign" in views.not_allowed(request, PermissionDenied("cases.assign")).content
    assert b"What it needs" not in views.not_allowed(request, PermissionDenied()).content


@pytest.mark.django_db
def test_too_many_requests_say_when_to_come_back(rf: RequestFactory) -> None:
    assert views.too_many(rf.get("/")).headers["Retry-After"] == "300"


@pytest.mark.django_db
def test_the_sign_in_page_is_in_our_layout(client: Client) -> None:
    page = client.get("/accounts/login/").content.decode()
    assert 'class="plain"' in page
    assert "idempotency_key" in page


@pytest.mark.django_db
def test_a_wrong_password_is_told_at_the_top(client: Client) -> None:
    page = client.post(
        "/accounts/login/", {"login": "nobody", "password": "wrong wrong wrong"}
    ).content.decode()
    assert "error-summary" in page
    assert 'value="nobody"' in page
    assert "wrong wrong" not in page


@pytest.mark.usefixtures("open_kit")
def test_the_pages_speak_spanish_when_asked(client: Client) -> None:
    client.post("/language/setlang/", {"language": "es", "next": "/kit/"})
    page = client.get("/kit/").content.decode()
    assert '<html lang="es"' in page
