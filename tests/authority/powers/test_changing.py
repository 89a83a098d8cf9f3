"""The pages by which powers are given, narrowed, certified and declared."""

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from frontoffice.authority.models import (
    Certification,
    CompensatingReview,
    Effect,
    Grant,
    Interest,
    SmallOffice,
    StaffMember,
)
from frontoffice.authority.registry import ACTIONS
from frontoffice.customers.actions.registering import register
from frontoffice.foundation import clock
from tests.factories import representative, staff
from tests.portal.making import text_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
REASON = {"reason": "While Ruth is away"}


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    cache.clear()


@pytest.fixture
def boss() -> StaffMember:
    more = {"declare_interest", "set_small_office"}
    return staff(
        "Gordon Bell",
        grants={*ACTIONS} - {f"authority.{name}" for name in more},
        username="gordon",
        asks=[],
    )


@pytest.fixture
def dana() -> StaffMember:
    return representative("Dana Whitfield", username="dana")


def signed_in(member: StaffMember) -> Client:
    client = Client()
    assert member.user is not None
    client.force_login(member.user)
    return client


def test_stf_2_a_power_is_given_narrowed_and_revoked_on_the_pages(
    dana: StaffMember, boss: StaffMember
) -> None:
    client = signed_in(boss)
    page = f"/authority/staff/{dana.reference}/"
    assert "Give a power" in text_of(client.get(page))
    sent = {"action": "authority.approve", "limit": "150", "confidentiality": "2", "unit": "front", **REASON}
    assert client.post(f"{page}give/", sent).status_code == 302
    given = Grant.objects.get(actor=dana.actor, action="authority.approve")
    assert (given.amount_limit, given.confidentiality_limit, given.reason) == (150, 2, REASON["reason"])
    assert given.unit is not None
    assert "nothing more confidential than “confidential”" in text_of(client.get(page))

    narrowed = {"action": "cases.assign", "reason": "Until the course", "last_day": "2999-01-01"}
    assert client.post(f"{page}restrict/", narrowed).status_code == 302
    row = Grant.objects.get(actor=dana.actor, effect=Effect.NARROWS)
    assert row.until is not None
    assert "cases.assign" not in signed_in(dana).get("/desk/").wsgi_request.powers  # type: ignore[attr-defined]
    assert "Lift the restriction" in text_of(client.get(f"/authority/grants/{row.reference}/end/"))
    for reference in (row.reference, given.reference):
        assert client.post(f"/authority/grants/{reference}/end/", {}).status_code == 302
    assert Grant.objects.filter(actor=dana.actor, revoked_at__isnull=False).count() == 2


def test_stf_2_nobody_gives_themselves_anything_or_more_than_they_hold(
    dana: StaffMember, boss: StaffMember
) -> None:
    client = signed_in(boss)
    own = client.post(f"/authority/staff/{boss.reference}/give/", {"action": "cases.reply", **REASON})
    assert own.status_code == 422
    assert "personally involved" in text_of(own)
    lesser = staff("Lesser", grants=["authority.grant", "cases.reply"], username="lesser")
    refused = signed_in(lesser).post(
        f"/authority/staff/{dana.reference}/give/", {"action": "knowledge.publish", **REASON}
    )
    assert refused.status_code == 422
    assert not Grant.objects.filter(actor=dana.actor, action="knowledge.publish").exists()


@pytest.mark.parametrize("act", ["give", "restrict", "certify"])
def test_who_may_not_is_told_who_may(dana: StaffMember, boss: StaffMember, act: str) -> None:
    answer = signed_in(dana).get(f"/authority/staff/{boss.reference}/{act}/")
    assert answer.status_code == 403
    assert "Gordon Bell" in text_of(answer)


def test_the_same_form_sent_twice_gives_once(dana: StaffMember, boss: StaffMember) -> None:
    client = signed_in(boss)
    sent = {"action": "authority.approve", "idempotency_key": "k" * 20, **REASON}
    for _time in range(2):
        assert client.post(f"/authority/staff/{dana.reference}/give/", sent).status_code == 302
    assert Grant.objects.filter(actor=dana.actor, action="authority.approve").count() == 1


@pytest.mark.parametrize("act", ["give", "restrict", "certify"])
def test_a_sign_in_of_long_ago_is_confirmed_first(
    dana: StaffMember, boss: StaffMember, act: str, settings: Any
) -> None:
    settings.CONFIRM_SECONDS = 0
    answer = signed_in(boss).post(
        f"/authority/staff/{dana.reference}/{act}/", {"action": "cases.reply", **REASON}
    )
    assert answer.status_code == 302
    assert "reauthenticate" in answer.headers["Location"]
    assert not Grant.objects.filter(actor=dana.actor, reason=REASON["reason"]).exists()


def test_stf_6_certifications_are_defined_awarded_renewed_and_withdrawn_on_the_pages(
    dana: StaffMember, boss: StaffMember
) -> None:
    client = signed_in(boss)
    sent = {"code": "scales", "name": "Scales", "months": "1"}
    assert client.post("/authority/certifications/define/", sent).status_code == 302
    again = client.post("/authority/certifications/define/", sent)
    assert (again.status_code, "already" in text_of(again)) == (422, True)
    kind = text_of(client.get("/authority/certifications/"))
    assert "Scales" in kind
    page = f"/authority/staff/{dana.reference}/certify/"
    from frontoffice.authority.models import CertificationKind

    reference = CertificationKind.objects.get().reference
    award = {"kind": reference, "evidence": "Course of May"}
    assert client.post(page, award).status_code == 302
    listed = text_of(client.get("/authority/certifications/"))
    assert "Dana Whitfield" in listed
    assert "30 days left" in listed
    assert client.post(f"{page}?kind={reference}", award | {"evidence": "Course of June"}).status_code == 302
    assert Certification.objects.filter(renews__isnull=False).count() == 1
    assert text_of(client.get("/authority/certifications/")).count("Dana Whitfield") == 1, (
        "the newer one counts"
    )
    held = Certification.objects.latest("pk")
    gone = client.post(f"/authority/certifications/{held.reference}/withdraw/", {"reason": "Not kept up"})
    assert gone.status_code == 302
    assert "Not kept up" in text_of(client.get(f"/authority/staff/{dana.reference}/"))


def test_stf_4_an_interest_is_declared_on_the_customers_page_and_ended_by_somebody_else(
    dana: StaffMember, boss: StaffMember
) -> None:
    party = register(name="Ann Ward", by=dana.actor, at=clock.now())
    client = signed_in(dana)
    address = f"/authority/interests/in/customers.party/{party.reference}/"
    assert address in client.get(f"/customers/{party.reference}/").content.decode()
    assert client.post(address, {"relation": "relative", "note": "My aunt"}).status_code == 302
    interest = Interest.objects.get()
    assert client.post(f"/authority/interests/{interest.reference}/end/", {}).status_code == 403
    chief = signed_in(boss)
    listed = text_of(chief.get("/authority/interests/"))
    for words in ("Dana Whitfield", "Ann Ward", "My aunt"):
        assert words in listed
    assert chief.post(f"/authority/interests/{interest.reference}/end/", {}).status_code == 302
    interest.refresh_from_db()
    assert interest.ended_by == boss.actor
    assert client.get("/authority/interests/in/customers.party/none/").status_code == 404
    assert client.get("/authority/interests/in/no.such/none/").status_code == 404


def test_stf_4_a_small_office_is_set_and_what_was_done_alone_is_reviewed_by_another(
    dana: StaffMember,
) -> None:
    chief = staff(
        "Chief", grants=["authority.set_small_office", "authority.review_compensating"], username="chief"
    )
    client, now = signed_in(chief), clock.now()
    sent = {
        "office": dana.office.reference,
        "last_day": (now + 30 * DAY).date().isoformat(),
        "reason": "Two people",
    }
    assert client.post("/authority/alone/", sent).status_code == 302
    assert SmallOffice.objects.get().office == dana.office
    too_long = client.post("/authority/alone/", sent | {"last_day": "2999-01-01"})
    assert too_long.status_code == 422
    row = {"action": "cases.reply", "part": "prepare_deposit", "other_part": "take_money", "at": now}
    thing = {"kind": "foundation.office", "object_id": dana.office_id}
    review = CompensatingReview.objects.create(actor=dana.actor, **row, **thing)
    own = CompensatingReview.objects.create(actor=chief.actor, **row, **thing)
    listed = text_of(client.get("/authority/alone/"))
    assert "taking the money; preparing the deposit" in listed
    assert "Somebody else looks at it" in listed
    address = f"/authority/alone/{review.reference}/"
    assert dana.office.name in text_of(client.get(address))
    assert client.post(address, {"found_right": "no"}).status_code == 422, "what was wrong has to be said"
    assert client.post(address, {"found_right": "yes", "comment": "Counted again"}).status_code == 302
    review.refresh_from_db()
    assert (review.found_right, review.reviewed_by) == (True, chief.actor)
    refused = client.post(f"/authority/alone/{own.reference}/", {"found_right": "yes"})
    assert refused.status_code == 422
