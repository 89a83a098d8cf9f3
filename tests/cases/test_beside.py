"""Two colleagues on one case: who has it open, who writes, whose reply is held back, and what is kept as typed."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.models import StaffMember
from frontoffice.cases import beside
from frontoffice.cases.actions.noting import note
from frontoffice.cases.models import Case, CaseMessage, KeptDraft, Looking
from frontoffice.cases.schedules import forget_who_looked
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from tests.cases import making
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def signed_in(member: StaffMember) -> Client:
    assert member.user is not None
    client = Client()
    assert client.login(username=member.user.username, password=PASSWORD)
    return client


def page(case: Case, rest: str = "") -> str:
    return f"/desk/cases/{case.reference}/{rest}"


def test_each_sees_who_else_has_the_case_open_until_no_sign_of_them_comes_any_more(
    case: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    at = making.later(hours=1)
    beside.look(case, dana, at=at)
    (other,) = beside.beside(case, tomas, at=at)
    assert (other.member, other.writes) == (dana, False)
    assert beside.beside(case, dana, at=at) == []
    assert beside.beside(case, tomas, at=at + dt.timedelta(seconds=76)) == []


def test_a_poll_writes_nothing_as_long_as_the_last_sign_is_young(case: Case, dana: StaffMember) -> None:
    at = making.later(hours=1)
    beside.look(case, dana, at=at)
    with CaptureQueriesContext(connection) as asked:
        beside.look(case, dana, at=at + dt.timedelta(seconds=15))
    assert len(asked) == 1
    assert Looking.objects.get().seen_at == at
    beside.look(case, dana, at=at + dt.timedelta(seconds=31))
    assert Looking.objects.get().seen_at == at + dt.timedelta(seconds=31)


def test_old_signs_are_cleared_away(case: Case, dana: StaffMember, tomas: StaffMember) -> None:
    beside.look(case, dana, at=making.later(hours=1))
    beside.look(case, tomas, at=making.later(hours=3))
    forget_who_looked(by=service("cases"), at=making.later(hours=3))
    assert [row.member for row in Looking.objects.all()] == [tomas]


def test_what_is_typed_is_kept_for_its_author_in_every_browser_and_nobody_else_sees_it(
    case: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    typed = {"text": "Dear Ms. Ortega, the card", "kind": "reply", "passages": ""}
    assert "Kept" in signed_in(dana).post(page(case, "draft/"), typed).content.decode()
    assert "Dear Ms. Ortega, the card" in signed_in(dana).get(page(case)).content.decode()
    seen = signed_in(tomas).get(page(case)).content.decode()
    assert "Dear Ms. Ortega" not in seen
    assert "<b>Dana Whitfield</b> is writing a reply" in seen


def test_a_note_is_kept_too_but_is_no_reply_that_is_being_written(
    case: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    signed_in(dana).post(page(case, "draft/"), {"text": "She called twice.", "kind": "note"})
    assert "is writing a reply" not in signed_in(tomas).get(page(case)).content.decode()
    assert "Dana Whitfield has this case open too" in signed_in(tomas).get(page(case)).content.decode()


def test_what_is_emptied_or_sent_is_kept_no_more(case: Case, dana: StaffMember) -> None:
    client = signed_in(dana)
    client.post(page(case, "draft/"), {"text": "A", "kind": "reply"})
    client.post(page(case, "draft/"), {"text": "  ", "kind": "reply"})
    assert not KeptDraft.objects.exists()
    client.post(page(case, "draft/"), {"text": "B", "kind": "reply"})
    client.post(page(case, "write/"), {"text": "B", "kind": "reply", "expected_version": case.version})
    assert not KeptDraft.objects.exists()
    assert Looking.objects.get().writing_at is None
    assert CaseMessage.objects.count() == 1


def test_a_reply_while_another_writes_one_goes_out_only_once_that_is_confirmed(
    case: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    signed_in(dana).post(page(case, "draft/"), {"text": "Mine", "kind": "reply"})
    hers = {"text": "His answer", "kind": "reply", "expected_version": case.version}
    client = signed_in(tomas)
    refused = client.post(page(case, "write/"), hers)
    assert refused.status_code == 409
    text = refused.content.decode()
    assert "Dana Whitfield is writing a reply to this case" in text
    assert "His answer" in text
    assert "Send all the same" in text
    assert not CaseMessage.objects.exists()
    assert client.post(page(case, "write/"), hers | {"although": "1"}).status_code == 302
    assert CaseMessage.objects.get().message.body == "His answer"


def test_a_stale_reply_is_refused_with_what_is_new_beside_what_was_typed(
    case: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    client = signed_in(dana)
    first = client.get(page(case))
    note(case=case, text="She found the card.", by=tomas.actor, at=clock.now())
    stale = {
        "text": "A new card costs $18.",
        "kind": "reply",
        "expected_version": case.version,
        "seen": first.context["last"],
    }
    refused = client.post(page(case, "write/"), stale)
    assert refused.status_code == 409
    text = refused.content.decode()
    new = text[text.index("New on the case since you began") : text.index("What you typed")]
    assert "She found the card." in new
    assert "I lost my card" not in new, "what was there before is not new"
    assert "A new card costs $18." in text
    assert "Send anyway, I have read it" in text
    case.refresh_from_db()
    assert f'name="expected_version" value="{case.version}"' in text
    assert not CaseMessage.objects.exists()
    assert client.post(page(case, "write/"), stale | {"expected_version": case.version}).status_code == 302
    assert CaseMessage.objects.count() == 1


def test_only_who_sees_the_case_keeps_a_draft_on_it(case: Case, dana: StaffMember) -> None:
    other = making.of_one_unit("cases.reply", unit=making.topic("x", unit="back").unit, username="noor")
    answer = signed_in(other).post(page(case, "draft/"), {"text": "A", "kind": "reply"})
    assert answer.status_code == 404
    assert Client().post(page(case, "draft/"), {"text": "A"}).status_code == 302
    assert not KeptDraft.objects.exists()


def test_the_page_that_asks_by_itself_shows_who_writes_and_keeps_no_session_open(
    case: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    client = signed_in(tomas)
    client.get(page(case))
    session = client.session
    session["last_seen"] -= 120
    session.save()
    beside.keep_draft(case, dana, kind="reply", text="x", passages="", at=clock.now())
    assert "is writing a reply" in client.get(page(case, "news/?seen=0")).content.decode()
    assert client.session["last_seen"] == session["last_seen"]
