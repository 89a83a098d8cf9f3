"""A draft says to whom, what, on what grounds and with which files, or says at once what is wrong with it."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from frontoffice.authority.deciding import NotAuthorized
from frontoffice.correspondence.actions.drafting import (
    MOST_ENCLOSED,
    ForStaffOnly,
    NothingToSay,
    TooLong,
    TooMuchEnclosed,
)
from frontoffice.correspondence.actions.releasing import ReleasedBefore, WaitsForApproval
from frontoffice.correspondence.actions.revising import ChangedByAnother, revise
from frontoffice.correspondence.addressing import AddressUnusable
from frontoffice.correspondence.models import Channel, Message, Status
from frontoffice.foundation import files
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import StoredFile
from tests.correspondence.letters import RELEASE, drafted, event_names, passage, sent_out
from tests.factories import NOW, staff

pytestmark = pytest.mark.django_db
REVISE = "correspondence.revise"


def test_a_draft_goes_nowhere_and_is_on_record() -> None:
    message = drafted(passages=[passage()])
    assert (message.status, message.message_id, message.eml) == (Status.DRAFT, None, None)
    assert event_names(message) == ["MessageDrafted"]
    assert [citation.position for citation in message.citations.all()] == [1]


def test_what_stands_in_headers_is_put_on_one_line() -> None:
    message = drafted(subject=" Re:\r\n your\u2028question ", to_name="Jordan\r\nBcc: all@example.org")
    assert (message.subject, message.to_name) == ("Re: your question", "Jordan Bcc: all@example.org")


def test_line_breaks_of_every_kind_of_machine_become_one_kind() -> None:
    assert drafted(body="one\r\ntwo\rthree\n\x07four\t5 ").body == "one\ntwo\nthree\nfour\t5"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "jordan",
        "jordan@",
        "@example.org",
        "jordan@localhost@example.org",
        "jordan@example.org, all@example.org",
        "jordan@example.org\r\nBcc: all@example.org",
        "Jordan <jordan@example.org>",
        "jordan@exa mple.org",
        "ñandú@example.org",
        f"{'a' * 250}@example.org",
        "\x00@example.org",
    ],
)
def test_what_is_not_one_address_is_refused_by_its_field(address: str) -> None:
    with pytest.raises(AddressUnusable) as refused:
        drafted(to_address=address)
    assert refused.value.field == "to_address"
    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "refusal", "field"),
    [
        ({"body": " \n "}, NothingToSay, "body"),
        ({"subject": "\r\n"}, NothingToSay, "subject"),
        ({"body": "x" * 100_001}, TooLong, "body"),
    ],
)
def test_nothing_and_too_much_are_refused_by_their_field(
    given: dict[str, Any], refusal: type[Exception], field: str
) -> None:
    with pytest.raises(refusal) as refused:
        drafted(**given)
    assert refused.value.field == field  # type: ignore[attr-defined]


def test_who_has_no_address_can_be_told_on_the_page_of_the_case() -> None:
    message = drafted(channel=Channel.PAGE, to_address="", to_name="")
    assert (message.channel, message.to_address) == (Channel.PAGE, "")


def test_passages_for_staff_never_go_to_a_customer() -> None:
    with pytest.raises(ForStaffOnly):
        drafted(passages=[passage("secret", audience="internal")])


def test_more_files_than_a_mail_server_takes_are_refused_before_anything_is_sent() -> None:
    by = service("tests")
    big = [
        StoredFile.objects.create(
            sha256=digit * 64,
            size=MOST_ENCLOSED // 2,
            content_type="text/plain",
            name="a",
            stored_by=by,
            stored_at=NOW,
        )
        for digit in "abc"
    ]
    drafted(files=big[:2])
    with pytest.raises(TooMuchEnclosed):
        drafted(files=big)


def test_the_same_passage_and_the_same_file_twice_count_once() -> None:
    one, form = passage(), files.store(b"form", name="form.txt", by=service("tests"), at=NOW)
    message = drafted(passages=[one, one], files=[form, form])
    assert (message.citations.count(), message.enclosures.count()) == (1, 1)


@pytest.mark.parametrize(
    "broken",
    [
        {"subject": "a\nBcc: x"},
        {"to_name": "a\rb"},
        {"to_address": ""},
        {"body": ""},
        {"status": "gone"},
        {"status": "sent"},
        {"status": "released"},
        {"channel": "pigeon"},
    ],
)
def test_the_database_itself_refuses_a_message_that_can_not_be(broken: dict[str, str]) -> None:
    message = drafted()
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(**broken)


def test_a_draft_is_written_anew_and_counts_its_versions() -> None:
    by = staff(grants=[REVISE]).actor
    message = drafted(by, passages=[passage()])
    other = passage("other")
    changed = revise(
        message=message,
        subject="Another",
        body="Better.",
        to_name="Jordan",
        to_address="j@example.org",
        passages=[other],
        expected_version=1,
        by=by,
        at=NOW,
    )
    assert (changed.subject, changed.body, changed.version) == ("Another", "Better.", 2)
    assert [citation.passage for citation in changed.citations.all()] == [other]
    assert event_names(message) == ["MessageDrafted", "MessageRevised"]


def revised(message: Message, by: Any, **given: Any) -> Message:
    told = {"subject": "S", "body": "B", "to_name": "J", "to_address": "j@example.org", "expected_version": 1}
    return revise(message=message, **(told | given), by=by, at=NOW)


def test_what_somebody_else_changed_meanwhile_is_not_written_over() -> None:
    by = staff(grants=[REVISE]).actor
    message = drafted(by)
    revised(message, by)
    with pytest.raises(ChangedByAnother):
        revised(message, by, body="Mine")
    message.refresh_from_db()
    assert message.body == "B"


def test_what_was_released_or_waits_can_not_be_changed() -> None:
    by = staff(grants=[REVISE], asks=[RELEASE]).actor
    held = sent_out(by)
    with pytest.raises(WaitsForApproval):
        revised(held, by)
    gone = sent_out()
    with pytest.raises(ReleasedBefore):
        revised(gone, by)


def test_changing_takes_the_power_to() -> None:
    with pytest.raises(NotAuthorized):
        revised(drafted(), staff(grants=[RELEASE]).actor)
