"""Levels: each works under its own supervision and authority, and does the work of those below it."""

import datetime as dt

import pytest

from frontoffice.authority.actions.adopting import adopt_series
from frontoffice.authority.actions.appointing import appoint
from frontoffice.authority.models import Level, StaffMember, Standing
from frontoffice.cases.models import Status
from frontoffice.correspondence.models import Message
from frontoffice.correspondence.models import Status as Sending
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from tests.duties.test_interpreting_rules import RULE
from tests.duties.test_supervision import at_desk, decides, held_of
from tests.duties.working import Representative, first_of
from tests.factories import PASSWORD, agency
from tests.portal.making import Visitor, only_case, text_of


def works_at(level: str, name: str) -> StaffMember:
    """A colleague who holds that level and nothing else, past probation and training."""
    return appoint(
        name=name.title(),
        post="Representative",
        level=level,
        office=agency().code,
        unit="front",
        username=name,
        password=PASSWORD,
        status=Standing.REGULAR,
        by=service("authority"),
        at=clock.now() - dt.timedelta(hours=1),
    )


def adopt(series: str) -> None:
    adopt_series(series=series, by=service("authority"), at=clock.now() - dt.timedelta(hours=2))


@pytest.mark.duty("onet.26")
def test_each_level_works_under_its_own_supervision_and_decides_what_is_its_own(visitor: Visitor) -> None:
    adopt("onet")
    works_at("onet.1", "noor")
    works_at("onet.3", "ruth")
    noor, ruth = at_desk("noor"), at_desk("ruth")
    visitor.open_case(topic="driver-license", text="I live on my boat. What is my residence?")
    case = only_case()

    # Level 1 follows instructions under close supervision: each message is read before it goes out.
    noor.take(case)
    rule = first_of(noor.looks_up(case, RULE), "Rule 735-020")
    noor.cites(case, "A document with your name shows it. [1]", rule)
    message = held_of(case)
    assert message.status == Sending.HELD
    assert "A document with your name" not in text_of(visitor.get(f"/cases/{case.reference}/"))

    # It interprets no rule, and releases no message, its own or another's; level 3 does both.
    reading = {
        "passage": rule.reference,
        "matter": case.number,
        "question": "Where does somebody reside who lives on a boat?",
        "reading": "At the berth.",
        "reasons": "The rule asks where one sleeps.",
        "confidentiality": "1",
    }
    assert noor.post("/knowledge/interpretations/new/", reading).status_code == 403
    assert decides(noor, message, "release", findings=[], comments="Fine.").status_code == 403
    assert ruth.post("/knowledge/interpretations/new/", reading).status_code == 302
    decides(ruth, message, "release", findings=[], comments="Right.")
    assert Message.objects.get(pk=message.pk).status == Sending.SENT
    assert "A document with your name" in text_of(visitor.get(f"/cases/{case.reference}/"))


@pytest.mark.duty("tx.25")
def test_senior_levels_do_the_work_of_those_below_and_coordinate_it() -> None:
    adopt("tx")
    lower = works_at("tx.I", "noor")
    works_at("tx.V", "ruth")
    noor, ruth = at_desk("noor"), at_desk("ruth")
    _does_the_work_of_the_lowest(noor)
    _does_the_work_of_the_lowest(ruth)

    assert noor.get("/knowledge/new/").status_code == 403
    assert ruth.get("/knowledge/new/").status_code == 200
    case = ruth.opens(channel="phone", topic="other", text="And what does it cost?", name="")
    page, given = f"/desk/cases/{case.reference}/assign/", {"assignee": lower.reference, "reason": "For you"}
    assert noor.post(page, given).status_code == 403, "the lowest gives out no work"
    assert ruth.post(page, given).status_code == 302
    case.refresh_from_db()
    assert case.assignee == lower


@pytest.mark.duty("nm.15")
def test_the_work_adds_up_from_level_to_level_and_not_the_other_way_round() -> None:
    adopt("nm")
    members = [works_at(f"nm.{code}", name) for code, name in (("B", "noor"), ("O", "tom"), ("A", "ruth"))]
    basic, operational, advanced = (at_desk(name) for name in ("noor", "tom", "ruth"))
    for colleague in (basic, operational, advanced):
        _does_the_work_of_the_lowest(colleague)
    # From the second level on: write what others work by. At the third: decide what others ask for, but lead nobody.
    assert [desk.get("/knowledge/new/").status_code for desk in (basic, operational, advanced)] == [
        403,
        200,
        200,
    ]
    held = [
        set(Level.objects.get(pk=one.level_id).defaults.values_list("action", flat=True)) for one in members
    ]
    assert held[0] < held[1] < held[2]
    case = advanced.opens(channel="phone", topic="other", text="And what does it cost?", name="")
    given = {"assignee": members[0].reference, "reason": "For you"}
    assert advanced.post(f"/desk/cases/{case.reference}/assign/", given).status_code == 403


def _does_the_work_of_the_lowest(colleague: Representative) -> None:
    """Take in what a caller asks, note it, bring it to its end."""
    case = colleague.opens(channel="phone", topic="other", text="Which form renews a license?", name="")
    colleague.take(case)
    colleague.writes(case, "She asked for form DL-20 and has it now.", kind="note")
    colleague.resolves(case)
    case.refresh_from_db()
    assert case.status == Status.RESOLVED
