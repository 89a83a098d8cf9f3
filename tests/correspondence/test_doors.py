"""Who may see mail and who may not, what leads nowhere, and the page that mail is kept on."""

import pytest
from django.test import Client
from django.urls import reverse

from frontoffice.correspondence.models import Channel, OutboxItem
from frontoffice.foundation import files
from frontoffice.foundation.actors import service
from tests.correspondence.letters import RELEASE, drafted, passage, sent_out, work
from tests.correspondence.screens import ALL, failed, inconclusive, page, post, signed_in
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    """Somebody who may do everything with mail, signed in."""
    return signed_in(*ALL)


def test_what_somebody_may_not_do_is_not_offered_and_not_done() -> None:
    looks_on = signed_in(RELEASE, name="Onlooker One")
    doubted, gone = inconclusive(), failed()
    assert "/settle/" not in page(looks_on, "message", doubted.reference)
    assert "/again/" not in page(looks_on, "message", gone.reference)
    assert post(looks_on, "settle", doubted, went="yes", reason="x").status_code == 403
    assert post(looks_on, "again", gone).status_code == 403
    assert post(looks_on, "change", drafted(), subject="x").status_code == 403


def test_without_any_power_over_mail_every_door_is_closed() -> None:
    message = sent_out()
    work()
    item = OutboxItem.objects.get()
    addresses = [
        reverse("correspondence:outbox"),
        reverse("correspondence:kept_mails"),
        reverse("correspondence:kept_mail", args=[item.reference]),
        reverse("correspondence:message", args=[message.reference]),
        reverse("correspondence:as_sent", args=[message.reference]),
    ]
    other = signed_in("cases.note", name="Other Person")
    assert {other.get(address).status_code for address in addresses} == {403}
    visitor = Client()
    answers = [visitor.get(address) for address in addresses]
    assert all(answer.status_code == 302 and "/accounts/login/" in answer["Location"] for answer in answers)


@pytest.mark.parametrize("name", ["message", "as_sent", "change", "kept_mail"])
@pytest.mark.parametrize(
    "reference", ["7KM4-29QX-T8", "nobody-has-this", "%00", "../../etc/passwd", "x" * 300]
)
def test_a_reference_that_leads_nowhere_is_not_found(client: Client, name: str, reference: str) -> None:
    address = reverse(f"correspondence:{name}", args=["REFERENCE"]).replace("REFERENCE", reference)
    assert client.get(address).status_code == 404


def test_mail_is_read_on_its_page_as_the_customer_gets_it(client: Client) -> None:
    form = files.store(b"form", name="form.txt", by=service("tests"), at=NOW)
    sent_out(subject="Your license", passages=[passage()], files=[form])
    sent_out(subject="Only shown", channel=Channel.PAGE, to_address="", to_name="")
    work()
    said = page(client, "kept_mails")
    assert "Your license" in said
    assert "Only shown" in said
    item = OutboxItem.objects.get(subject="Your license")
    mail = page(client, "kept_mail", item.reference)
    assert "Renewing a driver license" in mail
    assert "form.txt" in mail
    file = client.get(reverse("correspondence:kept_file", args=[item.reference, 1]))
    assert file.content == b"form"
    assert file["Content-Disposition"].startswith("attachment")
    assert client.get(reverse("correspondence:kept_file", args=[item.reference, 2])).status_code == 404


def test_hostile_words_are_shown_as_words(client: Client) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    message = sent_out(subject=hostile, body=hostile, to_name=hostile)
    work()
    item = OutboxItem.objects.get()
    for said in (
        page(client, "outbox"),
        page(client, "message", message.reference),
        page(client, "kept_mails"),
        page(client, "kept_mail", item.reference),
    ):
        assert "<script>alert(1)" not in said
        assert "<img src=x" not in said
        assert "&lt;script&gt;" in said
