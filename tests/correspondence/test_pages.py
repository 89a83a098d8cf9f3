"""The outbox and its messages on screen: what needs a person comes first and says what to do."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frontoffice.authority.actions.approving import decline
from frontoffice.authority.models import Approval
from frontoffice.cases.models import AfterReply, CaseMessage
from frontoffice.correspondence.actions import dispatching
from frontoffice.correspondence.models import Channel, Message, OutboxItem, Status
from frontoffice.correspondence.queries import page_of
from frontoffice.foundation import clock, files
from frontoffice.foundation.actors import service
from tests.cases.making import case, topic
from tests.correspondence.letters import RELEASE, content, drafted, passage, sent_out, work
from tests.factories import NOW, staff

pytestmark = pytest.mark.django_db
ALL = [RELEASE, "correspondence.revise", "correspondence.resolve_inconclusive", "correspondence.send_again"]


@pytest.fixture
def client() -> Client:
    """Somebody who may do everything with mail, signed in."""
    return signed_in(*ALL)


def signed_in(*grants: str, asks: list[str] | None = None, name: str = "Ruth Okafor") -> Client:
    member = staff(name, grants=grants, asks=asks or [], username=f"user-{name.split()[0]}-{len(grants)}")
    made = Client()
    assert member.user is not None
    made.force_login(member.user)
    return made


def page(client: Client, name: str, *arguments: Any, query: str = "") -> str:
    answer = client.get(reverse(f"correspondence:{name}", args=arguments) + query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def post(client: Client, name: str, message: Message, **data: Any) -> Any:
    return client.post(reverse(f"correspondence:{name}", args=[message.reference]), data)


def failed(**given: Any) -> Message:
    message = sent_out(**given)
    dispatching.give_up(message.pk, "550 No such mailbox", by=service("correspondence"), at=NOW)
    message.refresh_from_db()
    return message


def inconclusive(**given: Any) -> Message:
    message = sent_out(**given)
    dispatch = dispatching.begin(message.pk, transport="smtp", open_until=NOW, at=NOW)
    assert dispatch is not None
    dispatching.take_up(message.pk, by=service("correspondence"), at=NOW)
    message.refresh_from_db()
    return message


def now(message: Message) -> Message:
    message.refresh_from_db()
    return message


def test_what_needs_a_person_comes_first_with_the_reason_and_what_to_do(client: Client) -> None:
    sent_out(subject="Went well")
    failed(subject="Did not go")
    inconclusive(subject="In doubt")
    said = page(client, "outbox")
    assert "These need a person" in said
    assert "550 No such mailbox" in said
    assert "its answer never came" in said
    assert said.index("These need a person") < said.index("Went well")


def test_each_way_to_look_shows_its_messages_and_no_others(client: Client) -> None:
    drafted(subject="A draft")
    sent_out(subject="On its way")
    sent_out(staff(asks=[RELEASE]).actor, subject="Is held")
    failed(subject="Did not go")
    subjects = {"A draft", "On its way", "Is held", "Did not go"}
    shown = {}
    for show in ("attention", "under-way", "held", "drafts", "sent", "nonsense"):
        said = page(client, "outbox", query=f"?show={show}")
        shown[show] = {subject for subject in subjects if subject in said}
    assert shown == {
        "attention": {"Did not go"},
        "under-way": {"On its way"},
        "held": {"Is held"},
        "drafts": {"A draft"},
        "sent": set(),
        "nonsense": {"A draft", "On its way", "Is held", "Did not go"},
    }


def test_the_outbox_says_so_when_it_is_empty(client: Client) -> None:
    assert "Nothing here" in page(client, "outbox")


@pytest.mark.parametrize("show", ["", "attention"])
def test_the_outbox_asks_no_more_questions_for_more_rows(
    client: Client, django_assert_max_num_queries: Any, show: str
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(14) as asked:
            page(client, "outbox", query=f"?show={show}")
        return len(asked)

    failed(passages=[passage()])
    page(client, "outbox")  # what a first request asks besides is asked
    few = queries()
    for _ in range(3):
        failed(passages=[passage()])
        sent_out()
    assert queries() == few


def test_pages_by_key_show_each_message_once_even_if_new_ones_come_in_between(client: Client) -> None:
    by = staff(grants=[RELEASE]).actor
    subjects = [f"Message {number:03}" for number in range(60)]
    for subject in subjects:
        drafted(by, subject=subject)
    everything = Message.objects.order_by("-pk")
    seen: list[str] = []
    after = ""
    while True:
        shown = page_of(everything, after=after, before="", most=25)
        seen += [message.subject for message in shown.rows]
        drafted(by, subject="Came in between")
        if not shown.older:
            break
        after = shown.older
    assert seen == subjects[::-1]
    last = page_of(everything, after=after, before="", most=25)
    back = page_of(everything, after="", before=last.newer, most=25)
    assert [message.subject for message in back.rows] == subjects[10:35][::-1]
    assert "Message 059" in page(client, "outbox")
    assert 'rel="next"' in page(client, "outbox")


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
