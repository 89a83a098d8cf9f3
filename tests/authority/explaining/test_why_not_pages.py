"""Why not, where it is met: on the 403 page, at the desk's buttons, in forms, over the API, and in full."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.actions.declaring import declare_interest
from frontoffice.authority.actions.issuing_tokens import issue_token
from frontoffice.authority.models import Grant, Relation, StaffMember
from frontoffice.cases.models import Case
from frontoffice.customers.actions.registering import register
from frontoffice.foundation import clock
from tests.factories import representative, senior, staff, supervisor
from tests.portal import making
from tests.portal.making import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    from frontoffice.cases.actions.opening import open_case

    making.topics()
    ruth = representative("Ruth Okafor")
    return open_case(
        text="I lost it.", topic="other", name="Ann", email="ann@example.net", by=ruth.actor, at=clock.now()
    )


def signed_in(member: StaffMember) -> Client:
    client = Client()
    assert member.user is not None
    client.force_login(member.user)
    return client


def clerk(*grants: str) -> StaffMember:
    return staff("Dana Whitfield", grants=grants, username="dana")


def test_x3_a_page_that_turns_away_says_which_power_it_takes_and_who_holds_it() -> None:
    supervisor("Miriam Castellanos")
    answer = signed_in(clerk("cases.take")).get("/authority/dead-letters/")
    said = text_of(answer)
    assert answer.status_code == 403
    assert "It takes the power “Try to deliver again”" in said or "It takes the power" in said
    assert "You don't hold this power." in said
    assert "Miriam Castellanos" in said


def test_one_of_several_powers_would_open_it() -> None:
    representative("Ruth Okafor")
    said = text_of(signed_in(clerk("authority.withdraw")).get("/desk/"))
    assert "It takes one of these powers" in said
    assert "Assign a case" in said
    assert "Ruth Okafor" in said


def test_who_is_not_signed_in_is_asked_to_and_told_no_names() -> None:
    supervisor("Miriam Castellanos")
    answer = Client().get("/authority/dead-letters/")
    assert answer.status_code == 302


def test_buttons_that_one_may_not_use_can_be_reached_and_say_why_and_who_may(case: Case) -> None:
    page = signed_in(clerk("cases.note")).get(f"/desk/cases/{case.reference}/").content.decode()
    for verb in ("assign", "resolve", "topic", "reply"):
        assert f'aria-describedby="why-{verb}-reason"' in page
        assert f'id="why-{verb}-reason"' in page
    assert "Ruth Okafor can do it." in page
    assert "why-release" not in page, "nobody has the case, so nobody hands it back"
    button = page.partition('aria-describedby="why-assign-reason"')[0].rpartition("<button")[2]
    assert 'aria-disabled="true"' in button
    assert " disabled " not in button


def test_who_lacks_nothing_pays_no_query_for_it(case: Case) -> None:
    def cost(member: StaffMember) -> list[str]:
        client = signed_in(member)
        client.get(f"/desk/cases/{case.reference}/")
        with CaptureQueriesContext(connection) as asked:
            page = client.get(f"/desk/cases/{case.reference}/")
        assert ("why-" in page.content.decode()) is (member.actor.name == "Dana Whitfield")
        return [query["sql"] for query in asked]

    plain = cost(representative("Alex", username="alex"))
    lacking = cost(clerk("cases.note"))
    assert not any("DENSE_RANK" in sql for sql in plain)
    assert sum("DENSE_RANK" in sql for sql in lacking) == 1, "one look for all buttons"


def test_what_it_costs_does_not_grow_with_the_holders(case: Case) -> None:
    client = signed_in(clerk("cases.note"))
    counts = []
    for number in (1, 3):
        for holder in range(number):
            representative(f"Holder {number} {holder}")
        client.get(f"/desk/cases/{case.reference}/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/desk/cases/{case.reference}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_refusal_at_the_desk_names_who_may(case: Case) -> None:
    dana = representative("Dana Whitfield", username="dana")
    now = clock.now()
    Case.objects.filter(pk=case.pk).update(customer=register(name="Ann", by=dana.actor, at=now))
    fresh = Case.objects.get(pk=case.pk)
    assert fresh.customer is not None
    declare_interest(
        kind="customers.party",
        reference=fresh.customer.reference,
        relation=Relation.RELATIVE,
        by=dana.actor,
        at=now,
    )
    answer = signed_in(dana).post(f"/desk/cases/{case.reference}/take/")
    assert "Ruth Okafor can do it." in text_of(answer)


def test_the_api_tells_the_part_and_who_may_to_staff(case: Case) -> None:
    dana = clerk("authority.issue_token")
    now = clock.now()
    Grant.objects.create(actor=dana.actor, action="cases.note", from_at=now, granted_by=staff("Boss").actor)
    secret = "s" * 40
    issue_token(
        secret=secret,
        name="x",
        scopes=["cases.take"],
        expires_at=now + dt.timedelta(days=1),
        by=dana.actor,
        at=now,
    )
    answer = Client().post(
        "/api/v1/actions/cases.take",
        {"case": case.reference},
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}"},
    )
    told = answer.json()
    assert (answer.status_code, told["part"]) == (403, "grant")
    assert [one["name"] for one in told["who"]] == ["Ruth Okafor"]


def test_the_whole_explanation_has_a_page(case: Case) -> None:
    senior("Sam Senior")
    client = signed_in(clerk("cases.note"))
    address = f"/authority/powers/why/cases.assign/?kind=cases.case&reference={case.reference}"
    said = text_of(client.get(address))
    for words in ("You may not do this", "You don't hold this power.", "Ruth Okafor", "Sam Senior"):
        assert words in said
    assert "You may do this" in text_of(client.get("/authority/powers/why/cases.note/"))
    assert client.get("/authority/powers/why/no.such/").status_code == 404
    assert client.get(f"{address}x").status_code == 404
