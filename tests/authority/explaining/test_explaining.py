"""Each part of X3 in words, who may instead, and what it costs."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.colleagues import Asked
from frontoffice.authority.explaining import Explanation, Outcome, explain, explain_each
from frontoffice.authority.findings import Finding, State
from frontoffice.authority.models import Effect, Source, StaffMember
from frontoffice.authority.separation import Part
from frontoffice.foundation.money import Money
from tests.authority.explaining.acts import DAY, WEIGH, AnyAction, arguments, certified, did, interest, row
from tests.factories import NOW, agency, staff, unit, visitor

pytestmark = pytest.mark.django_db
Acts = dict[str, AnyAction]


def said(act: Acts, member: StaffMember, **given: Any) -> Explanation:
    return explain(act[WEIGH], arguments(WEIGH, **given), by=member.actor, at=NOW)


def part(explanation: Explanation, name: str) -> Finding:
    return next(finding for finding in explanation.findings if finding.part == name)


def test_x3_the_row_that_gives_it_is_named_with_its_source_its_limits_and_its_end(act: Acts) -> None:
    dana = staff()
    row(dana, source=Source.LEVEL, amount_limit=Decimal(200), until=NOW + DAY, unit=unit("front"))
    explanation = said(act, dana)
    assert explanation.outcome == Outcome.OUTRIGHT
    grant = part(explanation, "grant")
    assert grant.words == "You hold it through: the level of the post, up to $200.00, in Unit front only."
    assert (grant.state, grant.since, grant.until) == (State.HOLDS, NOW - DAY, NOW + DAY)
    assert [finding.part for finding in explanation.findings] == [
        "grant",
        "restriction",
        "training",
        "conflict",
        "separation",
        "session",
    ]


def test_x3_more_than_the_limit_may_be_asked_for_and_who_could_decide_is_named(act: Acts) -> None:
    dana, ruth = staff(), staff("Ruth Okafor")
    row(dana, amount_limit=Decimal(20))
    row(ruth, amount_limit=Decimal(60))
    row(staff("Too little"), amount_limit=Decimal(40))
    explanation = said(act, dana)
    assert explanation.outcome == Outcome.ASKS
    assert "up to $20.00" in part(explanation, "grant").words
    assert explanation.names == "Ruth Okafor"


def test_stf_5_whether_this_one_is_drawn_is_not_told_beforehand(act: Acts) -> None:
    dana = staff()
    row(dana, review_share=Decimal("0.5"))
    told = {said(act, dana, key=f"letter {number}").outcome for number in range(20)}
    assert told == {Outcome.DRAWN}
    assert "50% are read by a colleague first" in part(said(act, dana), "grant").words


def test_x3_a_restriction_is_told_with_its_reason_and_its_end(act: Acts) -> None:
    dana = staff()
    row(dana)
    row(dana, effect=Effect.NARROWS, reason="An inquiry is open.", until=NOW + DAY)
    explanation = said(act, dana)
    assert (explanation.outcome, explanation.part) == (Outcome.NOT, "restriction")
    restriction = part(explanation, "restriction")
    assert "An inquiry is open." in restriction.words
    assert restriction.until == NOW + DAY


def test_stf_6_what_certification_it_takes_and_when_it_lapsed(act: Acts) -> None:
    dana = staff()
    row(dana, certification="scales")
    never = said(act, dana)
    assert never.part == "training"
    assert "You never held it." in part(never, "training").words
    certified(dana, until=NOW - DAY)
    lapsed = part(said(act, dana), "training")
    assert "“Scales”" in lapsed.words
    assert "lapsed" in lapsed.words
    assert lapsed.until == NOW - DAY
    certified(dana, until=NOW + DAY)
    now = said(act, dana)
    assert (now.outcome, part(now, "training").until) == (Outcome.OUTRIGHT, NOW + DAY)


def test_stf_4_how_one_is_involved(act: Acts) -> None:
    dana, boss = staff(), staff("Boss")
    StaffMember.objects.filter(pk=dana.pk).update(supervisor=boss)
    for member in (dana, boss):
        row(member)
    interest(dana, agency(), "self")
    own, of_subordinate = said(act, dana), said(act, boss)
    assert own.part == of_subordinate.part == "conflict"
    assert "it is their own" in part(own, "conflict").words
    assert "whom you supervise" in part(of_subordinate, "conflict").words
    assert "your own matter" in part(said(act, dana, about=dana), "conflict").words


def test_x4_which_other_part_of_it_and_when(act: Acts) -> None:
    dana = staff()
    row(dana)
    did(dana, Part.VERIFY_DEPOSIT, agency())
    explanation = said(act, dana)
    assert explanation.part == "separation"
    separation = part(explanation, "separation")
    assert "verifying the deposit" in separation.words
    assert separation.since == NOW - DAY


def test_x3_a_post_that_ended_and_a_power_that_ended_are_told(act: Acts) -> None:
    dana = staff()
    row(dana, until=NOW - timedelta(hours=1))
    over = part(said(act, dana), "grant")
    assert over.until == NOW - timedelta(hours=1)
    StaffMember.objects.filter(pk=dana.pk).update(until=NOW - DAY)
    session = part(said(act, dana), "session")
    assert (session.state, session.until) == (State.FAILS, NOW - DAY)


def test_colleagues_of_the_own_unit_come_first_and_five_at_most(act: Acts) -> None:
    for name in ("Abe", "Bea", "Cal", "Dot"):
        row(staff(f"Far {name}", unit_code="tax"))
    for name in ("Eve", "Fay"):
        row(staff(f"Near {name}"))
    row(staff("Near but involved"))
    interest(StaffMember.objects.get(actor__name="Near but involved"), agency())
    did(StaffMember.objects.get(actor__name="Near Fay"), Part.VERIFY_DEPOSIT, agency())
    row(staff("A machine", automated=True))
    named = [member.actor.name for member in said(act, staff()).who]
    assert named == ["Near Eve", "Far Abe", "Far Bea", "Far Cal", "Far Dot"]


def test_a_visitor_is_told_no_names_of_who_works_here(act: Acts) -> None:
    row(staff("Ruth Okafor"))
    explanation = explain(act[WEIGH], arguments(WEIGH), by=visitor(), at=NOW)
    assert (explanation.outcome, explanation.who) == (Outcome.NOT, ())


def test_without_the_object_what_is_not_known_speaks_for_nothing_and_against_nothing(act: Acts) -> None:
    row(staff("Ruth Okafor"), unit=unit("tax"), amount_limit=Decimal(1))
    explanation = explain(act[WEIGH], {}, by=staff().actor, at=NOW)
    assert (explanation.outcome, explanation.part) == (Outcome.NOT, "grant")
    assert explanation.names == "Ruth Okafor"


def test_the_number_of_queries_is_the_same_for_one_holder_and_for_many(act: Acts) -> None:
    counts = []
    dana, call = staff(), arguments(WEIGH, amount=Money("10.00"))
    for number in (1, 3, 12):
        for holder in range(number):
            row(staff(f"Holder {number} {holder}", unit_code="tax"))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            explain(act[WEIGH], call, by=dana.actor, at=NOW)
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 11


def test_many_actions_cost_no_more_than_one(act: Acts) -> None:
    row(staff("Ruth Okafor"))
    names = ["cases.assign", "cases.resolve", "cases.reply", "cases.take"]
    from frontoffice.authority.registry import ACTIONS

    def cost(*wanted: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            explain_each([Asked(ACTIONS[name], {}) for name in wanted], by=dana, at=NOW)
        return len(asked)

    dana = staff("Dana", grants=names).actor
    assert cost(*names) == cost(names[0])
