"""Following and adding from outside: by reference and access code, and only then."""

import datetime as dt

import pytest

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.adding import NotFollowing, ReopenWindowOver, add
from frontoffice.cases.actions.assigning import take
from frontoffice.cases.actions.following import NoSuchCase, follow
from frontoffice.cases.actions.opening import ChannelNotYours
from frontoffice.cases.actions.recording import EmptyText, FileAlreadyThere
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.actions.resolving import resolve
from frontoffice.cases.models import Case, Follower, Status
from frontoffice.cases.queries import cases_visible_to
from frontoffice.contacts.models import Channel, Contact
from frontoffice.foundation.models import Event
from tests import factories
from tests.cases import making
from tests.cases.making import CODE, later
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_reference_and_code_open_the_case_to_another_browser(case: Case) -> None:
    other = factories.visitor("browser-2")
    assert not cases_visible_to(by=other, at=NOW).exists()
    written = case.reference.lower().replace("-", " ")
    assert follow(reference=written, access_code=CODE.lower().replace("-", ""), by=other, at=NOW) == case
    assert cases_visible_to(by=other, at=NOW).get() == case


def test_following_twice_changes_nothing(case: Case) -> None:
    other = factories.visitor("browser-2")
    for _time in range(2):
        follow(reference=case.reference, access_code=CODE, by=other, at=NOW)
    assert Follower.objects.filter(actor=other).count() == 1
    assert Event.objects.filter(name="cases.CaseFollowed").count() == 1


@pytest.mark.parametrize("code", ["", "4KX7Q-M29TL-R83VQ", "x" * 100, "4KX7Q-M29TL"])
def test_a_wrong_code_and_an_unknown_reference_get_the_same_answer(case: Case, code: str) -> None:
    other = factories.visitor("browser-2")
    with pytest.raises(NoSuchCase) as wrong:
        follow(reference=case.reference, access_code=code, by=other, at=NOW)
    with pytest.raises(NoSuchCase) as unknown:
        follow(reference="2222-2222-22", access_code=CODE, by=other, at=NOW)
    assert str(wrong.value) == str(unknown.value)
    assert wrong.value.status == 404


def test_a_case_without_a_code_is_followed_by_nobody_else(topic: object) -> None:
    made = making.case(access_code="")
    with pytest.raises(NoSuchCase):
        follow(reference=made.reference, access_code="", by=factories.visitor("browser-2"), at=NOW)


def test_the_number_does_not_open_it(case: Case) -> None:
    with pytest.raises(NoSuchCase):
        follow(reference=case.number, access_code=CODE, by=factories.visitor("browser-2"), at=NOW)


def test_inq_1_what_is_added_comes_in_a_contact_of_its_own(case: Case) -> None:
    add(case=case, text="One more thing.", by=factories.visitor(), at=later(hours=1))
    assert [post.text for post in case.posts.order_by("pk")][-1] == "One more thing."
    assert Contact.objects.count() == case.case_contacts.count() == 2


def test_another_visitor_adds_nothing(case: Case) -> None:
    with pytest.raises(NotFollowing) as refused:
        add(case=case, text="Let me in.", by=factories.visitor("browser-2"), at=NOW)
    assert refused.value.status == 404
    assert case.posts.count() == 1


def test_a_visitor_adds_by_web_and_says_something(case: Case) -> None:
    with pytest.raises(ChannelNotYours):
        add(case=case, text="Ring ring.", channel=Channel.PHONE, by=factories.visitor(), at=NOW)
    with pytest.raises(EmptyText):
        add(case=case, text="  ", by=factories.visitor(), at=NOW)


def test_a_file_is_added_once(case: Case) -> None:
    file = making.file(by=factories.visitor())
    add(case=case, text="Here it is.", files=[file], by=factories.visitor(), at=NOW)
    with pytest.raises(FileAlreadyThere):
        add(case=case, text="Here it is again.", files=[file], by=factories.visitor(), at=NOW)
    assert case.attachments.get().post == case.posts.order_by("pk").last()


def test_a_colleague_writes_down_what_was_said_on_the_telephone(case: Case, dana: StaffMember) -> None:
    add(case=case, text="She called again.", channel=Channel.PHONE, by=dana.actor, at=later(hours=2))
    contact = Contact.objects.order_by("pk").last()
    assert contact is not None
    assert (contact.channel, contact.representative, contact.customer) == ("phone", dana.actor, case.customer)


def test_cmp_3_the_due_date_stands_still_while_the_customer_is_asked(case: Case, dana: StaffMember) -> None:
    take(case=case, by=dana.actor, at=NOW)
    waiting = reply(case=case, text="Which card?", by=dana.actor, at=later(hours=1))
    assert (waiting.status, waiting.waiting_since, waiting.due_on) == (
        Status.WAITING,
        dt.date(2026, 11, 17),
        dt.date(2026, 11, 19),
    )
    # Two business days and a weekend later, on Monday, she answers.
    answered = add(case=case, text="The blue one.", by=factories.visitor(), at=later(days=6))
    assert (answered.status, answered.waiting_since, answered.assignee) == (Status.OPEN, None, dana)
    assert answered.due_on == dt.date(2026, 11, 25)


def test_cmp_10_the_customers_reply_reopens_a_resolved_case(case: Case, dana: StaffMember) -> None:
    take(case=case, by=dana.actor, at=NOW)
    resolve(case=case, resolution="Told her the fee.", by=dana.actor, at=NOW)
    reopened = add(case=case, text="It is still wrong.", by=factories.visitor(), at=later(days=7))
    assert (reopened.status, reopened.assignee, reopened.reopened) == (Status.OPEN, dana, 1)
    assert (reopened.resolved_at, reopened.resolution_code, reopened.resolution) == (None, "", "")
    assert reopened.due_on == dt.date(2026, 11, 26)
    assert reopened.received_on == dt.date(2026, 11, 17)
    event = Event.objects.get(name="cases.CaseReopened")
    assert (event.by, event.action, event.payload["post_id"]) == (
        factories.visitor(),
        "cases.add",
        case.posts.order_by("-pk")[0].pk,
    )
    assert case.resolutions.get().text == "Told her the fee."


def test_cmp_10_after_the_window_a_new_question_is_needed(case: Case, dana: StaffMember) -> None:
    resolve(case=case, by=dana.actor, at=NOW)
    add(case=case, text="Just in time.", by=factories.visitor(), at=later(days=30))
    resolve(case=case, by=dana.actor, at=later(days=30))
    with pytest.raises(ReopenWindowOver):
        add(case=case, text="Too late.", by=factories.visitor(), at=later(days=60, seconds=1))
    case.refresh_from_db()
    assert case.status == Status.RESOLVED
