"""Lifecycles typed in rows: stages and ways come back as they were, and what can't be kept yet says why."""

import json

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from frontoffice.cases import lifecycle_forms
from frontoffice.cases.lifecycle_forms import Rows
from frontoffice.cases.lifecycles import Act, Definition, standard
from frontoffice.cases.models import LifecycleVersion, Topic
from tests.cases.desk_pages import PART, text
from tests.cases.test_types_pages import supervisor

__all__ = ["supervisor"]  # a fixture
HERE = "/desk/lifecycles/standard/"
STANDARD = Definition.model_validate(standard())


def sent(rows: Rows, **more: str | list[str]) -> dict[str, object]:
    """The rows as a browser sends them, with an empty one at each end."""
    found: dict[str, object] = {"name": "Standard", "initial": rows.initial}
    for place, stage in enumerate([*rows.stages, lifecycle_forms.StageRow()]):
        of_stage = {"name": stage.label, "es": stage.spanish, "code": stage.code, "stops": stage.stops}
        found |= {f"s{place}.{name}": value for name, value in of_stage.items()}
        found[f"s{place}.category"] = stage.category
    for place, way in enumerate([*rows.ways, lifecycle_forms.WayRow()]):
        of_way = {"source": way.source, "to": way.to, "name": way.label, "es": way.spanish}
        found |= {f"w{place}.{name}": value for name, value in of_way.items()}
        found |= {f"w{place}.acts": list(way.acts), f"w{place}.complexity": way.complexity}
        found |= {f"w{place}.power": way.power, f"w{place}.fields": list(way.fields)}
        found |= {f"w{place}.{name}": "1" for name in ("note", "gate") if getattr(way, name)}
    return found | more


def posted(given: dict[str, object]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in given.items():
        query.setlist(name, value if isinstance(value, list) else [value])  # type: ignore[list-item]
    return query


@given(st.data())
def test_rows_say_what_the_definition_said(data: st.DataObject) -> None:
    told = standard()
    for way in told["transitions"]:
        way["note"], way["gate"] = data.draw(st.booleans()), data.draw(st.booleans())
        way["complexity"] = data.draw(st.integers(1, 3))
        way["fields"] = data.draw(st.lists(st.sampled_from(["amount", "paid_on"]), unique=True))
        way["acts"].sort(key=list(Act).index)  # what goes a way has no order
        way["names"] |= data.draw(st.sampled_from([{}, {"vi": "Trả lời"}]))
    before = Definition.model_validate(told)
    rows = lifecycle_forms.typed(posted(sent(lifecycle_forms.rows_of(before))), strict=True)
    assert not rows.wrong
    assert Definition.model_validate(lifecycle_forms.written(rows, before)) == before


@given(st.sampled_from("sw"), st.integers(0, 12), st.sampled_from(["up", "drop"]))
def test_a_button_moves_or_takes_out_its_own_row_alone(kind: str, place: int, act: str) -> None:
    rows = lifecycle_forms.rows_of(STANDARD)
    were = [repr(row) for row in (rows.stages if kind == "s" else rows.ways)]
    changed = lifecycle_forms.typed(posted(sent(rows, change=f"{act}:{kind}{place}")))
    are = [repr(row) for row in (changed.stages if kind == "s" else changed.ways)]
    if act == "drop":
        assert are == [row for at, row in enumerate(were) if at != place]
    else:
        assert sorted(are) == sorted(were)
        if 0 < place < len(were):
            assert are.index(were[place]) == place - 1


@pytest.mark.django_db
def test_a_lifecycle_is_typed_in_rows_without_a_script(supervisor: Client) -> None:
    rows = lifecycle_forms.rows_of(STANDARD)
    more = text(supervisor.post(HERE, sent(rows, change="stage")))
    assert 'name="s4.name"' in more
    assert LifecycleVersion.objects.count() == 1, "a button that adds a row keeps nothing"
    grown = sent(rows) | {"s4.name": "Under review", "s4.code": "", "s4.category": "open", "s4.es": ""}
    looked = text(supervisor.post(HERE, grown | {"change": "look"}))
    assert '<option value="under-review"' in looked
    assert "No way leads to Under review." in looked
    ways = {"source": ["open", "under-review"], "to": ["under-review", "open"], "name": ["Check", "Back"]}
    for at in range(2):
        place = len(rows.ways) + at
        grown |= {f"w{place}.{name}": words[at] for name, words in ways.items()}
        grown |= {f"w{place}.acts": ["move"], f"w{place}.complexity": "2"}
    assert supervisor.post(HERE, grown | {"step": "keep"}).status_code == 302
    draft = LifecycleVersion.objects.get(published_at=None)
    told = Definition.model_validate(draft.definition)
    assert told.by_code["under-review"].name == "Under review"
    assert [way.complexity for way in told.transitions[-2:]] == [2, 2]
    assert "Under review" in text(supervisor.get(HERE))


@pytest.mark.django_db
def test_a_row_that_can_not_be_kept_says_why_and_what_was_typed_stays(supervisor: Client) -> None:
    rows = lifecycle_forms.rows_of(STANDARD)
    half = {f"w{len(rows.ways)}.source": "open", f"w{len(rows.ways)}.name": "Nowhere yet"}
    answer = supervisor.post(HERE, sent(rows) | half | {"step": "keep"})
    assert answer.status_code == 422
    assert "Choose from where and to where it leads." in text(answer)
    assert "Nowhere yet" in text(answer)
    assert LifecycleVersion.objects.count() == 1


@pytest.mark.django_db
def test_a_stage_that_is_taken_out_asks_where_its_cases_go(supervisor: Client) -> None:
    told = standard()
    told["stages"].append({"code": "review", "name": "Under review", "names": {}, "category": "open"})
    way = {"name": "Check", "names": {}, "acts": ["move"]}
    told["transitions"] += [
        way | {"source": "open", "to": "review"},
        way | {"source": "review", "to": "open"},
    ]
    LifecycleVersion.objects.filter(published_at=None).delete()
    version = LifecycleVersion.objects.get()
    made = LifecycleVersion.objects.create(
        lifecycle=version.lifecycle, number=2, name="Standard", definition=told, drafted_by=version.drafted_by,
        drafted_at=version.drafted_at, published_by=version.published_by, published_at=version.published_at,
    )  # fmt: skip
    version.lifecycle.current = made
    version.lifecycle.save()
    rows = sent(lifecycle_forms.rows_of(STANDARD))
    assert 'name="m.review"' in text(supervisor.post(HERE, rows | {"change": "look"}))
    supervisor.post(HERE, rows | {"m.review": "open", "step": "keep"})
    assert LifecycleVersion.objects.get(published_at=None).moves == {"review": "open"}


@pytest.mark.django_db
def test_a_part_of_the_page_and_json_are_answered_too(supervisor: Client, topic: Topic) -> None:
    part = text(supervisor.post(HERE, sent(lifecycle_forms.rows_of(STANDARD), change="way"), headers=PART))
    assert "<html" not in part
    assert "data-focus" in part
    given = {"name": "Standard", "definition": json.dumps(standard())}
    assert supervisor.post(HERE, given).status_code == 302
    new = reverse("cases:new_lifecycle")
    assert "Answered" in text(supervisor.get(new)), "a new one begins with the stages of the first"
    assert supervisor.post(new, sent(lifecycle_forms.rows_of(STANDARD), code="own")).status_code == 302
    assert LifecycleVersion.objects.filter(lifecycle__code="own").exists()
