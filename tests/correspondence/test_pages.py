"""One message on screen: as it went out, what became of it, and what a person can do about it."""

import pytest
from django.test import Client
from django.urls import reverse

from frontoffice.authority.actions.approving import decline
from frontoffice.authority.models import Approval
from frontoffice.cases.models import AfterReply, CaseMessage
from frontoffice.correspondence.actions import dispatching
from frontoffice.correspondence.models import OutboxItem, Status
from frontoffice.foundation import clock, files
from frontoffice.foundation.actors import service
from tests.cases.making import case, topic
from tests.correspondence.letters import RELEASE, content, drafted, passage, sent_out, work
from tests.correspondence.screens import ALL, failed, inconclusive, now, page, post, signed_in
from tests.factories import NOW, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    """Somebody who may do everything with mail, signed in."""
    return signed_in(*ALL)


def test_a_message_is_shown_as_it_went_out_with_its_proof(client: Client) -> None:
    form = files.store(b"form", name="form.txt", by=service("tests"), at=NOW)
    body = "Hola\n\nhttps://example.org/x <b>no</b>"
    message = sent_out(passages=[passage()], files=[form], language="es", body=body)
    work()
    said = page(client, "message", message.reference)
    assert "As it went out" in said
    assert now(message).message_id in said
    assert message.eml is not None
    assert message.eml.sha256 in said
    assert (
        '<a href="https://example.org/x" rel="noopener">https://example.org/x</a> &lt;b&gt;no&lt;/b&gt;'
        in said
    )
    assert '<article class="prose reading" lang="es"' in said
    assert "Renewing a driver license" in said
    raw = client.get(reverse("correspondence:as_sent", args=[message.reference]))
    assert b"".join(raw.streaming_content) == content(message)  # type: ignore[attr-defined]
    assert "attachment" in raw["Content-Disposition"]
    enclosed = client.get(reverse("correspondence:enclosure", args=[message.reference, 1]))
    assert b"".join(enclosed.streaming_content) == b"form"  # type: ignore[attr-defined]
    assert client.get(reverse("correspondence:enclosure", args=[message.reference, 2])).status_code == 404


def test_a_reply_leads_back_to_its_case(client: Client) -> None:
    message = drafted()
    assert page(client, "message", message.reference).count("/desk/cases/") == 0
    topic()
    asked = case()
    CaseMessage.objects.create(case=asked, message=message, by=message.by, after=AfterReply.values[0])
    said = page(client, "message", message.reference)
    assert reverse("cases:case", args=[asked.reference]) in said
    assert asked.number in said


def test_a_draft_is_shown_as_it_would_go_out_and_is_not_sent_by_looking(client: Client) -> None:
    message = drafted(passages=[passage()])
    said = page(client, "message", message.reference)
    assert "As it would go out" in said
    assert "Renewing a driver license" in said
    assert client.get(reverse("correspondence:as_sent", args=[message.reference])).status_code == 404
    assert now(message).status == Status.DRAFT


def test_a_message_that_was_put_off_says_until_when_and_why(client: Client) -> None:
    message = sent_out()
    dispatching.could_not_begin(
        message.pk,
        "put_off",
        "451 Come back",
        transport="smtp",
        by=service("correspondence"),
        at=NOW,  # type: ignore[arg-type]
    )
    said = page(client, "message", message.reference)
    assert "451 Come back" in said
    assert "Next try:" in said


def test_who_finds_out_whether_it_went_writes_it_down(client: Client) -> None:
    message = inconclusive()
    answer = post(client, "settle", message, went="no", reason="", idempotency_key="one")
    assert answer.status_code == 422
    assert "Say how you found out" in answer.content.decode()
    assert now(message).status == Status.INCONCLUSIVE
    for _ in range(2):
        answer = post(client, "settle", message, went="no", reason="Asked Jordan.", idempotency_key="two")
        assert answer.status_code == 302
    assert now(message).status == Status.FAILED
    assert "Ruth Okafor: Asked Jordan." in page(client, "message", message.reference)
    late = post(client, "settle", message, went="yes", reason="Found it.", idempotency_key="three")
    assert late.status_code == 409
    assert "no doubt" in late.content.decode()


def test_a_failed_message_is_sent_again_with_one_button(client: Client) -> None:
    message = failed()
    for _ in range(2):
        assert post(client, "again", message, idempotency_key="one").status_code == 302
    work(clock.now())
    assert now(message).status == Status.SENT
    assert OutboxItem.objects.count() == 1
    assert post(client, "again", message, idempotency_key="two").status_code == 409


def test_a_draft_that_came_back_is_changed_and_sent(client: Client) -> None:
    message = sent_out(staff(asks=[RELEASE]).actor)
    reader = staff("Reader", grants=[RELEASE, "authority.decline"]).actor
    decline(approval=Approval.objects.get(), reason="The fee is wrong.", by=reader, at=NOW)
    work()
    assert "Reader wrote: The fee is wrong." in page(client, "message", message.reference)
    changed = {"to_name": "Jordan", "subject": "S", "body": "Kept words", "expected_version": 1}
    wrong = post(client, "change", message, **changed, to_address="nowhere")
    assert wrong.status_code == 422
    assert "Kept words" in wrong.content.decode()
    assert "not an e-mail address" in wrong.content.decode()
    assert post(client, "change", message, **changed, to_address="jordan@example.org").status_code == 302
    assert post(client, "send", message).status_code == 302
    assert now(message).status == Status.RELEASED
    assert b"Kept words" in content(message)
    assert post(client, "send", message).status_code == 409


def test_who_may_only_ask_is_told_that_it_waits(client: Client) -> None:
    trainee = signed_in("correspondence.revise", asks=[RELEASE], name="Ana Ruiz")
    message = drafted()
    answer = trainee.post(reverse("correspondence:send", args=[message.reference]), follow=True)
    assert "It waits for approval" in answer.content.decode()
    work(clock.now())
    assert "asked to send this" in page(client, "message", message.reference)
