"""Who may do what, what may I do, and the pages by which powers are given, narrowed, certified and declared."""

import datetime as dt
import html
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.actions.adopting import adopt_series
from frontoffice.authority.actions.certifying import award_certification, define_certification
from frontoffice.authority.models import (
    Effect,
    Grant,
    Interest,
    Level,
    LevelGrant,
    Series,
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
