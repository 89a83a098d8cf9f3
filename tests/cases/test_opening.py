"""Opening a case: from anybody, with a number, dates by the office calendar, and nothing asked that is not needed."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import StaffMember
from frontoffice.cases import clocks
from frontoffice.cases.actions import opening
from frontoffice.cases.actions.keeping_topics import UnknownTopic
from frontoffice.cases.actions.recording import EmptyText, TextTooLong, TooManyFiles
from frontoffice.cases.models import Case, CaseContact, Follower, Post, Topic
from frontoffice.contacts.models import Channel, Contact, Direction, Outcome
from frontoffice.customers.actions.registering import NotAnEmail, NotATelephoneNumber
from frontoffice.customers.models import Party
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Event
from tests import factories
from tests.cases import making
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_it_has_a_number_an_owner_unit_and_the_customers_words(topic: Topic) -> None:
    made = making.case()
    assert (made.number, made.status, made.unit, made.assignee) == ("C-2026-000001", "new", topic.unit, None)
    post = Post.objects.get(case=made)
    assert (post.text, post.by) == ("I lost my card. What does a new one cost?", factories.visitor())
    assert making.case().number == "C-2026-000002"


def test_x1_received_and_due_are_dates_at_the_office(topic: Topic) -> None:
    # Thursday evening in Chicago is Friday in UTC; two business days after Thursday is Monday.
    at = dt.datetime(2026, 11, 20, 1, 30, tzinfo=dt.UTC)
    made = making.case(at=at)
    assert made.received_on == dt.date(2026, 11, 19)
    assert made.due_on == dt.date(2026, 11, 23)
    assert (made.received_at, made.recorded_at) == (at, at)


def test_inq_11_nobody_has_to_say_who_they_are(topic: Topic) -> None:
    made = making.case(name="", email="")
    assert (made.asker_name, made.reply_to, made.customer) == ("", "", None)
    assert not Party.objects.exists()
    assert Follower.objects.get().actor == factories.visitor()


def test_a_name_without_a_way_to_reach_them_makes_no_customer(topic: Topic) -> None:
    making.case(email="")
    making.case(name="")
    assert not Party.objects.exists()


def test_name_and_address_make_a_customer_and_find_them_again(topic: Topic) -> None:
    first = making.case()
    again = making.case(email="M.Ortega@Example.org ", name="marisol  ortega-reyes")
    assert first.customer == again.customer == Party.objects.get()
    assert again.reply_to == "m.ortega@example.org"


def test_acc_9_a_shared_address_is_not_the_same_person(topic: Topic) -> None:
    assert making.case().customer != making.case(name="Luis Reyes").customer


def test_inq_2_it_comes_in_a_contact_with_channel_language_purpose_and_outcome(topic: Topic) -> None:
    made = making.case(language="es")
    contact = CaseContact.objects.get(case=made).contact
    assert (contact.channel, contact.direction, contact.language, contact.outcome) == (
        Channel.WEB,
        Direction.INBOUND,
        "es",
        Outcome.CASE,
    )
    assert (contact.started_at, contact.ended_at) == (NOW, NOW)
    assert [purpose.topic for purpose in contact.purposes.all()] == ["cards"]
    assert (contact.visitor, contact.representative) == (factories.visitor(), None)


def test_inq_1_one_contact_may_touch_many_cases(topic: Topic, dana: StaffMember) -> None:
    first = making.case(by=dana.actor, channel=Channel.PHONE)
    contact = Contact.objects.get()
    second = making.case(by=dana.actor, channel=Channel.PHONE, contact=contact, subject="And another thing")
    assert [touched.case for touched in contact.case_contacts.order_by("pk")] == [first, second]
    assert Contact.objects.count() == 1


def test_a_colleague_enters_when_it_was_received_and_by_which_channel(
    topic: Topic, dana: StaffMember
) -> None:
    made = making.case(
        by=dana.actor,
        channel=Channel.COUNTER,
        received_on=dt.date(2026, 11, 13),
        phone="202 555 0177",
        email="",
    )
    assert (made.received_on, made.due_on, made.channel) == (
        dt.date(2026, 11, 13),
        dt.date(2026, 11, 17),
        "counter",
    )
    assert made.recorded_at == NOW > made.received_at
    contact = Contact.objects.get()
    assert (contact.representative, contact.office, contact.customer) == (
        dana.actor,
        dana.office,
        made.customer,
    )
    assert not Follower.objects.exists()


def test_a_service_may_open_a_case_from_what_came_in(topic: Topic) -> None:
    assert making.case(by=service("intake"), channel=Channel.EMAIL).channel == "email"


def test_without_a_grant_a_colleague_opens_none(topic: Topic) -> None:
    with pytest.raises(NotAuthorized):
        making.case(by=factories.staff("Nobody").actor)


def test_a_grant_for_one_unit_opens_cases_of_that_unit_only(topic: Topic) -> None:
    making.topic("taxes", unit="tax")
    member = making.of_one_unit("cases.open_case", unit=topic.unit)
    assert making.case(by=member.actor).unit == topic.unit
    with pytest.raises(NotAuthorized):
        making.case(by=member.actor, topic="taxes")


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"text": " \n "}, EmptyText),
        ({"text": "x" * 20_001}, TextTooLong),
        ({"topic": "nothing"}, UnknownTopic),
        ({"topic": "' OR 1=1 --"}, UnknownTopic),
        ({"subject": "x" * 201}, opening.SubjectTooLong),
        ({"email": "nobody@"}, NotAnEmail),
        ({"phone": "call me"}, NotATelephoneNumber),
        ({"channel": Channel.PHONE}, opening.ChannelNotYours),
        ({"received_on": dt.date(2026, 11, 16)}, opening.DateNotYours),
    ],
)
def test_bad_input_is_refused_by_name_and_leaves_nothing(
    topic: Topic, given: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        making.case(**given)
    assert not Case.objects.exists()
    assert not Contact.objects.exists()
    assert making.case().number == "C-2026-000001"


@pytest.mark.parametrize(
    ("received_on", "refusal"),
    [
        (dt.date(2026, 11, 18), clocks.ReceivedInFuture),
        (dt.date(2025, 11, 1), clocks.ReceivedTooLongAgo),
    ],
)
def test_the_date_received_is_neither_tomorrow_nor_long_ago(
    topic: Topic, dana: StaffMember, received_on: dt.date, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        making.case(by=dana.actor, received_on=received_on)


def test_too_many_files_are_refused(topic: Topic) -> None:
    visitor = factories.visitor()
    many = [making.file(f"{n}.txt", by=visitor, content=f"{n}".encode()) for n in range(11)]
    with pytest.raises(TooManyFiles):
        making.case(files=many)
    assert making.case(files=many[:10]).attachments.count() == 10


def test_an_empty_subject_comes_from_the_first_words(topic: Topic) -> None:
    assert making.case(subject="", text="  Where\n\nis it? ").subject == "Where is it?"
    long = making.case(subject="", text="word " * 100).subject
    assert len(long) <= 80
    assert long.endswith("word…")


def test_what_is_typed_is_stored_as_it_is(topic: Topic) -> None:
    nasty = "<script>alert(1)</script>'; DROP TABLE cases_case; -- \u202e‮ 🦀"
    made = making.case(text=nasty, subject=nasty, name=nasty)
    made.refresh_from_db()
    assert (made.subject, made.asker_name, made.posts.get().text) == (
        " ".join(nasty.split()),
        nasty.strip(),
        nasty,
    )


def test_the_event_holds_ids_and_no_words(topic: Topic) -> None:
    made = making.case()
    event = Event.objects.get(name="cases.CaseOpened")
    assert event.payload == {
        "case_id": made.pk,
        "post_id": made.posts.get().pk,
        "contact_id": Contact.objects.get().pk,
        "channel": "web",
    }
    assert {subject.kind for subject in event.subjects.all()} == {"cases.case", "customers.party"}


def test_the_access_code_is_kept_only_as_its_hash(topic: Topic) -> None:
    made = making.case()
    assert making.CODE not in made.access_code_hash
    assert making.CODE.replace("-", "") not in made.access_code_hash
    assert len(made.access_code_hash) == 73


@pytest.mark.parametrize("change", [{"received_on": dt.date(2026, 1, 1)}, {"number": "C-2026-999999"}])
def test_x2_number_and_date_received_never_change(topic: Topic, change: dict[str, object]) -> None:
    made = making.case()
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=made.pk).update(**change)
