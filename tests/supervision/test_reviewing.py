"""What is drawn for a look afterward, and the look: by another, once, with findings; the person reads it."""

import datetime as dt
from decimal import Decimal

import pytest

from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import StaffMember
from frontoffice.contacts.actions.taking_contacts import begin
from frontoffice.contacts.models import Channel
from frontoffice.foundation import schedules
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Event, ScheduledRun
from frontoffice.supervision import schedules as ours
from frontoffice.supervision.actions.drawing_reviews import draw
from frontoffice.supervision.actions.recording import CommentsNeeded
from frontoffice.supervision.actions.reviewing import NotReviewedYet, NotYours, ReviewedBefore, review, see
from frontoffice.supervision.drawing import Thing, is_drawn
from frontoffice.supervision.models import DrawRun, Kind, Outcome, Review, RiskFactor
from frontoffice.supervision.permissions import NotYourOwn, OfYourSupervisor
from frontoffice.supervision.queries.seen import reviews_visible_to
from tests import factories
from tests.cases import making as cases
from tests.factories import NOW
from tests.supervision import making

pytestmark = pytest.mark.django_db
SERVICE = "supervision"


def drawing(kind: Kind = Kind.CONTACTS, at: dt.datetime | None = None) -> list[Review]:
    return draw(kind=kind, by=service(SERVICE), at=at or cases.later(hours=1))


def test_of_who_works_under_close_supervision_each_contact_is_drawn(noor: StaffMember) -> None:
    contacts = [making.contact(noor, channel=channel) for channel in (Channel.PHONE, Channel.COUNTER)]
    made = drawing()
    assert {row.contact for row in made} == set(contacts)
    first = made[0]
    assert (first.channel, first.topic, first.unit) == (Channel.PHONE, "cards", noor.unit)
    assert first.due_on == dt.date(2026, 11, 24), "five business days after Tuesday the 17th"
    run = DrawRun.objects.get()
    assert (run.considered, run.drawn) == (2, 2)


@pytest.fixture
def noor(topic: object, miriam: StaffMember) -> StaffMember:
    """Whose every contact is looked at."""
    member = making.supervised(making.trainee("Noor Haddad", username="noor"), miriam)
    making.share(member, "1")
    return member


def test_stf_7_drawing_again_draws_nothing_twice_and_nothing_else(dana: StaffMember) -> None:
    making.share(dana, "0.4")
    for minutes in range(60):
        making.contact(dana, at=NOW - dt.timedelta(minutes=minutes))
    first = {row.contact_id for row in drawing()}
    assert 0 < len(first) < 60
    assert drawing(at=cases.later(hours=2)) == []
    assert {row.contact_id for row in Review.objects.all()} == first


def test_stf_7_drawing_at_once_or_bit_by_bit_draws_the_same(dana: StaffMember) -> None:
    """The look at each channel adds one where nothing was drawn; by chance alone it is exactly the same."""
    making.share(dana, "0.4")
    contacts = [making.contact(dana, at=NOW + dt.timedelta(hours=hours)) for hours in range(24)]
    for hours in range(1, 26):
        drawing(at=NOW + dt.timedelta(hours=hours))
    bit_by_bit = set(Review.objects.values_list("contact_id", flat=True))
    by_chance = {
        contact.pk
        for contact in contacts
        if is_drawn(
            "contacts", Thing(contact.pk, dana.pk, "phone", "cards", contact.reference), Decimal("0.4"), {}
        )
    }
    assert by_chance <= bit_by_bit
    assert len(bit_by_bit - by_chance) <= 1


def test_stf_7_each_channel_is_looked_at_even_where_the_share_is_small(dana: StaffMember) -> None:
    making.share(dana, "0.0001")
    for channel in (Channel.PHONE, Channel.COUNTER):
        for _number in range(3):
            making.contact(dana, channel=channel)
    assert sorted(row.channel for row in drawing()) == [Channel.COUNTER, Channel.PHONE]
    making.contact(dana, at=cases.later(hours=2))
    assert drawing(at=cases.later(hours=3)) == [], "looked at this month"
    making.contact(dana, at=cases.later(days=31))
    assert len(drawing(at=cases.later(days=31, hours=1))) == 1


def test_risk_has_a_topic_looked_at_more_often(dana: StaffMember) -> None:
    making.share(dana, "0.05")
    RiskFactor.objects.create(
        topic="cards", factor=20, reason="New fee", from_at=NOW, set_by=service(SERVICE)
    )
    for _number in range(10):
        making.contact(dana)
    made = drawing()
    assert len(made) == 10
    assert {row.share for row in made} == {Decimal(1)}


def test_none_of_nobody_is_looked_at_where_the_share_is_none(dana: StaffMember) -> None:
    making.share(dana, "0")
    making.contact(dana)
    assert drawing() == []


def test_written_channels_and_open_contacts_are_not_drawn_as_contacts(noor: StaffMember) -> None:
    begin(channel=Channel.PHONE, by=noor.actor, at=NOW)
    making.contact(noor, channel=Channel.EMAIL)
    assert drawing() == []


def test_messages_that_went_out_unread_are_drawn_and_those_that_were_held_are_not(
    dana: StaffMember, miriam: StaffMember
) -> None:
    making.share(dana, "1", kind=Kind.MESSAGES)
    case = cases.case()
    sent = making.replied(dana, text="It costs $18.00.", case=case)
    learner = making.trainee("Lee Chen")
    making.share(learner, "1", kind=Kind.MESSAGES)
    making.held(learner)
    made = drawing(Kind.MESSAGES)
    assert [row.message for row in made] == [sent]
    assert (made[0].case, made[0].channel, made[0].look) == (case, "email", 1)


def test_the_worker_draws_by_itself(noor: StaffMember) -> None:
    making.contact(noor)
    for schedule in schedules.SCHEDULES.values():
        if schedule.room != SERVICE:
            ScheduledRun.objects.create(name=schedule.name, next_at=cases.later(days=9))
    schedules.run_due(at=cases.later(hours=1))
    assert Review.objects.count() == 1
    assert not ScheduledRun.objects.filter(name__startswith=SERVICE).exclude(last_error="").exists()
    assert ours.draw_reviews.__module__ == "frontoffice.supervision.schedules"


def test_nobody_draws_by_hand(miriam: StaffMember) -> None:
    with pytest.raises(NotAuthorized):
        draw(kind=Kind.CONTACTS, by=miriam.actor, at=NOW)


def test_a_review_says_what_was_found_and_is_done_once(noor: StaffMember, ruth: StaffMember) -> None:
    drawn = making.drawn(noor)
    made = review(
        review=drawn,
        findings=["privacy", "tone"],
        comments="You told a neighbor.",
        by=ruth.actor,
        at=cases.later(hours=1),
    )
    assert (made.outcome, made.score, made.passed) == (Outcome.REVIEWED, 25, False)
    assert (made.errors, made.critical_errors, made.reviewer) == (2, 1, ruth)
    assert made.scorecard is not None
    assert made.scorecard.version == 1
    with pytest.raises(ReviewedBefore):
        review(review=drawn, by=ruth.actor, at=cases.later(hours=2))
    event = Event.objects.get(name="supervision.WorkReviewed")
    assert event.payload["errors"] == 2


def test_an_error_needs_words(noor: StaffMember, ruth: StaffMember) -> None:
    with pytest.raises(CommentsNeeded):
        review(review=making.drawn(noor), findings=["tone"], comments=" ", by=ruth.actor, at=NOW)


def test_stf_7_nobody_reviews_oneself_or_who_supervises_one(ruth: StaffMember, miriam: StaffMember) -> None:
    with pytest.raises(NotYourOwn):
        making.reviewed(ruth, ruth)
    with pytest.raises(OfYourSupervisor):
        making.reviewed(miriam, ruth)


def test_stf_7_the_reviewed_person_sees_it_once_it_is_done_and_not_before(
    noor: StaffMember, ruth: StaffMember
) -> None:
    drawn = making.drawn(noor)
    assert not reviews_visible_to(by=noor.actor, at=NOW).exists(), "nobody tidies up after the draw"
    with pytest.raises(NotReviewedYet):
        see(review=drawn, by=noor.actor, at=NOW)
    review(review=drawn, by=ruth.actor, at=cases.later(hours=1))
    assert reviews_visible_to(by=noor.actor, at=NOW).get() == drawn
    seen = see(review=drawn, by=noor.actor, at=cases.later(hours=2))
    again = see(review=drawn, by=noor.actor, at=cases.later(hours=3))
    assert seen.seen_at == again.seen_at == cases.later(hours=2)


def test_stf_7_a_colleague_sees_nothing_of_it(
    noor: StaffMember, ruth: StaffMember, dana: StaffMember
) -> None:
    made = making.reviewed(noor, ruth)
    assert not reviews_visible_to(by=dana.actor, at=NOW).exists()
    with pytest.raises(NotYours):
        see(review=made, by=dana.actor, at=NOW)
    other = cases.of_one_unit("supervision.review", unit=factories.unit("back"))
    assert not reviews_visible_to(by=other.actor, at=NOW).exists(), "nor does another unit's reviewer"
