"""The five series as they ship: whole, and with the authority that the words of each level stand for."""

from decimal import Decimal

import pytest

from frontoffice.authority import registry
from frontoffice.authority.series import deriving, duties, shipped
from frontoffice.authority.series.deriving import Default
from frontoffice.authority.series.shape import LevelEntry, SeriesFile

COUNTS = {"onet": 26, "tx": 25, "il": 32, "nm": 15, "tax": 17}
LEVELS = {
    "onet": ["1", "2", "3", "4"],
    "tx": ["I", "II", "III", "IV", "V"],
    "il": ["I", "II", "III"],
    "nm": ["B", "O", "A"],
    "tax": ["I", "II", "III", "IV"],
}
SHARES = {
    "onet": ["1", "0.2", "0.02", "0.02"],
    "tx": ["1", "0.2", "0.05", "0.05", "0.02"],
    "il": ["1", "0.2", "0.2"],
    "nm": ["0.2", "0.2", "0.2"],
    "tax": ["0.2", "0.2", "0.2", "0.2"],
}
# What an authority may do by default, of what there is to do it with today.
MAY = {
    "entry": {
        "contacts.begin",
        "knowledge.give_answer",
        "cases.reply",
        "cases.resolve",
        "customers.register",
    },
    "journey": {"contacts.release_information", "knowledge.propose"},
    "senior": {"authority.approve", "authority.decline", "knowledge.interpret"},
    "field": set(),
    "most-senior": set(),
    "supervisor": {"authority.appoint", "authority.grant", "knowledge.publish"},
}
ORDER = list(MAY)


def level(code: str, name: str) -> tuple[SeriesFile, LevelEntry]:
    file = shipped.series(code)
    return file, next(each for each in file.levels if each.code == name)


def given(code: str, name: str) -> dict[str, Default]:
    """What the level brings, by action."""
    file, entry = level(code, name)
    known = shipped.vocabulary()
    return {
        each.action: each for each in deriving.defaults(entry, deriving.carried(file, entry, known), known)
    }


EACH_LEVEL = [(code, name) for code, names in LEVELS.items() for name in names]


@pytest.mark.parametrize("code", COUNTS)
def test_a_series_has_each_of_its_duties_once_and_its_levels_in_order(code: str) -> None:
    file = shipped.series(code)
    assert [duty.id for duty in file.duties] == [f"{code}.{n:02}" for n in range(1, COUNTS[code] + 1)]
    assert [level.code for level in file.levels] == LEVELS[code]
    assert all(level.job_code for level in file.levels)


def test_there_are_115_duties() -> None:
    assert len(duties.listing()) == 115 == sum(COUNTS.values())


@pytest.mark.parametrize("code", COUNTS)
def test_what_a_level_sends_is_read_first_as_its_supervision_says(code: str) -> None:
    """STF-5."""
    known = shipped.vocabulary()
    shares = [str(deriving.share_of(level, known).normalize()) for level in shipped.series(code).levels]
    assert [Decimal(share) for share in shares] == [Decimal(share) for share in SHARES[code]]
    for entry in shipped.series(code).levels:
        assert given(code, entry.code)["correspondence.release"].review_share == deriving.share_of(
            entry, known
        )


@pytest.mark.parametrize(("code", "name"), EACH_LEVEL)
def test_a_level_may_do_what_its_words_give_and_no_more(code: str, name: str) -> None:
    """The default authority table, level by level."""
    _file, entry = level(code, name)
    brings = {action for action, default in given(code, name).items() if not default.needs_approval}
    reached = ORDER.index(entry.authority)
    for authority in ORDER[: reached + 1]:
        assert MAY[authority] <= brings, f"{authority} is reached"
    for authority in ORDER[reached + 1 :]:
        assert not MAY[authority] & brings, f"{authority} is not reached"


@pytest.mark.parametrize(("code", "name"), EACH_LEVEL)
def test_only_a_level_that_leads_gives_out_work(code: str, name: str) -> None:
    """Advanced representatives of `nm` are as senior as others, and lead nobody."""
    _file, entry = level(code, name)
    assert ("cases.assign" in given(code, name)) == entry.may_lead


@pytest.mark.parametrize("code", COUNTS)
def test_duties_add_up_from_level_to_level(code: str) -> None:
    powers: set[str] = set()
    for name in LEVELS[code]:
        now = set(given(code, name))
        assert powers <= now
        powers = now


def test_the_post_of_a_supervisor_holds_all_but_the_auditors_and_the_auditor_nothing_else() -> None:
    known, posts = shipped.vocabulary(), shipped.posts()
    audited = set(known.powers["audit"].actions)
    auditor = deriving.defaults(posts["auditor"], known.powers, known)
    assert {each.action for each in auditor} == audited
    supervisor = {each.action for each in deriving.defaults(posts["supervisor"], known.powers, known)}
    for code, name in EACH_LEVEL:
        assert set(given(code, name)) <= supervisor


def test_whatever_staff_may_be_granted_is_in_some_power() -> None:
    """An action that no power opens could be done by nobody in a new installation."""
    opened = {
        name for power in shipped.vocabulary().powers.values() for name in (*power.actions, *power.planned)
    }
    ours = {name: act for name, act in registry.ACTIONS.items() if not name.startswith("tests.")}
    assert sorted(name for name, act in ours.items() if not act.open_to and name not in opened) == []


@pytest.mark.parametrize(("code", "name"), EACH_LEVEL)
def test_nobody_has_to_ask_for_what_can_not_wait(code: str, name: str) -> None:
    asks = [action for action, default in given(code, name).items() if default.needs_approval]
    assert [action for action in asks if not registry.get(action).can_wait] == []
