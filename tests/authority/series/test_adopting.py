"""Adopting a series and editing what its levels may do: from then on, for all who hold them, by others than they."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from frontoffice.authority.actions.adopting import (
    AlreadyAdopted,
    Given,
    NothingChanges,
    UnknownSeries,
    adopt_series,
    change_default,
    change_supervision,
)
from frontoffice.authority.actions.appointing import appoint
from frontoffice.authority.actions.granting import MoreThanYouHold, NeverWaits, UnknownAction
from frontoffice.authority.deciding import InConflict, NotAuthorized, live_grants
from frontoffice.authority.models import (
    Grant,
    Level,
    LevelDuty,
    LevelGrant,
    Refusal,
    Series,
    Source,
    StaffMember,
    Standing,
)
from frontoffice.authority.series import keeping, shipped
from frontoffice.authority.series.reading import WrongFile
from frontoffice.foundation.actors import service
from frontoffice.foundation.money import Money
from tests.authority.series.test_wrong_files import RIGHT
from tests.factories import NOW, agency, staff

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=1)


def adopted(code: str = "tax", **given: Any) -> Series:
    return adopt_series(**({"series": code} | given), by=service("authority"), at=NOW)


def appointed(level: str, name: str = "Dana Whitfield", **given: Any) -> StaffMember:
    agency()
    place = {"post": "Post", "office": "MAIN", "unit": "front"}
    return appoint(name=name, level=level, **place, **given, by=service("authority"), at=NOW)


def powers(member: StaffMember, action: str, at: dt.datetime = NOW) -> list[Grant]:
    return list(live_grants(actor=member.actor, action=action, at=at))


@pytest.mark.parametrize("code", shipped.CODES)
def test_a_shipped_series_becomes_the_agencys_own(code: str) -> None:
    series, file = adopted(code), shipped.series(code)
    assert list(series.levels.values_list("code", flat=True)) == [f"{code}.{x.code}" for x in file.levels]
    duties = set(LevelDuty.objects.filter(level__series=series).values_list("duty", flat=True))
    assert duties == {duty.id for duty in file.duties}
    assert Level.objects.filter(code="auditor", series=None).exists()


def test_a_supervisors_post_comes_only_where_no_level_supervises() -> None:
    assert keeping.supervising(adopted("tax")).code == "tax.IV"
    assert not Level.objects.filter(code="supervisor").exists()
    assert keeping.supervising(adopted("il")).code == "supervisor"
    assert keeping.supervising(adopted("nm")).code == "supervisor"
    assert Level.objects.filter(code="supervisor").count() == 1


def test_a_series_of_ones_own_is_adopted_from_its_text() -> None:
    series = adopted(series="", text=RIGHT)
    assert (series.code, series.source) == ("own", "")
    dana = appointed("own.A")
    assert powers(dana, "knowledge.ask")
    assert not powers(dana, "authority.approve")


def test_a_wrong_text_adopts_nothing() -> None:
    with pytest.raises(WrongFile):
        adopted(series="", text=RIGHT.replace("[answer]", "[anser]"))
    assert not Series.objects.exists()


@pytest.mark.parametrize("given", [{"series": "no"}, {"series": ""}, {"series": "tax", "text": RIGHT}])
def test_one_names_a_series_or_gives_a_text(given: dict[str, str]) -> None:
    with pytest.raises(UnknownSeries):
        adopted(**given)


def test_the_same_series_is_adopted_once() -> None:
    adopted()
    with pytest.raises(AlreadyAdopted):
        adopted()


def test_adopting_takes_the_power_to() -> None:
    with pytest.raises(NotAuthorized):
        adopt_series(series="tax", by=staff().actor, at=NOW)
    assert Refusal.objects.get().action == "authority.adopt_series"


def test_stf_1_a_level_brings_its_grants_and_the_grant_is_what_counts() -> None:
    adopted()
    dana = appointed("tax.II")
    rows = Grant.objects.filter(actor=dana.actor)
    wanted = dana.level.defaults.filter(standing=Standing.REGULAR)
    assert sorted(rows.values_list("action", flat=True)) == sorted(wanted.values_list("action", flat=True))
    assert set(rows.values_list("source", "from_at")) == {(Source.LEVEL, NOW)}
    assert powers(dana, "contacts.release_information")[0].confidentiality_limit == 2
    assert powers(dana, "correspondence.release")[0].review_share == Decimal("0.2")
    rows.update(revoked_at=NOW, revoked_by=service("authority"))
    assert not live_grants(actor=dana.actor, at=NOW).exists(), "the level alone gives nothing"


def test_nobody_appoints_to_a_level_above_what_they_hold() -> None:
    """STF-2."""
    adopted()
    agency()
    mei = appointed("tax.III", "Mei")
    Grant.objects.create(
        actor=mei.actor, action="authority.appoint", from_at=NOW, granted_by=service("authority")
    )
    place = {"post": "Post", "office": "MAIN", "unit": "front", "by": mei.actor, "at": NOW}
    with pytest.raises(MoreThanYouHold):
        appoint(name="New", level="tax.IV", **place)
    with pytest.raises(MoreThanYouHold):
        appoint(name="New", level="auditor", **place)
    with pytest.raises(MoreThanYouHold):  # what one may only ask for gives nothing on
        appoint(name="New", level="tax.II", **place)
    assert appoint(name="New", level="tax.I", **place).level.code == "tax.I"


@pytest.fixture
def gordon() -> StaffMember:
    adopted()
    return appointed("tax.IV", "Gordon Pike")


Change = Callable[..., Level]


@pytest.fixture
def change(gordon: StaffMember) -> Change:
    def changing(code: str, action: str, give: Given = Given.OUTRIGHT, **given: Any) -> Level:
        level = Level.objects.get(code=code)
        given = {"by": gordon.actor, "at": LATER, "reason": "Too many wait"} | given
        return change_default(level=level, action=action, give=give, **given)

    return changing


def test_a_changed_default_ends_what_holders_have_and_begins_anew(change: Change) -> None:
    dana, new = appointed("tax.II"), "contacts.release_information"
    before = powers(dana, new)[0]
    change("tax.II", new, confidentiality=1)
    (after,) = powers(dana, new, LATER)
    assert (after.confidentiality_limit, after.from_at, after.reason) == (1, LATER, "Too many wait")
    before.refresh_from_db()
    assert (before.confidentiality_limit, before.revoked_at) == (2, LATER), "ended, not edited"
    level = Level.objects.get(code="tax.II")
    assert [row.until for row in level.defaults.filter(action=new).order_by("pk")] == [LATER, None]
    assert powers(appointed("tax.II", "Hal"), new)[0].confidentiality_limit == 1


def test_what_was_added_for_a_person_stays_when_the_level_loses_it(change: Change) -> None:
    dana, tom = appointed("tax.II"), appointed("tax.II", "Tom")
    Grant.objects.create(
        actor=tom.actor, action="knowledge.propose", from_at=NOW, granted_by=service("authority")
    )
    change("tax.II", "knowledge.propose", Given.NEVER)
    assert not powers(dana, "knowledge.propose", LATER)
    assert [grant.source for grant in powers(tom, "knowledge.propose", LATER)] == [Source.ADDED]


def test_a_post_that_ended_gets_nothing_of_a_change(change: Change) -> None:
    hal = appointed("tax.II", "Hal", until=NOW + dt.timedelta(hours=1))
    change("tax.II", "authority.retry_delivery")
    assert not Grant.objects.filter(actor=hal.actor, action="authority.retry_delivery").exists()


def test_nobody_changes_the_level_of_their_own_post(change: Change) -> None:
    with pytest.raises(InConflict):
        change("tax.IV", "cases.note", Given.NEVER)


def test_nobody_gives_a_level_more_than_they_hold(change: Change, gordon: StaffMember) -> None:
    """STF-2."""
    with pytest.raises(MoreThanYouHold):
        change("tax.II", "authority.export_audit")
    service_ = service("authority")
    level = Level.objects.get(code="tax.IV")
    given = {"action": "contacts.release_information", "give": Given.OUTRIGHT, "reason": "r", "by": service_}
    change_default(level=level, confidentiality=2, at=NOW + dt.timedelta(hours=1), **given)
    with pytest.raises(MoreThanYouHold):
        change("tax.II", "contacts.release_information", confidentiality=3)
    change("tax.II", "contacts.release_information", confidentiality=1)


def test_a_change_is_refused_that_makes_no_sense(change: Change) -> None:
    with pytest.raises(UnknownAction):
        change("tax.II", "cases.nothing")
    with pytest.raises(NeverWaits):
        change("tax.II", "cases.note", Given.ASKS)
    with pytest.raises(NothingChanges):
        change("tax.I", "authority.grant", Given.NEVER)


def test_a_limit_in_money_is_kept_with_the_default(change: Change, gordon: StaffMember) -> None:
    change("tax.II", "cases.note", limit=Money("50.00"))
    default = LevelGrant.objects.get(level__code="tax.II", action="cases.note", until=None)
    assert default.amount_limit == Decimal("50.00")


def test_supervision_that_the_series_leaves_open_is_filled_in_by_the_agency(gordon: StaffMember) -> None:
    """STF-5."""
    dana = appointed("tax.II")
    level = Level.objects.get(code="tax.II")
    assert (level.supervision, level.review_share) == ("", Decimal("0.2"))
    given = {"share": Decimal("0.5"), "words": "close for now", "reason": "New law"}
    change_supervision(level=level, **given, by=gordon.actor, at=LATER)
    level.refresh_from_db()
    assert (level.review_share, level.supervision_words) == (Decimal("0.5"), "close for now")
    assert [g.review_share for g in powers(dana, "correspondence.release", LATER)] == [Decimal("0.5")]
    with pytest.raises(NothingChanges):
        change_supervision(level=level, **given, by=gordon.actor, at=LATER)
