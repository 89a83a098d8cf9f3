"""Customers on file: reached by checked addresses, never merged by a name alone, and nothing of them edited away."""

import pytest
from django.db import IntegrityError, transaction

from frontoffice.authority.answers import show
from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import StaffMember
from frontoffice.customers.actions.registering import (
    NoSuchContactPoint,
    NotAnEmail,
    NotATelephoneNumber,
    add_contact_point,
    end_contact_point,
    known_or_new,
    register,
)
from frontoffice.customers.models import ContactPoint, Party, PartyKind, PointKind
from frontoffice.customers.queries import email_of, page_of, parties_visible_to, phone_of, points, search
from frontoffice.foundation.models import Event
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(db: None) -> StaffMember:
    return factories.representative()


@pytest.fixture
def marisol(dana: StaffMember) -> Party:
    return register(
        name=" Marisol Ortega-Reyes ",
        language="es",
        email="M.Ortega@example.org",
        phone="202 555 0147",
        address="418 Alder St",
        by=dana.actor,
        at=NOW,
    )


def test_somebody_is_put_on_file_with_ways_to_reach_them(marisol: Party) -> None:
    assert (marisol.name, marisol.language, marisol.kind) == ("Marisol Ortega-Reyes", "es", PartyKind.PERSON)
    assert [(point.kind, point.normal) for point in points(marisol)] == [
        ("phone", "+12025550147"),
        ("email", "m.ortega@example.org"),
    ]
    assert [(a.role, a.as_given) for a in marisol.addresses.all()] == [("mailing", "418 Alder St")]
    assert [(n.kind, n.as_given, n.family) for n in marisol.names.all()] == [
        ("legal", "Marisol Ortega-Reyes", "Ortega-Reyes")
    ]
    assert (email_of(marisol), phone_of(marisol)) == ("M.Ortega@example.org", "202 555 0147")
    assert Event.objects.filter(name="customers.PartyRegistered").count() == 1


def test_without_the_grant_nobody_is(db: None) -> None:
    for by in (factories.staff("Clerk").actor, factories.visitor()):
        with pytest.raises(NotAuthorized):
            register(name="X", by=by, at=NOW)
    assert not Party.objects.exists()


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"email": "nobody@"}, NotAnEmail),
        ({"email": "a@b.example\nBcc: all@b.example"}, NotAnEmail),
        ({"phone": "call me"}, NotATelephoneNumber),
        ({"phone": "12"}, NotATelephoneNumber),
    ],
)
def test_what_reaches_nobody_is_refused(
    dana: StaffMember, given: dict[str, str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        register(name="X", **given, by=dana.actor, at=NOW)
    assert not Party.objects.exists()


def test_a_way_that_is_there_stays_as_it_is(marisol: Party, dana: StaffMember) -> None:
    add_contact_point(
        party=marisol, kind=PointKind.EMAIL, value="m.ortega@EXAMPLE.org", by=dana.actor, at=NOW
    )
    assert marisol.contact_points.filter(kind="email").count() == 1


def test_x2_a_way_ends_and_stays_in_the_history(marisol: Party, dana: StaffMember) -> None:
    end_contact_point(party=marisol, kind=PointKind.PHONE, value="(202) 555-0147", by=dana.actor, at=NOW)
    assert phone_of(marisol) == ""
    assert ContactPoint.objects.get(kind="phone").until == NOW
    with pytest.raises(NoSuchContactPoint):
        end_contact_point(party=marisol, kind=PointKind.PHONE, value="202 555 0147", by=dana.actor, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactPoint.objects.filter(kind="phone").update(value="Something else")


def test_acc_9_name_and_address_together_find_somebody_again(marisol: Party, dana: StaffMember) -> None:
    def known(name: str, email: str = "", phone: str = "") -> Party | None:
        return known_or_new(name=name, email=email, phone=phone, language="en", by=dana.actor, at=NOW)

    with transaction.atomic():
        assert known("marisol ortega-reyes", email="m.ortega@example.org") == marisol
        assert known("Marisol  Ortega-Reyes", phone="+1 202 555 0147") == marisol
        assert known("Marisol Ortega-Reyes") is None
        assert known("", email="m.ortega@example.org") is None
        assert known("Luis Reyes", email="m.ortega@example.org") not in {None, marisol}
        assert known("Marisol Ortega-Reyes", email="other@example.org") not in {None, marisol}


@pytest.mark.parametrize(
    "text", ["marisol", "ortega rey", "REYES", "m.ortega@example.org", "(202) 555-0147", "2025550147"]
)
def test_what_people_type_finds_them(marisol: Party, dana: StaffMember, text: str) -> None:
    register(name="Abdi Warsame", email="abdi@example.org", by=dana.actor, at=NOW)
    assert search(text, by=dana.actor, at=NOW) == [marisol]


@pytest.mark.parametrize("text", ["", "'", "' OR 1=1", "*", "zebra", "%", "☃", "\x00", "a" * 5000])
def test_anything_may_be_typed(marisol: Party, dana: StaffMember, text: str) -> None:
    assert search(text, by=dana.actor, at=NOW) == []


def test_nobody_outside_sees_customers(marisol: Party, dana: StaffMember) -> None:
    assert not parties_visible_to(by=factories.visitor(), at=NOW).exists()
    assert search("marisol", by=factories.visitor(), at=NOW) == []
    assert show(marisol, by=factories.visitor())["contact_points"] == []
    assert len(show(marisol, by=dana.actor)["contact_points"]) == 2


def test_the_list_goes_on_by_name(dana: StaffMember, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontoffice.customers.queries.parties.ON_A_PAGE", 2)
    for name in ("Cy", "Al", "Bo", "Al", "Di_Vo"):
        register(name=name, by=dana.actor, at=NOW)
    found, after = [], ""
    for _page in range(3):
        rows, after = page_of(after, by=dana.actor, at=NOW)
        found += [party.name for party in rows]
    assert found == ["Al", "Al", "Bo", "Cy", "Di_Vo"]
    assert after == ""
    for unreadable in ("x", "_", "1_", "x_y", "9" * 40 + "_a"):
        assert page_of(unreadable, by=dana.actor, at=NOW)[0]
