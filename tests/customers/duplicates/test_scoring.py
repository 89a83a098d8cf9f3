"""What speaks for two files being one customer's, and what does not: never a name alone."""

import datetime as dt
from dataclasses import replace

import pytest

from frontoffice.customers.duplicates.keys import keys_of
from frontoffice.customers.duplicates.scoring import compare
from frontoffice.customers.duplicates.traits import Name, Traits
from frontoffice.customers.duplicates.weighing import weigh

BORN = dt.date(1984, 5, 13)
HOME = "418 alder st apt 3 northside cb 00120"


def person(given: str, family: str, suffix: str = "", **more: object) -> Traits:
    return Traits(1, names=[Name(tuple(given.split()), tuple(family.split()), suffix)], **more)  # type: ignore[arg-type]


MARIA = person("maria elena", "garcia lopez", born=BORN, addresses={HOME}, phones={"+12025550147"})


@pytest.mark.parametrize(
    ("who", "likely"),
    [
        (person("maria elena", "garcia lopez", born=BORN), True),
        (person("maria elena", "garcia lopez"), False),  # a name alone
        (person("maria", "garcia lopez", addresses={"9 quay rd port ellery cb 00145"}), False),
        (person("maria", "garcia", phones={"+12025550147"}), True),
        (person("maria", "lopez", born=BORN), True),  # one of two family names
        (person("mari", "garcia", born=BORN), True),  # short
        (person("maria", "garcai", born=BORN), True),
        (person("garcia", "maria", born=BORN, phones={"+12025550147"}), True),  # the other way round
        (person("maria", "smith", born=BORN, phones={"+12025550147"}), True),  # married
        (person("maria", "smith", born=BORN), False),
        (person("maria", "garcia", born=BORN.replace(month=6), addresses={HOME}), True),
        (
            person("mario", "garcia lopez", born=BORN, addresses={HOME}, phones={"+12025550147"}),
            False,
        ),  # twins
        (person("jose", "garcia lopez", addresses={HOME}, phones={"+12025550147"}), False),  # family
        (person("maria", "garcia lopez", born=dt.date(1956, 2, 1), addresses={HOME}), False),  # her mother
    ],
)
def test_acc_9_what_makes_two_files_likely_one(who: Traits, likely: bool) -> None:
    assert compare(MARIA, who).likely is likely
    assert compare(who, MARIA).points == compare(MARIA, who).points


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("garcia", "maria", born=BORN), person("maria elena garcia", "lopez", born=BORN)),
        (person("m", "garcia", addresses={HOME}), person("maria", "garcia", addresses={HOME})),
        (person("c", "lovire", born=BORN), person("lovire ayesha", "castro ruiz", born=BORN)),
        (
            person("elena", "garcia", born=BORN),
            person("maria elena", "garcia", born=BORN),
        ),  # by the middle name
        (person("maria", "smith", addresses={HOME}), person("maria", "garcia", addresses={HOME})),  # married
    ],
)
def test_names_that_were_turned_shortened_or_changed_are_one(one: Traits, other: Traits) -> None:
    assert compare(one, other).likely
    assert compare(other, one).likely


def number(value: str) -> dict[str, object]:
    return {"numbers": {("ssn", value)}, "strong": {"ssn ": {value}}}


HOUSE: dict[str, object] = {"addresses": {HOME}, "phones": {"+12025550147"}}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"born": BORN}, {"born": BORN.replace(year=1956, month=2)}),
        (number("h1"), number("h2")),
        ({"emails": {"r.hill@example.org"}}, {"emails": {"junior@example.com"}}),
    ],
)
def test_acc_9_what_tells_two_of_a_name_in_one_household_apart(
    one: dict[str, object], other: dict[str, object]
) -> None:
    assert compare(person("robert", "hill", **HOUSE), person("robert", "hill", **HOUSE)).likely
    assert not compare(
        person("robert", "hill", **HOUSE, **one), person("robert", "hill", **HOUSE, **other)
    ).likely


def test_acc_9_a_son_may_have_his_fathers_whole_name() -> None:
    one, other = person("robert james", "hill", **HOUSE), person("robert james", "hill", **HOUSE)
    assert not compare(one, other).likely
    assert compare(replace(one, born=BORN), replace(other, born=BORN)).likely


def test_acc_9_a_household_name_is_not_each_of_its_members() -> None:
    assert not compare(person("", "hill", **HOUSE), person("robert", "hill", **HOUSE)).likely


def test_acc_9_a_charitys_address_tells_nothing_however_many_give_it() -> None:
    crowd = [
        Traits(10 + number, names=[Name((f"name{number}",), ("jones",))], **HOUSE)  # type: ignore[arg-type]
        for number in range(9)
    ]
    one, other = person("ana", "ruiz", **HOUSE), replace(person("ana", "ruiz", **HOUSE), pk=2)
    assert [pair.other for pair in weigh(one, [other])] == [2]
    assert weigh(one, [other, *crowd]) == []


def test_acc_9_who_fits_the_father_as_well_as_the_son_is_told_to_be_neither() -> None:
    father = person("robert", "hill", born=dt.date(1955, 3, 1), **HOUSE)
    son = replace(person("robert", "hill", born=dt.date(1985, 3, 1), **HOUSE), pk=2)
    either = replace(person("robert", "hill", **HOUSE), pk=3)
    assert len(weigh(either, [father])) == 1
    for each in (father, son, either):
        assert weigh(each, [one for one in (father, son, either) if one.pk != each.pk]) == []
    his, sure = (replace(one, **number("h1")) for one in (father, either))  # type: ignore[arg-type]
    assert [(pair.one, pair.other) for pair in weigh(sure, [his, son])] == [(1, 3)]


def test_acc_9_a_father_and_a_son_of_one_name_are_two() -> None:
    father = person("robert", "hill", born=dt.date(1955, 3, 1), addresses={HOME}, phones={"+12025550147"})
    son = person("robert", "hill", "2", addresses={HOME}, phones={"+12025550147"})
    assert not compare(father, son).likely
    assert not compare(father, replace(son, born=dt.date(1985, 3, 1))).likely


def test_a_number_finds_who_changed_the_rest_and_two_numbers_speak_against_it() -> None:
    number = {"numbers": {("driver_license", "h1")}, "strong": {"driver_license CB": {"h1"}}}
    one = person("ana", "ruiz", **number)
    assert compare(one, person("ana", "vega", **number)).likely
    other = {"numbers": {("driver_license", "h2")}, "strong": {"driver_license CB": {"h2"}}}
    assert compare(one, person("ana", "ruiz", **other)).agrees["number"] == "clash"


def test_no_key_stands_for_a_name_alone() -> None:
    assert keys_of(person("maria", "garcia")) == set()
    assert keys_of(MARIA)
    assert len(keys_of(MARIA)) <= 40


def test_who_is_misspelled_short_or_born_a_year_off_shares_a_key() -> None:
    for other in (
        person("mary", "garzia", born=BORN),
        person("mari", "lopez", born=BORN.replace(day=31)),
        person("maria", "garcia", born=BORN.replace(year=1948)),
        person("x", "garcia", addresses={"418 alder st northside cb 00120"}),
    ):
        assert keys_of(MARIA) & keys_of(other), other
