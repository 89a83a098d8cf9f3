"""The desk's pages: each works, and says why not to the wrong power, the wrong person, and bad input."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.assigning import take
from frontoffice.cases.actions.noting import note
from frontoffice.cases.actions.resolving import resolve
from frontoffice.cases.models import Attention, Case, Status
from frontoffice.contacts.models import Contact
from frontoffice.correspondence.models import Message
from frontoffice.knowledge.models import AnswerGiven
from tests import factories
from tests.cases import making
from tests.factories import NOW

pytestmark = pytest.mark.django_db
NASTY = "<script>alert('x')</script><img src=x onerror=alert(1)>'; DROP TABLE cases_case; --"
PART = {"HX-Request": "true"}


@pytest.fixture
def desk(client: Client, dana: StaffMember) -> Client:
    """Dana is signed in."""
    assert dana.user is not None
    client.force_login(dana.user)
    return client


def address(case: Case, act: str = "") -> str:
    return f"/desk/cases/{case.reference}/{act}{'/' if act else ''}"


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


GETS = ["", "assign", "release", "resolve", "reopen", "topic", "add", "attach", "passages", "chips", "news"]
POSTS = [
    "take",
    "settle",
    "assign",
    "release",
    "resolve",
    "reopen",
    "topic",
    "write",
    "add",
    "attach",
    "passages",
]


@pytest.mark.parametrize("act", GETS)
def test_each_page_opens(desk: Client, case: Case, act: str) -> None:
    answer = desk.get(address(case, act))
    assert answer.status_code == 200
    assert case.number in text(answer) or act in {"chips", "news"}


@pytest.mark.parametrize("act", GETS)
def test_each_page_sends_visitors_to_sign_in_and_others_away(client: Client, case: Case, act: str) -> None:
    assert client.get(address(case, act)).status_code == 302
    clerk = factories.staff("Clerk", username="clerk")
    client.force_login(clerk.user)  # type: ignore[arg-type]
    assert client.get(address(case, act)).status_code == 403


@pytest.mark.parametrize("act", POSTS)
def test_each_act_is_refused_without_its_power(client: Client, case: Case, act: str) -> None:
    assert client.post(address(case, act), {"reason": "x"}).status_code == 302
    clerk = factories.staff("Clerk", username="clerk", grants=["cases.open_case"])
    client.force_login(clerk.user)  # type: ignore[arg-type]
    assert client.post(address(case, act), {"reason": "x"}).status_code == 403
    case.refresh_from_db()
    assert (case.status, case.version) == (Status.NEW, 1)


@pytest.mark.parametrize("act", GETS)
def test_a_case_of_another_unit_is_as_if_it_were_not_there(client: Client, case: Case, act: str) -> None:
    making.topic("taxes", unit="tax")
    member = making.of_one_unit(
        *factories.levels.REPRESENTATIVE, unit=making.case(topic="taxes").unit, username="noor"
    )
    client.force_login(member.user)  # type: ignore[arg-type]
    assert client.get(address(case, act)).status_code == 404
    assert client.get("/desk/cases/2222-2222-22/").status_code == 404


@pytest.mark.parametrize(
    "wanted", ["x", "%00", "C-2026-000001", "a" * 300, "..%2f..%2fetc%2fpasswd", "'%20OR%201=1"]
)
def test_what_is_no_reference_is_not_found(desk: Client, case: Case, wanted: str) -> None:
    assert desk.get(f"/desk/cases/{wanted}/").status_code == 404


def test_the_queue_shows_who_what_status_number_channel_and_due(desk: Client, case: Case) -> None:
    page = text(desk.get("/desk/?view=unit"))
    for shown in ("Marisol Ortega-Reyes", "Lost card", "New", case.number, "Web"):
        assert shown in page
    assert re.search(r'class="due due--\w+"', page)


def test_nobody_is_shown_as_such(desk: Client, topic: object) -> None:
    case = making.case(name="", email="")
    page = text(desk.get(address(case)))
    assert "Anonymous" in page
    assert "without saying who they are" in page


@pytest.mark.parametrize(
    "query", ["view=nothing&sort=nothing", "after=x", "view=resolved&after=_", "q=%00", "q=" + "a" * 9000]
)
def test_anything_in_the_address_still_shows_the_desk(desk: Client, case: Case, query: str) -> None:
    assert desk.get(f"/desk/?{query}").status_code == 200


def test_searching_for_a_number_opens_the_case_and_words_list_it(desk: Client, case: Case) -> None:
    assert desk.get("/desk/", {"q": case.number}).headers["Location"] == address(case)
    assert desk.get("/desk/", {"q": case.reference.lower()}).headers["Location"] == address(case)
    found = text(desk.get("/desk/", {"q": "ortega"}))
    assert case.number in found
    assert "Nothing found" in text(desk.get("/desk/", {"q": "zebra"}))


def test_the_queue_asks_the_same_for_one_row_and_for_three(desk: Client, case: Case) -> None:
    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(path).status_code == 200
        return len(asked)

    paths = ["/desk/?view=all", "/desk/?view=unit&sort=newest", "/desk/?q=card", address(case)]
    [queries(path) for path in paths]  # what is kept between requests is kept now
    before = [queries(path) for path in paths]
    assert max(before) <= 30
    for name in ("Abdi", "Huong"):
        making.case(name=name, email="m.ortega@example.org", subject="Another card")
    assert [queries(path) for path in paths] == before


def test_taking_it_makes_it_mine(desk: Client, case: Case, dana: StaffMember) -> None:
    answer = desk.post(address(case, "take"), follow=True)
    case.refresh_from_db()
    assert case.assignee == dana
    assert "The case is yours." in text(answer)


def test_who_comes_second_is_told_who_has_it(desk: Client, case: Case, tomas: StaffMember) -> None:
    take(case=case, by=tomas.actor, at=NOW)
    answer = desk.post(address(case, "take"))
    assert answer.status_code == 409
    assert "Tomas Reinholt has this case" in text(answer)
    part = desk.post(address(case, "take"), headers=PART)
    assert part.status_code == 422
    assert "Tomas Reinholt has this case" in text(part)


def test_assigning_names_a_colleague_and_a_reason(desk: Client, case: Case, tomas: StaffMember) -> None:
    page = text(desk.get(address(case, "assign")))
    assert "Tomas Reinholt" in page
    desk.post(address(case, "assign"), {"assignee": tomas.reference, "reason": "Knows cards."})
    case.refresh_from_db()
    assert (case.assignee, case.notes.get().text) == (tomas, "Knows cards.")


@pytest.mark.parametrize("assignee", ["", "2222-2222-22", "Tomas", "1"])
def test_assigning_to_nobody_keeps_the_reason_that_was_typed(desk: Client, case: Case, assignee: str) -> None:
    answer = desk.post(address(case, "assign"), {"assignee": assignee, "reason": f"Because {NASTY}"})
    assert answer.status_code == 422
    assert "Because &lt;script&gt;" in text(answer)
    case.refresh_from_db()
    assert case.assignee is None


def test_handing_back_resolving_and_reopening(desk: Client, case: Case, dana: StaffMember) -> None:
    take(case=case, by=dana.actor, at=NOW)
    desk.post(address(case, "release"), {"reason": "On leave."})
    case.refresh_from_db()
    assert case.assignee is None
    desk.post(address(case, "resolve"), {"code": "done", "resolution": "Card sent."})
    case.refresh_from_db()
    assert (case.status, case.resolution_code, case.resolution) == ("resolved", "done", "Card sent.")
    empty = desk.post(address(case, "reopen"), {"reason": " "})
    assert empty.status_code == 422
    desk.post(address(case, "reopen"), {"reason": "Wrong card."})
    case.refresh_from_db()
    assert case.status == "new"


def test_resolving_with_an_unknown_code_is_refused(desk: Client, case: Case) -> None:
    assert desk.post(address(case, "resolve"), {"code": "closed"}).status_code == 422


def test_resolving_twice_says_so(desk: Client, case: Case) -> None:
    desk.post(address(case, "resolve"), {"code": "done"})
    answer = desk.post(address(case, "resolve"), {"code": "done", "resolution": "Typed words."})
    assert answer.status_code == 409
    assert "resolved. Reopen it first" in text(answer)
    assert "Typed words." in text(answer)


def test_changing_the_topic(desk: Client, case: Case) -> None:
    taxes = making.topic("taxes", unit="tax", name="Sales tax")
    desk.post(address(case, "topic"), {"topic": "taxes", "reason": "It is about tax."})
    case.refresh_from_db()
    assert case.topic == taxes
    assert desk.post(address(case, "topic"), {"topic": "nothing"}).status_code == 422


def test_settling_takes_the_mark_off(desk: Client, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(attention=Attention.NOT_DELIVERED)
    assert "A reply could not be delivered" in text(desk.get(address(case)))
    assert "Not delivered" in text(desk.get("/desk/?view=unit"))
    desk.post(address(case, "settle"))
    case.refresh_from_db()
    assert case.attention == ""


def write(desk: Client, case: Case, **given: Any) -> HttpResponse:
    words = {
        "kind": "reply",
        "text": "It costs $18.00.",
        "then": "wait",
        "expected_version": case.version,
        "seen": 0,
    }
    return desk.post(address(case, "write"), words | given)  # type: ignore[return-value]


def test_a_reply_is_sent_with_its_citation(desk: Client, case: Case, dana: StaffMember) -> None:
    passage = making.passage()
    answer = write(desk, case, text="It costs $18.00. [1]", passages=passage.reference)
    assert answer.status_code == 302
    message = Message.objects.get()
    assert (message.body, message.by, message.citations.get().passage) == (
        "It costs $18.00. [1]",
        dana.actor,
        passage,
    )
    assert AnswerGiven.objects.get().passage == passage
    page = text(desk.get(address(case)))
    assert "Replacing a card" in page
    assert "on its way" in page


@pytest.mark.parametrize(
    ("then", "status"), [("wait", "waiting"), ("resolve", "resolved"), ("stay", "open"), ("", "waiting")]
)
def test_it_can_be_sent_in_three_ways(desk: Client, case: Case, then: str, status: str) -> None:
    write(desk, case, then=then)
    case.refresh_from_db()
    assert case.status == status


def test_a_note_goes_to_nobody(desk: Client, case: Case) -> None:
    write(desk, case, kind="note", text="For us.")
    assert case.notes.get().text == "For us."
    assert not Message.objects.exists()


def test_the_same_form_sent_twice_is_sent_once(desk: Client, case: Case) -> None:
    for _time in range(2):
        assert write(desk, case, idempotency_key="k" * 32).status_code == 302
    assert Message.objects.count() == 1


def test_the_same_form_with_its_file_sent_twice_is_sent_once(desk: Client, case: Case) -> None:
    for _time in range(2):
        form = SimpleUploadedFile("form.txt", b"Fill this in.", content_type="text/plain")
        assert write(desk, case, idempotency_key="k" * 32, files=form).status_code == 302
    assert Message.objects.get().enclosures.count() == 1


def test_what_changed_meanwhile_is_shown_and_what_was_typed_is_kept(
    desk: Client, case: Case, tomas: StaffMember
) -> None:
    seen = int(re.search(r'name="seen" value="(\d+)"', text(desk.get(address(case))))[1])  # type: ignore[index]
    note(case=case, text="Don't answer yet.", by=tomas.actor, at=NOW)
    answer = write(desk, case, text="What I typed", seen=seen, passages=making.passage().reference)
    page = text(answer)
    assert answer.status_code == 409
    assert "has changed since you began to write" in page
    assert "What I typed" in page
    assert "Don&#x27;t answer yet." in page
    assert page.count("entry-new-mark") == 1
    assert 'data-chip="' in page
    # Sent again from what is shown now, it goes.
    version = int(re.search(r'name="expected_version" value="(\d+)"', page)[1])  # type: ignore[index]
    assert write(desk, case, text="What I typed", expected_version=version).status_code == 302


@pytest.mark.parametrize(
    "given",
    [
        {"text": "  "},
        {"text": "x" * 20_001},
        {"kind": "shout"},
        {"passages": "2222-2222-22"},
        {"passages": NASTY},
        {"expected_version": "many"},
        {"text": "nul \x00 byte"},
    ],
)
def test_bad_input_comes_back_with_what_was_typed(desk: Client, case: Case, given: dict[str, str]) -> None:
    answer = write(desk, case, **({"text": "Typed."} | given))
    assert answer.status_code in {404, 422}
    assert "error-summary" in text(answer)
    assert given.get("text", "Typed.").strip().replace("\x00", "") in text(answer).replace("\x00", "")
    assert not Message.objects.exists()


def test_a_file_survives_an_error_elsewhere(desk: Client, case: Case) -> None:
    form = SimpleUploadedFile("form.txt", b"Fill this in.", content_type="text/plain")
    page = text(write(desk, case, text=" ", files=form))
    kept = re.search(r'name="kept" value="([^"]+)"', page)
    assert kept is not None
    write(desk, case, kept=kept[1])
    assert Message.objects.get().enclosures.get().file.name == "form.txt"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("run.exe", b"MZ\x90\x00" + b"\x00" * 60),
        ("page.html", b"<script>alert(1)</script>"),
        ("empty.txt", b""),
    ],
)
def test_what_is_no_harmless_file_is_refused_and_the_text_kept(
    desk: Client, case: Case, name: str, content: bytes
) -> None:
    answer = write(desk, case, text="See the file.", files=SimpleUploadedFile(name, content))
    assert answer.status_code == 422
    assert "See the file." in text(answer)
    assert not Message.objects.exists()


def test_another_persons_upload_is_not_taken(desk: Client, case: Case, tomas: StaffMember) -> None:
    foreign = making.file("secret.txt", by=tomas.actor)
    write(desk, case, kept=foreign.reference)
    assert not Message.objects.get().enclosures.exists()


def test_markup_is_shown_as_text_everywhere(desk: Client, topic: object) -> None:
    case = making.case(subject=NASTY[:200], text=NASTY, name=NASTY[:200])
    write(desk, case, kind="note", text=NASTY)
    write(desk, case, text=NASTY, expected_version=case.version + 1)
    desk.post(address(case, "resolve"), {"code": "done", "resolution": NASTY})
    for path in (
        "/desk/?view=all",
        "/desk/?q=script",
        address(case),
        address(case, "passages"),
        address(case, "reopen"),
    ):
        page = text(desk.get(path))
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert Case.objects.count() == 1


def test_a_call_about_the_case_is_written_down(desk: Client, case: Case, dana: StaffMember) -> None:
    desk.post(address(case, "add"), {"channel": "phone", "text": "She called again."})
    assert case.posts.order_by("-pk")[0].text == "She called again."
    assert Contact.objects.order_by("-pk")[0].channel == "phone"
    assert desk.post(address(case, "add"), {"channel": "drum", "text": "Boom."}).status_code == 422
    assert "written down by Dana Whitfield" in text(desk.get(address(case)))


def test_a_file_for_colleagues_is_attached_and_fetched_as_a_download(desk: Client, case: Case) -> None:
    assert desk.post(address(case, "attach"), {}).status_code == 422
    desk.post(address(case, "attach"), {"files": SimpleUploadedFile("lease.txt", b"The lease.")})
    file = case.attachments.get().file
    answer = desk.get(address(case, f"files/{file.reference}"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == b"The lease."  # type: ignore[attr-defined]
    other = making.case()
    assert desk.get(address(other, f"files/{file.reference}")).status_code == 404


def test_a_passage_is_found_by_what_the_customer_asked(desk: Client, case: Case) -> None:
    making.passage()
    page = text(desk.get(address(case, "passages"), {"q": "What does a replacement card cost?"}))
    assert "<mark>A replacement card costs $18.00.</mark>" in page
    assert "in effect since" in page
    assert "No passage answers this" in text(desk.get(address(case, "passages"), {"q": "zebra unicorn"}))


def test_without_the_script_a_passage_is_put_in_by_the_form(desk: Client, case: Case) -> None:
    passage = making.passage()
    page = text(
        desk.post(
            address(case, "passages"), {"text": "Dear Marisol,", "passages": "", "use": passage.reference}
        )
    )
    assert "Dear Marisol," in page
    assert "A replacement card costs $18.00. You can pay at any office. [1]" in page
    assert f'name="passages" value="{passage.reference}"' in page
    assert 'data-chip="' in page


def test_what_is_for_staff_only_is_marked_and_not_offered(desk: Client, case: Case) -> None:
    making.passage(title="Card secrets", audience="internal")
    page = text(desk.get(address(case, "passages"), {"q": "replacement card"}))
    assert "For staff only" in page
    assert "data-inserts" not in page


def test_inq_5_an_overdue_text_is_marked_and_asks_for_a_reason(desk: Client, case: Case) -> None:
    import datetime as dt

    passage = making.passage(review_by=dt.date(2026, 7, 2))
    assert "review date has passed" in text(desk.get(address(case, "passages"), {"q": "replacement card"}))
    page = text(write(desk, case, passages=passage.reference))
    assert "Say why you use it all the same" in page
    assert 'name="override_reason"' in page
    write(desk, case, passages=passage.reference, override_reason="Checked today.")
    assert AnswerGiven.objects.get().override_reason == "Checked today."


def test_a_part_of_the_page_brings_case_customer_row_and_counts(desk: Client, case: Case) -> None:
    answer = desk.get(address(case), headers=PART)
    page = text(answer)
    assert "<html" not in page
    for part in ("#aside-pane", "#tally", f'id="row-{case.reference}"', 'hx-swap-oob="true"'):
        assert part in page


def test_the_page_hears_of_what_others_did(
    desk: Client, case: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    seen = re.search(r'name="seen" value="(\d+)"', text(desk.get(address(case))))
    assert seen is not None
    note(case=case, text="My own.", by=dana.actor, at=NOW)
    assert "since you opened it" not in text(desk.get(address(case, "news"), {"seen": seen[1]}))
    note(case=case, text="Somebody's.", by=tomas.actor, at=NOW)
    assert "since you opened it" in text(desk.get(address(case, "news"), {"seen": seen[1]}))
    assert desk.get(address(case, "news"), {"seen": "x" * 50}).status_code == 200


NEW = {"channel": "phone", "topic": "cards", "text": "He lost his card.", "language": "es", "received_on": ""}


def test_a_new_case_logs_the_contact_with_it(desk: Client, topic: object, dana: StaffMember) -> None:
    assert desk.get("/desk/new/").status_code == 200
    answer = desk.post("/desk/new/", NEW | {"name": "Abdi Warsame", "phone": "202-555-0177"})
    case = Case.objects.get()
    assert answer.headers["Location"] == address(case)
    contact = Contact.objects.get()
    assert (case.channel, case.language, contact.channel, contact.representative) == (
        "phone",
        "es",
        "phone",
        dana.actor,
    )
    assert case.customer is not None
    assert (case.customer.name, contact.customer) == ("Abdi Warsame", case.customer)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"topic": "nothing"}, "Topic"),
        ({"text": ""}, "What the customer said"),
        ({"email": "nobody@"}, "Enter an e-mail address"),
        ({"phone": "12"}, "Enter a telephone number"),
        ({"received_on": "2099-01-01"}, "later than today"),
        ({"received_on": "yesterday"}, "Date received"),
        ({"channel": "drum"}, "How did it come?"),
    ],
)
def test_a_new_case_with_bad_input_keeps_what_was_typed(
    desk: Client, topic: object, given: dict[str, str], said: str
) -> None:
    answer = desk.post("/desk/new/", NEW | {"name": f"Abdi {NASTY}"} | given)
    assert answer.status_code == 422
    assert said in text(answer)
    assert "Abdi &lt;script&gt;" in text(answer)
    assert not Case.objects.exists()


def test_a_new_case_for_somebody_on_file_knows_them(desk: Client, topic: object, dana: StaffMember) -> None:
    party = making.case().customer
    assert party is not None
    page = text(desk.get("/desk/new/", {"customer": party.reference}))
    assert "m.ortega@example.org" in page
    desk.post("/desk/new/", NEW | {"customer": party.reference})
    assert Case.objects.order_by("-pk")[0].customer == party


def test_what_is_resolved_offers_to_reopen_and_a_note(desk: Client, case: Case, dana: StaffMember) -> None:
    resolve(case=case, by=dana.actor, at=NOW)
    page = text(desk.get(address(case)))
    assert "Reopen" in page
    assert "Send reply" not in page
    assert "Add note" in page
