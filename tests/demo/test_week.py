"""The week and its people hang together: everyone named exists, every passage cited is in force, time goes on."""

import datetime as dt
import re
from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from demo import agency, library
from demo.cast import CUSTOMERS, CUSTOMERS_BY_KEY, STAFF, STAFF_BY_KEY
from demo.week import MATTERS, VISITS
from demo.week.steps import Adds, Assigns, Attaches, Matter, Replies, Resolves, Step

BODIES = {
    text.slug: text.body
    for text in library.documents()
    if text.effective_to is None and text.language == "en"
}
CASES = [pytest.param(matter, id=matter.key) for matter in MATTERS]


def people(step: Step) -> set[str]:
    return {getattr(step, name) for name in ("who", "to") if getattr(step, name, "")}


@pytest.mark.parametrize("matter", CASES)
def test_everybody_in_a_case_is_of_the_cast(matter: Matter) -> None:
    staff = set().union(*map(people, matter.steps), {matter.opened_by} - {""})
    assert staff <= set(STAFF_BY_KEY)
    assert matter.customer in {*CUSTOMERS_BY_KEY, ""}
    assert matter.topic in {topic.code for topic in agency.TOPICS}


@pytest.mark.parametrize("matter", CASES)
def test_each_step_comes_after_the_one_before(matter: Matter) -> None:
    moments = [(matter.day, matter.time), *((step.day, step.time) for step in matter.steps)]
    assert moments == sorted(moments)
    assert all(re.fullmatch(r"[012]\d:[0-5]\d", time) for _day, time in moments)


@pytest.mark.parametrize("matter", CASES)
def test_each_passage_cited_is_a_section_of_the_article(matter: Matter) -> None:
    cited = [cite for step in matter.steps if isinstance(step, Replies) for cite in step.cites]
    for slug, heading in cited:
        assert re.search(rf"^#+ {re.escape(heading)}$", BODIES[slug], re.MULTILINE), (slug, heading)


@pytest.mark.parametrize("matter", CASES)
def test_each_file_is_there(matter: Matter) -> None:
    named = [step.file for step in matter.steps if isinstance(step, Adds | Attaches) and step.file]
    assert all((library.FILES / name).is_file() for name in named)


@pytest.mark.parametrize("matter", CASES)
def test_what_went_through_the_portal_was_opened_by_nobody_else(matter: Matter) -> None:
    assert bool(matter.opened_by) == (matter.channel != "web")


def test_the_week_has_cases_of_every_kind() -> None:
    ends = Counter(type(matter.steps[-1]).__name__ if matter.steps else "New" for matter in MATTERS)
    assert len(MATTERS) >= 30
    assert ends["New"] >= 4
    assert ends["Resolves"] >= 8
    reopened = [
        matter
        for matter in MATTERS
        if any(isinstance(step, Resolves) for step in matter.steps) and isinstance(matter.steps[-1], Adds)
    ]
    assert reopened
    assert any(not matter.customer for matter in MATTERS)
    assert any(isinstance(step, Assigns) for matter in MATTERS for step in matter.steps)
    assert any(len(visit.questions) == 3 for visit in VISITS)
    assert sum(visit.helped is False for visit in VISITS) >= 5


def test_keys_and_sign_ins_are_unique() -> None:
    for keys in (
        [matter.key for matter in MATTERS] + [visit.key for visit in VISITS],
        [colleague.username for colleague in STAFF],
        [customer.key for customer in CUSTOMERS],
    ):
        assert len(keys) == len(set(keys))


def test_the_cast_has_somebody_for_each_side_of_the_rules() -> None:
    assert any(colleague.ended for colleague in STAFF)
    assert {colleague.level for colleague in STAFF} == {"tax.I", "tax.II", "tax.III", "tax.IV"}
    assert any(not (customer.email or customer.phone) for customer in CUSTOMERS)
    assert any(customer.organization for customer in CUSTOMERS)
    assert len({customer.language for customer in CUSTOMERS}) >= 4
    assert all(customer.phone.startswith("202-555-01") for customer in CUSTOMERS if customer.phone)
    assert all(
        re.search(r"@(example\.(org|com|net)|[a-z-]+\.example)$", customer.email)
        for customer in CUSTOMERS
        if customer.email
    )


@pytest.mark.parametrize("matter", CASES)
def test_staff_work_while_their_office_is_open(matter: Matter) -> None:
    offices = {office.code: office for office in agency.OFFICES}
    monday = dt.date(2026, 11, 16)
    done = [(step.time, step.who) for step in matter.steps if hasattr(step, "who")]
    done += [(matter.time, matter.opened_by)] if matter.opened_by else []
    for time, who in done:
        office = offices[STAFF_BY_KEY[who].office]
        central = dt.datetime.combine(monday, dt.time.fromisoformat(time), ZoneInfo(agency.DEFAULT_TIME_ZONE))
        there = central.astimezone(ZoneInfo(office.time_zone)).strftime("%H:%M")
        assert any(opens <= there < closes for opens, closes in office.week[0]), (time, who, there)
