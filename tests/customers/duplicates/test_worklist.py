"""Customers who may be on file twice: found after each change, and dismissed with a reason for good."""

import datetime as dt

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.models import StaffMember
from frontoffice.customers.actions.comparing import compare, dismiss_likeness
from frontoffice.customers.actions.merging import merge
from frontoffice.customers.actions.noting import record_particular
from frontoffice.customers.actions.registering import add_contact_point, register
from frontoffice.customers.actions.unmerging import unmerge
from frontoffice.customers.models import Likeness, Merge, ParticularKind, Party, PointKind
from frontoffice.customers.queries.likenesses import likenesses_of, open_likenesses
from frontoffice.foundation.actors import service
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
PHONE = "202 555 0158"


@pytest.fixture
def dana(db: None) -> StaffMember:
    return factories.representative(username="dana")


@pytest.fixture
def office(client: Client, dana: StaffMember) -> Client:
    client.force_login(dana.user)  # type: ignore[arg-type]
    return client


def on_file(name: str, phone: str = PHONE) -> Party:
    return register(name=name, phone=phone, by=service("customers"), at=NOW - dt.timedelta(days=90))


def compared() -> None:
    while compare(by=service("customers"), at=NOW):
        pass


def pairs(dana: StaffMember) -> list[set[str]]:
    rows, _more = open_likenesses("", by=dana.actor, at=NOW)
    return [{row.one.name, row.other.name} for row in rows]


def test_who_is_put_on_file_again_is_found_and_a_family_is_not(dana: StaffMember) -> None:
    for name in ("Robert Hill", "Bob Hill", "Susan Hill"):
        on_file(name)
    on_file("Robert Hill", phone="202 555 0100")
    compared()
    assert pairs(dana) == [{"Robert Hill", "Bob Hill"}]
    assert not Party.objects.filter(to_compare=True).exists()


def test_a_change_is_compared_and_what_speaks_for_it_no_more_is_settled(dana: StaffMember) -> None:
    one, other = on_file("Ana Ruiz"), on_file("Ana Ruiz", phone="202 555 0100")
    compared()
    assert pairs(dana) == []
    add_contact_point(party=other, kind=PointKind.PHONE, value=PHONE, by=dana.actor, at=NOW)
    compared()
    assert len(pairs(dana)) == 1
    for party, year in ((one, 1956), (other, 1984)):
        record_particular(
            party=party, kind=ParticularKind.BORN, day=dt.date(year, 5, 2), by=dana.actor, at=NOW
        )
    compared()
    assert pairs(dana) == []


def test_who_was_dismissed_is_not_shown_again_also_not_once_merged(dana: StaffMember) -> None:
    one, other, third = on_file("Ana Ruiz"), on_file("Ana Ruiz"), on_file("Ana Ruiz Vega")
    compared()
    assert len(pairs(dana)) == 3
    first = Likeness.objects.get(one=one, other=other)
    dismiss_likeness(likeness=first, reason="Mother and daughter; asked.", by=dana.actor, at=NOW)
    merge(survivor=third, other=one, reason="One", by=dana.actor, at=NOW)
    Party.objects.update(to_compare=True)
    compared()
    assert pairs(dana) == []


def test_who_was_parted_again_is_not_proposed_again(dana: StaffMember) -> None:
    one, other = on_file("Ana Ruiz"), on_file("Ana Ruiz")
    compared()
    made = merge(survivor=one, other=other, reason="One", by=dana.actor, at=NOW)
    assert isinstance(made, Merge)
    assert pairs(dana) == []
    unmerge(merge=made, reason="Two sisters", by=dana.actor, at=NOW)
    compared()
    assert pairs(dana) == []
    assert Likeness.objects.get().dismissed_because == "Two sisters"


def test_the_page_shows_why_leads_to_the_comparison_and_takes_a_reason(
    office: Client, dana: StaffMember
) -> None:
    one, other = on_file("Robert Hill"), on_file("Bob Hill")
    compared()
    Party.objects.filter(pk=other.pk).update(name="Bob <b>Hill")
    page = _text(office.get("/customers/duplicates/"))
    assert "same telephone" in page
    assert "Bob &lt;b&gt;Hill" in page
    assert f"/customers/{one.reference}/merge/?with={other.reference}" in page
    assert PHONE not in page
    factories.said_why(dana, one)
    assert "May be on file twice" in _text(office.get(f"/customers/{one.reference}/"))
    likeness = Likeness.objects.get()
    address = f"/customers/duplicates/{likeness.reference}/dismiss/"
    office.post(address, {"reason": ""})
    assert likenesses_of(one)
    office.post(address, {"reason": "Father and son."})
    assert not likenesses_of(one)
    assert "Nobody seems to be on file twice" in _text(office.get("/customers/duplicates/"))
    assert Client().get("/customers/duplicates/").status_code == 302
    clerk = factories.staff("Clerk", username="clerk", grants=["customers.register"])
    other_client = Client()
    other_client.force_login(clerk.user)  # type: ignore[arg-type]
    assert other_client.get("/customers/duplicates/").status_code == 403
    assert office.post("/customers/duplicates/nobody/dismiss/", {"reason": "x"}).status_code == 404


def test_the_list_asks_the_same_for_one_row_and_for_three(office: Client) -> None:
    on_file("Robert Hill")
    on_file("Bob Hill")
    compared()

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            office.get("/customers/duplicates/")
        return len(asked)

    queries()
    before = queries()
    on_file("Rob Hill")
    compared()
    assert Likeness.objects.count() == 3
    assert queries() == before


def _text(answer: HttpResponse) -> str:
    return answer.content.decode()
