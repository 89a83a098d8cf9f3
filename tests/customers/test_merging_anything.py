"""Whatever two customers have on file: merged and parted again they have exactly that, in whatever order."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontoffice.authority.models import StaffMember
from frontoffice.customers.actions.addressing import Given as GivenAddress
from frontoffice.customers.actions.addressing import new_address
from frontoffice.customers.actions.flagging import place_flag
from frontoffice.customers.actions.identifying import add_identifier
from frontoffice.customers.actions.merging import merge
from frontoffice.customers.actions.naming import add_name
from frontoffice.customers.actions.noting import add_to_household, record_particular, set_preferences
from frontoffice.customers.actions.protecting import protect
from frontoffice.customers.actions.reaching import prefer_contact_point
from frontoffice.customers.actions.registering import add_contact_point, register
from frontoffice.customers.actions.unmerging import unmerge
from frontoffice.customers.indexing import index
from frontoffice.customers.models import (
    AddressRole,
    Format,
    Identifier,
    Merge,
    NameKind,
    ParticularKind,
    Party,
    PartyKind,
    PointKind,
    Side,
)
from tests import factories
from tests.customers.files import differences, rows, seen
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
Act = Callable[[Party, StaffMember, Party], Any]
SIDES = st.fixed_dictionaries(
    {
        name: st.sampled_from(Side)
        for name in ("name", "language", "preferences", "residential", "mailing", "date")
    }
)


def named(name: str, kind: NameKind) -> Act:
    return lambda party, by, _home: add_name(party=party, name=name, kind=kind, by=by.actor, at=NOW)


def lives(role: AddressRole, number: int, until: int | None) -> Act:
    def act(party: Party, by: StaffMember, _home: Party) -> None:
        ends = TODAY + dt.timedelta(days=until) if until is not None else None
        said = GivenAddress(f"{number} Alder Street\nNorthside, CB 00120", until_on=ends)
        if not party.addresses.filter(role=role).exists():
            new_address(party, role, said, today=TODAY, by=by.actor, at=NOW)
            index(party)

    return act


def reached(kind: PointKind, value: str, first: bool) -> Act:
    def act(party: Party, by: StaffMember, _home: Party) -> None:
        add_contact_point(party=party, kind=kind, value=value, by=by.actor, at=NOW)
        if first:
            prefer_contact_point(party=party, kind=kind, value=value, by=by.actor, at=NOW)

    return act


def served(language: str, form: Format) -> Act:
    return lambda party, by, _home: set_preferences(
        party=party, language=language, format=form, by=by.actor, at=NOW
    )


def numbered(value: str) -> Act:
    return lambda party, by, _home: add_identifier(
        party=party, kind="passport", value=value, by=by.actor, at=NOW
    )


def born(day: int) -> Act:
    return lambda party, by, _home: record_particular(
        party=party, kind=ParticularKind.BORN, day=dt.date(1984, 5, day), by=by.actor, at=NOW
    )


def flagged(party: Party, by: StaffMember, _home: Party) -> None:
    if not party.flags.exists():
        place_flag(party=party, kind="minor", by=by.actor, at=NOW)


def at_home(party: Party, by: StaffMember, home: Party) -> None:
    if not party.memberships.exists():
        add_to_household(household=home, member=party, by=by.actor, at=NOW)


def closely(party: Party, by: StaffMember, _home: Party) -> None:
    if party.confidentiality == 1:
        protect(party=party, confidentiality=2, by=by.actor, at=NOW)


NAMES = st.sampled_from(["Ana Ruiz", "Ana Ruiz Vega", "Bo Li", "Chris O'Dea"])
ACTS = st.one_of(
    st.builds(named, NAMES, st.sampled_from(NameKind)),
    st.builds(lives, st.sampled_from(AddressRole), st.integers(1, 3), st.sampled_from([None, 30])),
    st.builds(
        reached, st.just(PointKind.PHONE), st.sampled_from(["202 555 0101", "202 555 0102"]), st.booleans()
    ),
    st.builds(
        reached, st.just(PointKind.EMAIL), st.sampled_from(["a@example.org", "b@example.org"]), st.booleans()
    ),
    st.builds(served, st.sampled_from(["en", "es"]), st.sampled_from(Format)),
    st.builds(numbered, st.sampled_from(["C1234567", "C7654321"])),
    st.builds(born, st.integers(1, 3)),
    st.sampled_from([flagged, at_home, closely]),
)
FILES = st.tuples(NAMES, st.lists(ACTS, max_size=6))
SOME = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def lead(db: None) -> StaffMember:
    return factories.supervisor()


def on_file(files: list[tuple[str, list[Act]]], lead: StaffMember) -> list[Party]:
    home = register(name="Their household", kind=PartyKind.HOUSEHOLD, by=lead.actor, at=NOW)
    made = [register(name=name, by=lead.actor, at=NOW) for name, _acts in files]
    for party, (_name, acts) in zip(made, files, strict=True):
        for act in acts:
            act(Party.objects.get(pk=party.pk), lead, home)
    return made


def joined(
    one: Party, other: Party, sides: dict[str, Side], lead: StaffMember, out: bool, hour: int = 0
) -> Merge:
    """With what was drawn: also some rows left out."""
    survivor, merged = Party.objects.get(pk=one.pk), Party.objects.get(pk=other.pk)
    points = [
        point.value for point in merged.contact_points.filter(until__isnull=True, set_aside_in=None)[:1]
    ]
    numbers = list(Identifier.objects.filter(party=merged, set_aside_in=None)[:1])
    given: dict[str, Any] = {"leave_out": points, "without_identifiers": numbers} if out else {}
    made = merge(
        survivor=survivor,
        other=merged,
        reason="One",
        **sides,
        **given,
        by=lead.actor,
        at=NOW + dt.timedelta(hours=hour),
    )
    assert isinstance(made, Merge)
    return made


def undone(made: Merge, lead: StaffMember, hour: int = 1) -> None:
    unmerge(merge=made, reason="Two", by=lead.actor, at=NOW + dt.timedelta(hours=hour))


@SOME
@given(one=FILES, other=FILES, sides=SIDES, out=st.booleans())
def test_acc_8_merge_then_unmerge_gives_back_what_was(
    lead: StaffMember,
    one: tuple[str, list[Act]],
    other: tuple[str, list[Act]],
    sides: dict[str, Side],
    out: bool,
) -> None:
    with transaction.atomic():
        first, second = on_file([one, other], lead)
        before = rows()
        made = joined(first, second, sides, lead, out)
        assert seen(second, lead.actor) == seen(first, lead.actor) | {
            "party": seen(second, lead.actor)["party"]
        }
        undone(made, lead)
        assert differences(before, rows()) == []
        transaction.set_rollback(True)  # nothing of one example stays for the next


@SOME
@given(
    files=st.tuples(FILES, FILES, FILES), sides=st.tuples(SIDES, SIDES), into=st.booleans(), out=st.booleans()
)
def test_acc_8_of_two_merges_the_first_undone_leaves_what_the_second_alone_would_have_made(
    lead: StaffMember,
    files: tuple[Any, Any, Any],
    sides: tuple[dict[str, Side], dict[str, Side]],
    into: bool,
    out: bool,
) -> None:
    """B into A, then C into A (or A into C): B parted, what is seen of A and C is as if B had never been."""
    with transaction.atomic():
        a, b, c = on_file(list(files), lead)
        pair = (c, a) if into else (a, c)
        before = rows()
        alone = joined(*pair, sides[1], lead, False)
        wanted = seen(pair[0], lead.actor)
        undone(alone, lead)
        first = joined(a, b, sides[0], lead, out, 2)
        second = joined(*pair, sides[1], lead, False, 3)
        undone(first, lead, 4)
        assert seen(pair[0], lead.actor) == wanted
        undone(second, lead, 5)
        assert differences(before, rows()) == []
        transaction.set_rollback(True)  # nothing of one example stays for the next


def test_acc_8_who_was_parted_from_a_file_that_was_merged_on_leaves_no_trace_there(lead: StaffMember) -> None:
    """B, kept more closely and served in Spanish, into A, A into C: B parted, C is kept and served as before."""
    a, b, c = on_file(
        [("Ana Ruiz", []), ("Ana Ruiz", [closely, served("es", Format.STANDARD)]), ("Ana", [])], lead
    )
    both = {"language": Side.OTHER, "preferences": Side.OTHER}
    first = joined(a, b, both, lead, False, 2)
    joined(c, a, both, lead, False, 3)
    c.refresh_from_db()
    assert (c.language, c.confidentiality) == ("es", 2)
    undone(first, lead, 4)
    c.refresh_from_db()
    assert (c.language, c.confidentiality) == ("en", 1)
