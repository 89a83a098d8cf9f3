"""Cautions, incidents and calls for back-up: seen by who has to, ended in time, never by the customer (onet.21)."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from frontoffice.authority.answers import show
from frontoffice.authority.deciding import InConflict, NotAuthorized
from frontoffice.authority.models import StaffMember
from frontoffice.customers.actions import calling_for_backup as calling
from frontoffice.customers.actions import cautioning
from frontoffice.customers.actions.calling_for_backup import answer_backup, call_for_backup, end_backup
from frontoffice.customers.actions.cautioning import (
    define_caution_kind,
    place_caution,
    record_incident,
    review_caution,
)
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import BackupCall, Caution, Incident, Party, ReviewDecision, Viewers
from frontoffice.customers.safekeeping import cautions_of, incidents_visible_to, open_calls
from frontoffice.foundation import clock
from frontoffice.foundation.models import Event
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
MONTH = dt.timedelta(days=30)


@pytest.fixture
def dana(db: None) -> StaffMember:
    return factories.representative("Dana Whitfield", username="dana")


@pytest.fixture
def ruth(db: None) -> StaffMember:
    return factories.representative("Ruth Okafor", username="ruth")


@pytest.fixture
def gordon(db: None) -> StaffMember:
    return factories.supervisor("Gordon Pike", username="gordon")


@pytest.fixture
def ray(dana: StaffMember) -> Party:
    return register(name="Ray Stone", phone="202 555 0147", by=dana.actor, at=NOW)


def caution(ray: Party, by: StaffMember, at: dt.datetime = NOW, **given: object) -> Caution:
    words: dict[str, object] = {"kind": "hostile", "text": "Shouted on 3 May. Meet him in pairs."}
    until = at + MONTH
    words |= {"review_by": until.date(), "until": until} | given
    return place_caution(party=ray, **words, by=by.actor, at=at)  # type: ignore[arg-type]


def seen(ray: Party, by: StaffMember, at: dt.datetime = NOW, *, reviews: bool = False) -> list[Caution]:
    return list(cautions_of(ray, by=by.actor, at=at, reviews=reviews))


def test_a_caution_is_seen_by_colleagues_until_it_ends_by_itself(
    ray: Party, dana: StaffMember, ruth: StaffMember
) -> None:
    placed = caution(ray, dana)
    assert seen(ray, ruth) == [placed]
    assert seen(ray, ruth, NOW + MONTH) == []
    event = Event.objects.get(name="customers.CautionPlaced")
    assert "Shouted" not in str(event.payload)


def test_it_is_seen_only_by_whom_it_is_for(ray: Party, dana: StaffMember, gordon: StaffMember) -> None:
    elsewhere = factories.representative("Else Where", unit_code="records")
    near = caution(ray, dana, viewers=Viewers.UNIT)
    narrow = caution(ray, gordon, viewers=Viewers.REVIEWERS)
    assert seen(ray, elsewhere) == []
    assert seen(ray, dana) == [near]
    assert seen(ray, gordon, reviews=True) == [near, narrow]


def test_every_caution_has_a_kind_words_and_an_end(ray: Party, dana: StaffMember) -> None:
    with pytest.raises(cautioning.UnknownKind):
        caution(ray, dana, kind="ugly")
    with pytest.raises(cautioning.SaysNothing):
        caution(ray, dana, text="  ")
    for until in (NOW, NOW + dt.timedelta(days=400)):
        with pytest.raises(cautioning.NoEnd):
            caution(ray, dana, until=until)
    with pytest.raises(cautioning.NoEnd):
        caution(ray, dana, review_by=(NOW + 2 * MONTH).date())


def test_a_supervisor_other_than_who_placed_it_reviews_it(
    ray: Party, dana: StaffMember, gordon: StaffMember
) -> None:
    placed = caution(ray, gordon)
    given = {"caution": placed, "reason": "Calm since.", "at": NOW}
    with pytest.raises(NotAuthorized):
        review_caution(decision=ReviewDecision.END, by=dana.actor, **given)  # type: ignore[arg-type]
    with pytest.raises(InConflict):
        review_caution(decision=ReviewDecision.END, by=gordon.actor, **given)  # type: ignore[arg-type]
    boss = factories.supervisor("Miriam Castellanos").actor
    later = (NOW + dt.timedelta(days=20)).date()
    kept = review_caution(decision=ReviewDecision.KEEP, review_by=later, by=boss, **given)  # type: ignore[arg-type]
    assert kept.review_by == later
    review_caution(decision=ReviewDecision.END, by=boss, **given)  # type: ignore[arg-type]
    assert seen(ray, dana) == []
    with pytest.raises(cautioning.OverAlready):
        review_caution(decision=ReviewDecision.END, by=boss, **given)  # type: ignore[arg-type]
    assert placed.reviews.count() == 2


def test_the_agency_adds_kinds_and_drops_shipped_ones(
    ray: Party, dana: StaffMember, gordon: StaffMember
) -> None:
    define_caution_kind(code="dogs", name="Keeps dogs", by=gordon.actor, at=NOW)
    assert caution(ray, dana, kind="dogs").kind == "dogs"
    define_caution_kind(code="hostile", name="Was hostile", active=False, by=gordon.actor, at=NOW)
    with pytest.raises(cautioning.UnknownKind):
        caution(ray, dana)


def incident(ray: Party, by: StaffMember, **given: object) -> Incident:
    words: dict[str, object] = {"happened_at": NOW, "place": "Window 3", "what": "Threw a chair."}
    return record_incident(party=ray, **(words | given), by=by.actor, at=NOW)  # type: ignore[arg-type]


def test_an_incident_is_recorded_never_edited_and_for_who_wrote_it_and_supervisors(
    ray: Party, dana: StaffMember, ruth: StaffMember, gordon: StaffMember
) -> None:
    made = incident(ray, dana, injured=True, injuries="Dana, a bruise", measures="Police came.")
    for who, there in ((dana, True), (gordon, True), (ruth, False)):
        assert incidents_visible_to(by=who.actor, at=NOW).filter(pk=made.pk).exists() is there
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.update(what="Nothing.")
    with pytest.raises(cautioning.WhoWasHurt):
        incident(ray, dana, injured=True)
    for when in (NOW + dt.timedelta(minutes=1), NOW - dt.timedelta(days=400)):
        with pytest.raises(cautioning.NotYetHappened):
            incident(ray, dana, happened_at=when)


def test_a_call_reaches_the_colleagues_of_the_office_who_answer_and_end_it(
    dana: StaffMember, ruth: StaffMember
) -> None:
    call = call_for_backup(by=dana.actor, at=NOW)
    assert call.place == dana.post
    assert call_for_backup(place="Again", by=dana.actor, at=NOW) == call, "who presses twice calls once"
    assert list(open_calls(by=ruth.actor, at=NOW)) == [call]
    with pytest.raises(calling.NotOfThisOffice):
        answer_backup(call=call, by=dana.actor, at=NOW)
    with pytest.raises(calling.NotOfThisOffice):
        end_backup(call=call, by=ruth.actor, at=NOW)
    answer_backup(call=call, by=ruth.actor, at=NOW)
    answer_backup(call=call, by=ruth.actor, at=NOW)
    assert [one.by for one in call.answers.all()] == [ruth.actor]
    end_backup(call=call, by=ruth.actor, at=NOW)
    assert list(open_calls(by=dana.actor, at=NOW)) == []
    with pytest.raises(calling.OverAlready):
        answer_backup(call=call, by=ruth.actor, at=NOW)


def test_a_forgotten_call_shows_for_an_hour(dana: StaffMember, ruth: StaffMember) -> None:
    call_for_backup(by=dana.actor, at=NOW)
    assert list(open_calls(by=ruth.actor, at=NOW + dt.timedelta(hours=1))) == []
    call_for_backup(by=dana.actor, at=NOW + dt.timedelta(hours=1))
    assert BackupCall.objects.count() == 2


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def browser(member: StaffMember) -> Client:
    client = Client()
    client.force_login(member.user)  # type: ignore[arg-type]
    return client


@pytest.fixture
def ray_now(dana: StaffMember) -> Party:
    """On file a moment ago, and in a contact with Dana, so that his page is on her work."""
    from frontoffice.contacts.actions.taking_contacts import begin
    from frontoffice.contacts.models import Channel

    party = register(name="Ray Stone", by=dana.actor, at=clock.now())
    begin(channel=Channel.COUNTER, customer=party, by=dana.actor, at=clock.now())
    return party


def test_on_the_pages_a_caution_is_placed_shown_and_reviewed(
    ray_now: Party, dana: StaffMember, gordon: StaffMember
) -> None:
    desk, boss = browser(dana), browser(gordon)
    page = f"/customers/{ray_now.reference}/"
    today = clock.today_in(dana.office.zone, clock.now())
    given = {
        "kind": "hostile",
        "text": "Meet him in pairs.",
        "viewers": "staff",
        "review_by": (today + MONTH).isoformat(),
        "last": (today + 2 * MONTH).isoformat(),
    }
    assert desk.get(f"{page}caution/").status_code == 200
    assert desk.post(f"{page}caution/", given | {"last": "2020-01-01"}).status_code == 422
    assert desk.post(f"{page}caution/", given).status_code == 302
    assert "Meet him in pairs." in text(desk.get(page))
    placed = Caution.objects.get()
    at = f"/customers/cautions/{placed.reference}/"
    assert "Meet him in pairs." in text(desk.get(at))
    assert desk.post(at, {"decision": "end", "reason": "x"}).status_code == 404
    assert desk.get("/customers/cautions/").status_code == 403
    assert "Ray Stone" in text(boss.get("/customers/cautions/"))
    assert boss.post(at, {"decision": "end", "reason": ""}).status_code == 422
    boss.post(at, {"decision": "end", "reason": "A mistake."})
    assert "A mistake." in text(desk.get(at))
    assert "Meet him in pairs." not in text(desk.get(page))


def test_on_the_pages_an_incident_is_recorded(ray_now: Party, dana: StaffMember, ruth: StaffMember) -> None:
    desk = browser(dana)
    page = f"/customers/{ray_now.reference}/incident/"
    now = clock.now().astimezone(dana.office.zone) - dt.timedelta(minutes=2)
    given = {
        "happened_on": now.date().isoformat(),
        "happened_time": now.strftime("%H:%M"),
        "place": "Window 3",
        "what": "Threw a chair.",
    }
    assert desk.get(page).status_code == 200
    assert desk.post(page, given | {"injured": "on"}).status_code == 422
    made = desk.post(page, given)
    assert made.status_code == 302
    assert "Threw a chair." in text(desk.get(made.url))  # type: ignore[attr-defined]
    assert browser(ruth).get(made.url).status_code == 404  # type: ignore[attr-defined]


def test_the_call_shows_on_every_colleagues_screen_and_is_answered(
    ray_now: Party, dana: StaffMember, ruth: StaffMember
) -> None:
    desk, colleague = browser(dana), browser(ruth)
    watch = "/customers/backup/watch/"
    assert colleague.get(watch).status_code == 204, "nothing is sent while nothing happens"
    assert 'id="watch-backup"' in text(colleague.get("/customers/backup/"))
    assert "Colleague, please" in text(desk.get(f"/customers/{ray_now.reference}/"))
    desk.post("/customers/backup/call/", {"customer": ray_now.reference})
    notice = text(colleague.get(watch))
    assert "Dana Whitfield asks for back-up" in notice
    assert "Ray Stone" not in notice
    state = notice.split("seen=")[1].split('"')[0]
    assert colleague.get(f"{watch}?seen={state}").status_code == 204
    call = BackupCall.objects.get()
    colleague.post(f"/customers/backup/{call.reference}/answer/", {"do": "coming"})
    assert "Ruth Okafor" in text(desk.get(f"{watch}?seen={state}"))
    assert colleague.post(f"/customers/backup/{call.reference}/answer/", {"do": "x"}).status_code == 404
    desk.post(f"/customers/backup/{call.reference}/answer/", {"do": "over"})
    assert "asks for back-up" not in text(colleague.get(f"{watch}?seen={state}"))
    assert Client().get(watch).status_code == 302


def test_the_customer_never_sees_a_caution(ray: Party, dana: StaffMember) -> None:
    placed = caution(ray, dana)
    visitor = factories.visitor()
    assert cautions_of(ray, by=visitor, at=NOW, reviews=False) == []
    from frontoffice.authority.signatures import find
    from frontoffice.foundation.refusals import NotFound

    with pytest.raises(NotFound):
        find(Caution, placed.reference, by=visitor, at=NOW)
    assert "Shouted" not in str(show(ray, by=visitor))
    assert show(placed, by=dana.actor)["kind"] == "hostile"
