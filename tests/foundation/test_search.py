"""Indexes on both databases: what is found, in what order, and among what."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.state import ProjectState
from django.db.models import Count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontoffice.foundation.models import Unit
from frontoffice.foundation.search import Index, SearchIndex, best, hits, is_all, missing, words
from frontoffice.foundation.search.indexes import INDEXES, UnusableIndex, creating, dropping, restore

NAMES = Index("foundation_unit", (("name", 1.0), ("code", 0.5)), "names")
PROSE = Index("foundation_unit", (("name", 1.0),), "english")


@pytest.fixture
def names(db: None) -> Iterator[Index]:
    yield from _made(NAMES)


@pytest.fixture
def prose(db: None) -> Iterator[Index]:
    yield from _made(PROSE)


def _made(index: Index) -> Iterator[Index]:
    Unit.objects.create(code="there", name="There before the index")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # otherwise the table can't be altered yet
        for statement in creating(index, connection.vendor):
            cursor.execute(statement)
    yield index


def unit(name: str, code: str | None = None) -> Unit:
    return Unit.objects.create(code=code or f"u{Unit.objects.count()}", name=name)


def found(index: Index, text: str, **how: bool) -> list[str]:
    told = hits(index, words(text), among=Unit.objects.all(), **how)
    by_key = Unit.objects.in_bulk([hit.pk for hit in told])
    return [by_key[hit.pk].name for hit in told]


def test_rows_that_were_there_are_found(names: Index) -> None:
    assert found(names, "before") == ["There before the index"]


def test_an_index_follows_its_table(names: Index) -> None:
    row = unit("Vehicle Services")
    assert found(names, "vehicle") == ["Vehicle Services"]
    Unit.objects.filter(pk=row.pk).update(name="Plates and Titles")
    assert found(names, "vehicle") == []
    assert found(names, "plates") == ["Plates and Titles"]
    Unit.objects.filter(pk=row.pk).delete()
    assert found(names, "plates") == []


def test_words_besides_make_a_row_better_but_find_none(names: Index) -> None:
    rows = [unit("Plates"), unit("Plates and Titles"), unit("Titles")]
    told = best(names, ["plates"], limit=10, besides=["titles"])
    assert set(told) == {rows[0].pk, rows[1].pk}
    assert best(names, ["nothing"], limit=10, besides=["titles"]) == []
    assert best(names, [], limit=10, besides=["titles"]) == []


def test_what_the_viewer_may_see_is_found_behind_much_that_they_may_not(names: Index) -> None:
    for _number in range(40):
        unit("Plates plates plates")
    ours = unit("Plates of ours, among many other things that this unit does")
    told = hits(names, ["plates"], among=Unit.objects.filter(pk=ours.pk), limit=1)
    assert [hit.pk for hit in told] == [ours.pk]
    assert hits(names, ["plates"], among=Unit.objects.none(), limit=1) == []
    below = Unit.objects.filter(parent__name="Plates plates plates")
    assert hits(names, ["plates"], among=below, limit=1) == []


def test_only_where_nothing_narrows_it_all_are_seen(names: Index) -> None:
    every = Unit.objects.all()
    assert is_all(every)
    assert is_all(every.select_related("parent").order_by("name"))
    narrowed = [
        every.none(),
        every.filter(pk=1),
        every.exclude(active=True),
        every[:1],
        every.union(every.filter(pk=1)),
        every.annotate(above=Count("parent")),
        every.filter(parent__name="Plates"),
        every.extra(where=["1 = 0"]),
    ]
    assert not any(is_all(rows) for rows in narrowed)


def test_names_are_found_without_their_accents(names: Index) -> None:
    unit("Peña y Núñez")
    assert found(names, "pena") == ["Peña y Núñez"]
    assert found(names, "NÚÑEZ") == ["Peña y Núñez"]


def test_any_word_is_enough_and_the_row_with_more_of_them_comes_first(names: Index) -> None:
    unit("Driver Licensing")
    unit("Driver Testing and Licensing")
    unit("Records")
    assert found(names, "testing licensing")[0] == "Driver Testing and Licensing"
    assert set(found(names, "testing licensing")) == {"Driver Licensing", "Driver Testing and Licensing"}
    assert found(names, "testing licensing", every=True) == ["Driver Testing and Licensing"]


def test_a_word_in_the_weightier_column_counts_more(names: Index) -> None:
    unit("Appeals", code="mail")
    unit("Mail", code="room")
    assert found(names, "mail") == ["Mail", "Appeals"]


def test_the_last_word_may_be_begun_only(names: Index) -> None:
    unit("Commercial Licenses")
    assert found(names, "comm") == []
    assert found(names, "comm", begun=True) == ["Commercial Licenses"]


def test_prose_is_found_by_other_forms_of_its_words(prose: Index) -> None:
    unit("Renewing registrations")
    assert found(prose, "renewals of a registration") == ["Renewing registrations"]


def test_only_what_may_be_seen_is_found_and_counted(names: Index) -> None:
    for number in range(30):
        unit(f"Hidden office {number}")
    seen = unit("Open office")
    told = hits(names, ["office"], among=Unit.objects.filter(name__startswith="Open"), limit=1)
    assert [hit.pk for hit in told] == [seen.pk]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the of and",
        '"unbalanced',
        "a AND NOT b OR (c",
        "name:office",
        "NEAR(a b)",
        "offic* ^office -office",
        "'); DROP TABLE foundation_unit; --",
        "\\ ' '' ''' \\'",
        "a & b | ! c <-> d :*",
        "x" * 100_000,
        "word " * 20_000,
        "ใบขับขี่ 驾驶执照 лицензия رخصة",
    ],
)
def test_no_words_are_operators(names: Index, text: str) -> None:
    unit("Office of the Secretary")
    assert set(found(names, text)) <= {"Office of the Secretary", "There before the index"}
    assert found(names, f"secretary {text[:100]}", begun=True)
    assert Unit.objects.count() == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(st.text(), max_size=5), st.booleans(), st.booleans())
def test_any_words_can_be_asked(names: Index, asked: list[str], every: bool, begun: bool) -> None:
    for hit in hits(names, asked, among=Unit.objects.all(), every=every, begun=begun):
        assert hit.pk


def test_asking_is_one_query(names: Index, django_assert_num_queries: object) -> None:
    unit("Office")
    with django_assert_num_queries(1):  # type: ignore[operator]
        hits(names, ["office"], among=Unit.objects.filter(active=True, office__isnull=True))


def test_too_many_weights_or_none_are_refused() -> None:
    with pytest.raises(UnusableIndex):
        Index("t", (), "names")
    with pytest.raises(UnusableIndex):
        Index("t", tuple((f"c{n}", n / 10) for n in range(1, 6)), "names")
    with pytest.raises(UnusableIndex):
        Index("t", (("c", 1.5),), "names")


@pytest.mark.django_db(transaction=True)
def test_the_migration_makes_an_index_and_takes_it_away() -> None:
    operation = SearchIndex("foundation_unit", {"name": 1.0}, reading="names")
    state = ProjectState()
    Unit.objects.create(code="u", name="Records desk")
    with connection.schema_editor() as editor:
        operation.database_forwards("foundation", editor, state, state)
    try:
        assert hits(operation._index, ["records"], among=Unit.objects.all())
    finally:
        with connection.schema_editor() as editor:
            operation.database_backwards("foundation", editor, state, state)
    assert list(dropping(operation._index, connection.vendor))
    Unit.objects.create(code="v", name="No trigger is left that would fail")


def test_a_migration_says_what_it_makes() -> None:
    name, given_, told = SearchIndex("t", {"c": 1.0}).deconstruct()
    assert (name, given_, told) == ("SearchIndex", ["t", {"c": 1.0}], {"reading": "english"})


@pytest.mark.django_db
def test_every_declared_index_is_in_the_database() -> None:
    assert INDEXES
    assert missing(connection) == set()


@pytest.mark.only_on("sqlite", reason="only SQLite loses triggers")
def test_lost_triggers_are_put_back_and_what_was_missed_is_indexed(
    names: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(INDEXES, NAMES.table, NAMES)
    with connection.cursor() as cursor:
        cursor.execute('DROP TRIGGER "search_foundation_unit_added"')
    unit("Missed by the index")
    assert found(names, "missed") == []
    assert missing(connection) == {"search_foundation_unit_added"}
    restore(connection)
    assert missing(connection) == set()
    assert found(names, "missed") == ["Missed by the index"]
