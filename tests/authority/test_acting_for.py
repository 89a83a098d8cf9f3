"""Standing in: dated, accepted, never wider than what the absent person holds, both names on each act (STF-3)."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from frontoffice.authority.actions import acting_for
from frontoffice.authority.actions.acting_for import accept_acting, decline_acting, end_acting, name_acting
from frontoffice.authority.actions.approving import approve
from frontoffice.authority.answers import show
from frontoffice.authority.deciding import InConflict, NotAuthorized, may
from frontoffice.authority.models import ActingTerm, Approval, Effect, Grant, Source, StaffMember
from frontoffice.cases.actions.keeping_topics import define_topic
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Event
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(days=7)
NAMING = ("authority.name_acting", "authority.end_acting")


@pytest.fixture
def gordon(db: None) -> StaffMember:
    """The supervisor who goes away."""
    return factories.supervisor("Gordon Pike", username="gordon")


@pytest.fixture
def ruth(db: None) -> StaffMember:
    """The colleague who stands in for him."""
    return factories.representative("Ruth Okafor", username="ruth")


@pytest.fixture
def term(gordon: StaffMember, ruth: StaffMember) -> ActingTerm:
    """From now, for a week; Ruth has accepted."""
    named = name_acting(absent=gordon, deputy=ruth, until=NOW + WEEK, by=gordon.actor, at=NOW)
    return accept_acting(term=named, by=ruth.actor, at=NOW)


def topic(by: StaffMember, at: dt.datetime = NOW, code: str = "cards") -> None:
    define_topic(code=code, name="Cards", unit="front", service_days=2, by=by.actor, at=at)


def test_stf_3_a_deputy_acts_only_once_they_accepted_and_only_in_that_time(
    gordon: StaffMember, ruth: StaffMember
) -> None:
    begins = NOW + dt.timedelta(days=1)
    named = name_acting(
        absent=gordon, deputy=ruth, from_at=begins, until=begins + WEEK, by=gordon.actor, at=NOW
    )
    with pytest.raises(NotAuthorized):
        topic(ruth, begins)
    accept_acting(term=named, by=ruth.actor, at=NOW)
    with pytest.raises(NotAuthorized):
        topic(ruth, begins - dt.timedelta(seconds=1))
    topic(ruth, begins)
    with pytest.raises(NotAuthorized):
        topic(ruth, begins + WEEK)


def test_stf_3_both_names_stand_on_each_act(term: ActingTerm, gordon: StaffMember, ruth: StaffMember) -> None:
    topic(ruth)
    event = Event.objects.get(name="cases.TopicDefined")
    assert (event.by, event.acting_for) == (ruth.actor, gordon.actor)


def test_ones_own_authority_goes_first_and_names_nobody_else(
    term: ActingTerm, gordon: StaffMember, ruth: StaffMember
) -> None:
    from frontoffice.customers.actions.registering import register

    register(name="Ann Example", by=ruth.actor, at=NOW)
    assert Event.objects.get(name="customers.PartyRegistered").acting_for is None


def test_it_ends_early_by_either_of_them_and_by_nobody_else(
    term: ActingTerm, gordon: StaffMember, ruth: StaffMember
) -> None:
    other = factories.supervisor("Miriam Castellanos")
    with pytest.raises(acting_for.NotYoursToEnd):
        end_acting(term=term, by=other.actor, at=NOW)
    later = NOW + dt.timedelta(hours=1)
    end_acting(term=term, by=gordon.actor, at=later)
    with pytest.raises(NotAuthorized):
        topic(ruth, later)
    with pytest.raises(acting_for.AnsweredAlready):
        end_acting(term=term, by=gordon.actor, at=later)
    assert may(ruth.actor, "cases.note", at=later), "her own powers stay"


@pytest.mark.parametrize("what", ["revoked", "run out", "forbidden", "post ended", "lowered"])
def test_stf_3_never_wider_than_what_the_absent_person_holds_then(
    term: ActingTerm, gordon: StaffMember, ruth: StaffMember, what: str
) -> None:
    topic(ruth)
    later = NOW + dt.timedelta(days=2)
    own = Grant.objects.filter(actor=gordon.actor, action="cases.define_topic")
    boss = service("authority")
    changes: dict[str, Callable[[], object]] = {
        "revoked": lambda: own.update(revoked_at=later, revoked_by=boss),
        "run out": lambda: own.update(until=later),
        "forbidden": lambda: Grant.objects.create(
            actor=gordon.actor,
            action="cases.define_topic",
            effect=Effect.NARROWS,
            from_at=NOW,
            granted_by=boss,
        ),
        "post ended": lambda: StaffMember.objects.filter(pk=gordon.pk).update(until=later),
        "lowered": lambda: (
            own.update(revoked_at=later, revoked_by=boss),
            Grant.objects.create(
                actor=gordon.actor,
                action="cases.define_topic",
                complexity_limit=1,
                from_at=NOW,
                granted_by=boss,
            ),
        ),
    }
    changes[what]()
    with pytest.raises(NotAuthorized):
        topic(ruth, later)
    assert not may(ruth.actor, "cases.define_topic", at=later)


def test_stf_3_no_chain_what_is_held_for_another_is_not_handed_on(
    term: ActingTerm, gordon: StaffMember, ruth: StaffMember
) -> None:
    Grant.objects.create(
        actor=ruth.actor,
        action="authority.name_acting",
        from_at=NOW - WEEK,
        granted_by=service("authority"),
    )
    third = factories.staff("Third Person", grants=["authority.accept_acting"])
    named = name_acting(absent=ruth, deputy=third, until=NOW + WEEK, by=ruth.actor, at=NOW)
    accept_acting(term=named, by=third.actor, at=NOW)
    assert may(third.actor, "cases.note", at=NOW)
    with pytest.raises(NotAuthorized):
        topic(third)
    assert not Grant.objects.filter(
        actor=third.actor, source=Source.ACTING, action="cases.define_topic"
    ).exists()


def test_who_may_name_deputies_is_not_handed_on(
    term: ActingTerm, gordon: StaffMember, ruth: StaffMember
) -> None:
    third = factories.staff("Third Person")
    for act in ("authority.name_acting", "authority.grant", "authority.appoint"):
        assert not may(ruth.actor, act, at=NOW)
    with pytest.raises(NotAuthorized):
        name_acting(absent=gordon, deputy=third, until=NOW + WEEK, by=ruth.actor, at=NOW)


def test_stf_2_who_names_a_deputy_for_another_hands_on_no_more_than_they_hold(
    gordon: StaffMember, ruth: StaffMember
) -> None:
    namer = factories.staff("Namer", grants=[*NAMING, "knowledge.publish"])
    named = name_acting(absent=gordon, deputy=ruth, until=NOW + WEEK, by=namer.actor, at=NOW)
    accept_acting(term=named, by=ruth.actor, at=NOW)
    assert may(ruth.actor, "knowledge.publish", at=NOW)
    assert not may(ruth.actor, "cases.define_topic", at=NOW)


def test_nobody_names_themselves_and_only_the_named_one_answers(
    gordon: StaffMember, ruth: StaffMember
) -> None:
    boss = factories.supervisor("Miriam Castellanos")
    with pytest.raises(InConflict):
        name_acting(absent=gordon, deputy=boss, until=NOW + WEEK, by=boss.actor, at=NOW)
    named = name_acting(absent=gordon, deputy=ruth, until=NOW + WEEK, by=gordon.actor, at=NOW)
    with pytest.raises(acting_for.NotYours):
        accept_acting(term=named, by=boss.actor, at=NOW)
    decline_acting(term=named, by=ruth.actor, at=NOW)
    with pytest.raises(acting_for.AnsweredAlready):
        accept_acting(term=named, by=ruth.actor, at=NOW)
    assert not Grant.objects.filter(source=Source.ACTING).exists()


def test_two_deputies_at_once_or_each_for_the_other_are_refused(
    term: ActingTerm, gordon: StaffMember, ruth: StaffMember
) -> None:
    third = factories.senior("Third Person")
    boss = factories.supervisor("Miriam Castellanos")
    with pytest.raises(acting_for.ActsAlready):
        name_acting(absent=gordon, deputy=third, until=NOW + WEEK, by=gordon.actor, at=NOW)
    with pytest.raises(acting_for.ActsAlready):
        name_acting(absent=ruth, deputy=gordon, until=NOW + WEEK, by=boss.actor, at=NOW)
    name_acting(
        absent=gordon, deputy=third, from_at=NOW + WEEK, until=NOW + 2 * WEEK, by=gordon.actor, at=NOW
    )


def test_dates_and_people_that_make_no_sense_are_refused(gordon: StaffMember, ruth: StaffMember) -> None:
    robot = factories.staff("Robot", automated=True)
    for until in (NOW, NOW - WEEK, NOW + dt.timedelta(days=400)):
        with pytest.raises(acting_for.OutOfTime):
            name_acting(absent=gordon, deputy=ruth, until=until, by=gordon.actor, at=NOW)
    with pytest.raises(acting_for.NotAPerson):
        name_acting(absent=gordon, deputy=robot, until=NOW + WEEK, by=gordon.actor, at=NOW)


def test_a_deputy_decides_what_waits_but_not_what_they_or_the_absent_one_asked_for(
    term: ActingTerm, gordon: StaffMember, ruth: StaffMember
) -> None:
    from frontoffice.contacts.actions.releasing_information import release_information
    from frontoffice.contacts.actions.taking_contacts import begin
    from frontoffice.contacts.actions.verifying import verify_identity
    from frontoffice.contacts.models import Channel
    from frontoffice.customers.actions.registering import register

    Grant.objects.filter(actor=ruth.actor, action="contacts.release_information", acting_for=None).update(
        revoked_at=NOW, revoked_by=service("authority")
    )
    asker = factories.staff(
        "Asker",
        grants=["contacts.begin", "contacts.verify_identity", "customers.register"],
        asks=["contacts.release_information"],
    )
    party = register(name="Ann Example", by=asker.actor, at=NOW)
    contact = begin(channel=Channel.PHONE, customer=party, by=asker.actor, at=NOW)
    verify_identity(
        contact=contact, customer=party, method="questions", evidence="address", by=asker.actor, at=NOW
    )
    asked = release_information(
        contact=contact, customer=party, items=["registration"], by=asker.actor, at=NOW
    )
    assert isinstance(asked, Approval)
    approve(approval=asked, by=ruth.actor, at=NOW)
    event = Event.objects.get(name="contacts.InformationReleased")
    assert (event.by, event.authorized_by, event.acting_for) == (asker.actor, ruth.actor, gordon.actor)


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def browser(member: StaffMember) -> Client:
    client = Client()
    client.force_login(member.user)  # type: ignore[arg-type]
    return client


def test_on_the_pages_one_is_named_the_other_accepts_and_finds_the_handover(db: None) -> None:
    now = clock.now()
    gordon = factories.supervisor("Gordon Pike", username="gordon", at=now)
    ruth = factories.senior("Ruth Okafor", username="ruth", at=now)
    bystander = factories.representative("By Stander", username="by", at=now)
    today = clock.today_in(gordon.office.zone, now)
    given = {
        "absent": gordon.reference,
        "deputy": ruth.reference,
        "first": today.isoformat(),
        "last": (today + WEEK).isoformat(),
        "handover": "The monthly figures are due on Friday.",
    }
    assert browser(bystander).post("/authority/acting/", given).status_code == 404
    answer = browser(gordon).post("/authority/acting/", given | {"last": "2020-01-01"})
    assert answer.status_code == 422
    assert "It ends later than it begins" in text(answer)
    page = browser(gordon).post("/authority/acting/", given).url  # type: ignore[attr-defined]
    deputy = browser(ruth)
    assert "The monthly figures" in text(deputy.get(page))
    deputy.post(f"{page}answer/", {"answer": "accept"})
    shown = text(deputy.get(page))
    assert "Acts now" in shown
    assert "Approvals that wait" in shown
    other = text(browser(bystander).get(page))
    assert "Ruth Okafor, acting for Gordon Pike" in other, "who acts for whom is told to everybody"
    assert "The monthly figures" not in other
    assert deputy.post(f"{page}answer/", {"answer": "sing"}).status_code == 404
    browser(gordon).post(f"{page}answer/", {"answer": "end"})
    assert "Ended early" in text(deputy.get("/authority/acting/"))


def test_programs_see_the_term_and_the_note_only_where_it_is_theirs(
    term: ActingTerm, ruth: StaffMember
) -> None:
    ActingTerm.objects.filter(pk=term.pk)
    assert show(term, by=ruth.actor)["deputy"] == "Ruth Okafor"
    assert show(term, by=factories.staff("Other").actor)["handover"] == ""
