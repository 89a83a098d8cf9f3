"""Who may do what, what may I do, and the pages by which powers are given, narrowed, certified and declared."""

import datetime as dt
import html
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.actions.adopting import adopt_series
from frontoffice.authority.actions.certifying import award_certification, define_certification
from frontoffice.authority.models import (
    Certification,
    CompensatingReview,
    Effect,
    Grant,
    Interest,
    Level,
    LevelGrant,
    Series,
    SmallOffice,
    StaffMember,
)
from frontoffice.authority.registry import ACTIONS
from frontoffice.customers.actions.registering import register
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from tests.factories import agency, representative, staff
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


def series() -> Series:
    agency()
    now = clock.now() - DAY
    return adopt_series(series="tax", by=service("authority"), at=now)


def cells(page: str, action: str) -> list[str]:
    """What the chart says of each level, in the order of the columns."""
    return re.findall(rf'sr-only">{re.escape(str(ACTIONS[action].title))}, [^:<]+: ([^<]+)<', page)


def test_the_chart_has_every_action_and_every_level_and_says_what_the_defaults_say(dana: StaffMember) -> None:
    series()
    page = html.unescape(signed_in(dana).get("/authority/powers/").content.decode())
    levels = list(Level.objects.exclude(code="bare").order_by("order", "code"))
    for level in levels:
        assert f">{level.name}</th>" in page
    shown = len(re.findall(r'<td class="cell ', page))
    assert shown == len(ACTIONS) * Level.objects.count()
    for level in levels:
        for row in LevelGrant.objects.filter(level=level, until=None, standing="regular")[:20]:
            said = re.search(
                rf'sr-only">{re.escape(str(ACTIONS[row.action].title))}, {re.escape(level.name)}: ([^<]+)<',
                page,
            )
            assert said is not None
            assert said.group(1).startswith("asks" if row.needs_approval else "yes"), row


def test_each_bound_stands_in_its_cell(dana: StaffMember) -> None:
    level = Level.objects.create(code="x", name="Level X", order=1)
    LevelGrant.objects.create(
        level=level,
        action="correspondence.release",
        amount_limit="200.00",
        confidentiality_limit=1,
        complexity_limit=2,
        review_share="0.2",
        certification="scales",
    )
    page = signed_in(dana).get("/authority/powers/?level=x").content.decode()
    (said,) = cells(page, "correspondence.release")
    for words in (
        "up to $200.00",
        "“internal”",
        "“difficult”",
        "20% are read by a colleague first",
        "“scales”",
    ):
        assert words in said
    assert set(cells(page, "cases.assign")) == {"no"}


def test_the_chart_is_filtered_by_level_room_words_and_difference(dana: StaffMember) -> None:
    series()
    client = signed_in(dana)

    def actions(query: str) -> set[str]:
        page = client.get(f"/authority/powers/?{query}").content.decode()
        return {name for name in ACTIONS if f"/authority/powers/held/{name}/" in page}

    assert actions("room=cases") == {name for name in ACTIONS if name.startswith("cases.")}
    assert "cases.assign" in actions("q=assign+case")
    assert actions("q=nothing+like+it") == set()
    everywhere = actions("")
    differing = actions("differs=1")
    assert differing < everywhere
    assert "authority.grant" in differing
    one = client.get("/authority/powers/?level=tax.II").content.decode()
    assert len(re.findall(r'<td class="cell ', one)) == len(ACTIONS)


def test_on_a_narrow_screen_one_level_is_shown(dana: StaffMember) -> None:
    series()
    page = signed_in(dana).get("/authority/powers/").content.decode()
    shown = re.findall(r'<td class="cell cell--\w+">', page)
    hidden = re.findall(r'<td class="cell cell--\w+ powers-other">', page)
    assert len(shown) == len(ACTIONS)
    assert len(hidden) == len(ACTIONS) * (Level.objects.count() - 1)


def test_a_cell_leads_to_the_people_who_hold_it_now(dana: StaffMember, boss: StaffMember) -> None:
    now = clock.now()
    acting_for = staff("Ruth Okafor", grants=["cases.assign"])
    given = {"action": "cases.assign", "from_at": now, "granted_by": boss.actor}
    Grant.objects.create(actor=dana.actor, effect=Effect.NARROWS, needs_approval=True, **given)
    page = text_of(signed_in(dana).get("/authority/powers/held/cases.assign/"))
    for words in ("Dana Whitfield", "Gordon Bell", acting_for.actor.name, "restriction", "added"):
        assert words in page
    level = signed_in(dana).get("/authority/powers/held/cases.assign/?level=none").content.decode()
    assert "Nobody holds it now" in level
    assert signed_in(dana).get("/authority/powers/held/no.such/").status_code == 404


def cost(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    "address", ["/authority/powers/", "/authority/powers/held/cases.reply/", "/authority/mine/"]
)
def test_the_number_of_queries_does_not_grow_with_the_rows(
    dana: StaffMember, boss: StaffMember, address: str
) -> None:
    client, counts, now = signed_in(dana), [], clock.now()
    for number in (1, 3):
        for row in range(number):
            representative(f"Holder {number} {row}")
            Level.objects.create(code=f"l{number}{row}", name=f"L {number} {row}", order=row)
            given = {"actor": dana.actor, "action": f"knowledge.a{number}{row}", "granted_by": boss.actor}
            Grant.objects.create(**given, from_at=now)
            party = register(name=f"P {number} {row}", by=dana.actor, at=now)
            Interest.objects.create(
                actor=dana.actor,
                kind="customers.party",
                object_id=party.pk,
                relation="self",
                from_at=now,
                declared_by=dana.actor,
            )
        counts.append(cost(client, address))
    assert counts[0] == counts[1]


def test_what_may_i_do_tells_source_limits_restrictions_certifications_interests(
    dana: StaffMember, boss: StaffMember
) -> None:
    now = clock.now()
    given = {"actor": dana.actor, "from_at": now - DAY, "granted_by": boss.actor}
    Grant.objects.create(action="knowledge.propose", reason="For the new form", until=now + DAY, **given)
    Grant.objects.create(action="cases.assign", effect=Effect.NARROWS, reason="Until the course", **given)
    kind = define_certification(code="scales", name="Scales", months=1, by=boss.actor, at=now)
    award_certification(staff_member=dana, kind=kind, evidence="Course", by=boss.actor, at=now)
    party = register(name="Ann Ward", by=dana.actor, at=now)
    signed_in(dana).post(
        f"/authority/interests/in/customers.party/{party.reference}/", {"relation": "household"}
    )
    said = text_of(signed_in(dana).get("/authority/mine/"))
    for words in (
        "For the new form",
        "taken away for now",
        "Until the course",
        "Scales",
        "30 days left",
        "Ann Ward",
        "it is of their household",
        "added for this person",
    ):
        assert words in said
    less = text_of(signed_in(dana).get("/authority/mine/?differs=1"))
    assert "For the new form" in less


def test_why_something_was_taken_away_is_told_to_the_person_and_to_who_may_do_that(
    dana: StaffMember, boss: StaffMember
) -> None:
    given = {"actor": dana.actor, "from_at": clock.now() - DAY, "granted_by": boss.actor}
    Grant.objects.create(action="cases.assign", effect=Effect.NARROWS, reason="A private reason", **given)
    address = f"/authority/staff/{dana.reference}/"
    assert "A private reason" in text_of(signed_in(boss).get(address))
    assert "A private reason" in text_of(signed_in(dana).get(address))
    other = text_of(signed_in(representative("Alex", username="alex")).get(address))
    assert "restriction" in other
    assert "A private reason" not in other


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
