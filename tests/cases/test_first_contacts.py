"""The named first contact: dated, with a deputy, beside the topic, suggested for cases, told to the public or not."""

import datetime as dt

import pytest
from django.test import Client

from frontoffice.authority.actions.acting_for import accept_acting, name_acting
from frontoffice.authority.answers import show
from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions import naming_first_contacts as naming
from frontoffice.cases.actions.naming_first_contacts import end_first_contact, name_first_contact
from frontoffice.cases.models import Case, FirstContact, Topic
from frontoffice.cases.queries.first_contacts import first_contact_for
from frontoffice.foundation import clock
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def gordon(db: None) -> StaffMember:
    return factories.supervisor("Gordon Pike", username="gordon")


@pytest.fixture
def ruth(db: None) -> StaffMember:
    return factories.senior("Ruth Okafor", username="ruth")


def test_the_nearest_counts_topic_then_the_one_above_then_the_unit(
    topic: Topic, gordon: StaffMember, ruth: StaffMember, dana: StaffMember, tomas: StaffMember
) -> None:
    by = gordon.actor
    below = naming.topic_of("cards")
    Topic.objects.create(code="lost", name="Lost", parent=below, unit=below.unit, service_days=2)
    lost = Topic.objects.get(code="lost")
    assert first_contact_for(lost, at=NOW) is None
    for given, person in (({"unit": "front"}, tomas), ({"topic": "cards"}, ruth), ({"topic": "lost"}, dana)):
        name_first_contact(person=person, by=by, at=NOW, **given)  # type: ignore[arg-type]
        found = first_contact_for(lost, at=NOW)
        assert found is not None
        assert found.member == person


def test_a_new_one_takes_the_place_of_the_old_which_stays_on_record(
    topic: Topic, gordon: StaffMember, ruth: StaffMember, dana: StaffMember
) -> None:
    first = name_first_contact(topic="cards", person=ruth, by=gordon.actor, at=NOW)
    later = NOW + dt.timedelta(days=1)
    name_first_contact(topic="cards", person=dana, by=gordon.actor, at=later)
    first.refresh_from_db()
    assert first.until == later
    before, after = (first_contact_for(topic, at=at) for at in (NOW, later))
    assert before is not None
    assert after is not None
    assert (before.member, after.member) == (ruth, dana)
    found = FirstContact.objects.get(until=None)
    end_first_contact(first_contact=found, by=gordon.actor, at=later)
    with pytest.raises(naming.EndedBefore):
        end_first_contact(first_contact=found, by=gordon.actor, at=later)


def test_the_deputy_is_asked_while_the_person_is_away_or_gone(
    topic: Topic, gordon: StaffMember, ruth: StaffMember, dana: StaffMember
) -> None:
    name_first_contact(topic="cards", person=gordon, deputy=ruth, by=gordon.actor, at=NOW)
    term = name_acting(absent=gordon, deputy=ruth, until=NOW + dt.timedelta(days=7), by=gordon.actor, at=NOW)
    found = first_contact_for(topic, at=NOW)
    assert found is not None
    assert found.member == gordon
    accept_acting(term=term, by=ruth.actor, at=NOW)
    found = first_contact_for(topic, at=NOW)
    assert found is not None
    assert (found.member, found.is_deputy) == (ruth, True)
    StaffMember.objects.update(until=NOW)
    assert first_contact_for(topic, at=NOW) is None


def test_only_who_may_names_and_only_who_can_serve_is_named(
    topic: Topic, gordon: StaffMember, ruth: StaffMember, dana: StaffMember
) -> None:
    with pytest.raises(NotAuthorized):
        name_first_contact(topic="cards", person=ruth, by=dana.actor, at=NOW)
    by, clerk = gordon.actor, factories.staff("Clerk")
    with pytest.raises(naming.CannotServe):
        name_first_contact(topic="cards", person=clerk, by=by, at=NOW)
    with pytest.raises(naming.TwoPeople):
        name_first_contact(topic="cards", person=ruth, deputy=ruth, by=by, at=NOW)
    for given in ({}, {"topic": "cards", "unit": "front"}):
        with pytest.raises(naming.TopicOrUnit):
            name_first_contact(person=ruth, by=by, at=NOW, **given)
    with pytest.raises(naming.UnknownUnit):
        name_first_contact(unit="nowhere", person=ruth, by=by, at=NOW)


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_it_stands_on_the_case_and_is_suggested_and_the_public_is_told_only_if_wanted(
    desk: Client, case: Case, ruth: StaffMember, db: None
) -> None:
    now = clock.now()
    gordon = factories.supervisor("Gordon Pike", username="gordon", at=now)
    boss = Client()
    boss.force_login(gordon.user)  # type: ignore[arg-type]
    page = "/desk/first-contacts/"
    given = {"what": "topic:cards", "person": ruth.reference, "deputy": ""}
    assert desk.post(page, given).status_code == 404
    assert "Nobody is named yet" in text(desk.get(page))
    assert boss.post(page, given | {"what": ""}).status_code == 422
    assert boss.post(page, given | {"deputy": ruth.reference}).status_code == 422
    assert boss.post(page, given).status_code == 302
    assert "Ruth Okafor" in text(desk.get(page))
    shown = text(desk.get(f"/desk/cases/{case.reference}/"))
    assert "First contact" in shown
    form = text(desk.get(f"/desk/cases/{case.reference}/assign/"))
    assert f'value="{ruth.reference}" selected' in form
    assert "Ruth Okafor" not in text(Client().get("/offices/"))
    boss.post(page, given | {"public": "on"})
    public = text(Client().get("/offices/"))
    assert "Ruth Okafor" in public
    assert "Whom to ask first" in public
    named = FirstContact.objects.get(until=None)
    assert show(named, by=factories.visitor())["name"] == "Ruth Okafor"
    boss.post(f"{page}{named.reference}/end/")
    assert "Ruth Okafor" not in text(Client().get("/offices/"))
