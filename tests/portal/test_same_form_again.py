"""The same form sent twice, twenty at once, or again after the connection was lost: one case, one post, one answer."""

import http.client
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import connections
from pytest_django.live_server_helper import LiveServer

from frontoffice.cases.models import Case, Post
from frontoffice.contacts.models import Contact
from frontoffice.foundation.models import StoredFile
from tests.portal import making
from tests.portal.making import Visitor, hidden_fields, only_case
from tests.portal.test_asking_a_representative import pdf

TYPED = {
    "topic": "license-replacement",
    "text": "My card never came.",
    "answer_by": "site",
    "email": "",
    "name": "",
}


def form_of(visitor: Visitor, page: str = "/ask/") -> dict[str, Any]:
    return hidden_fields(visitor.get(page).content.decode(), page) | TYPED


def at_once(
    visitor: Visitor, page: str, form: dict[str, Any], *, times: int = 20, file: bool = False
) -> list[Any]:
    """Send one browser's form so many times at the same moment; the answers."""
    together = threading.Barrier(times)

    def one(_number: int) -> Any:
        browser = Visitor()
        browser.cookies = visitor.cookies.copy()  # type: ignore[assignment]
        together.wait(timeout=60)
        try:
            return browser.post(page, form | ({"file": pdf()} if file else {}))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


@pytest.mark.django_db
@pytest.mark.usefixtures("topics")
def test_x6_the_same_form_sent_twice_opens_one_case_and_shows_it_twice(visitor: Visitor) -> None:
    form = form_of(visitor)
    first, second = visitor.post("/ask/", form), visitor.post("/ask/", form)
    assert first.url == second.url == f"/cases/{only_case().reference}/done/"
    codes = [answer.cookies["case_code"].value.split(":")[0] for answer in (first, second)]
    assert codes[0] == codes[1]


@pytest.mark.django_db
@pytest.mark.usefixtures("topics")
def test_x6_the_same_form_with_a_file_sent_twice_opens_one_case_with_one_file(visitor: Visitor) -> None:
    form = form_of(visitor)
    first = visitor.post("/ask/", form | {"file": pdf()})
    second = visitor.post("/ask/", form | {"file": pdf()})
    assert first.url == second.url
    assert only_case().attachments.count() == 1
    assert StoredFile.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("topics")
def test_a_form_that_was_changed_after_it_was_sent_is_not_taken_for_the_same(visitor: Visitor) -> None:
    form = form_of(visitor)
    visitor.post("/ask/", form)
    answer = visitor.post("/ask/", form | {"text": "Something else."})
    assert answer.status_code == 422
    assert "Something else." in answer.content.decode()
    assert Case.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("topics")
def test_a_fresh_form_with_the_same_words_is_another_case(visitor: Visitor) -> None:
    visitor.post("/ask/", form_of(visitor))
    visitor.post("/ask/", form_of(visitor))
    assert Case.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("topics")
def test_the_key_of_one_visitor_opens_nothing_for_another(visitor: Visitor, other: Visitor) -> None:
    form = form_of(visitor)
    other.get("/ask/")
    first, second = visitor.post("/ask/", form), other.post("/ask/", form)
    assert first.url != second.url
    assert Case.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("file", [False, True])
def test_x6_twenty_sendings_at_once_open_one_case_and_each_is_led_to_it(visitor: Visitor, file: bool) -> None:
    making.topics()
    answers = at_once(visitor, "/ask/", form_of(visitor), file=file)
    assert {(answer.status_code, answer.get("Location")) for answer in answers} == {
        (302, f"/cases/{only_case().reference}/done/")
    }
    assert Post.objects.count() == 1
    assert Contact.objects.count() == 1
    assert only_case().attachments.count() == int(file)


@pytest.mark.django_db(transaction=True)
def test_x6_what_is_added_twenty_times_at_once_is_added_once(visitor: Visitor) -> None:
    making.topics()
    visitor.open_case()
    page = f"/cases/{only_case().reference}/"
    form = hidden_fields(visitor.get(page).content.decode(), page) | {"text": "One more thing."}
    answers = at_once(visitor, page, form, times=8)
    assert {answer.status_code for answer in answers} == {302}
    assert list(Post.objects.order_by("pk").values_list("text", flat=True)) == [
        "My card never came.",
        "One more thing.",
    ]


@pytest.mark.django_db(transaction=True)
def test_x6_sent_lost_and_sent_again_is_one_case(visitor: Visitor, live_server: LiveServer) -> None:
    making.topics()
    form = form_of(visitor)
    body = urlencode(form | {"csrfmiddlewaretoken": visitor.cookies["csrftoken"].value})
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in visitor.cookies.items()),
    }
    address = urlsplit(live_server.url)

    cut = http.client.HTTPConnection(address.hostname or "", address.port)
    cut.request("POST", "/ask/", body, headers)
    cut.close()  # nobody waits for the answer
    waited_until = time.monotonic() + 20
    while not Case.objects.exists() and time.monotonic() < waited_until:
        time.sleep(0.05)

    again = http.client.HTTPConnection(address.hostname or "", address.port)
    again.request("POST", "/ask/", body, headers)
    answer = again.getresponse()
    assert (answer.status, answer.headers["Location"]) == (302, f"/cases/{only_case().reference}/done/")
    again.close()
