"""Setting up and starting take no longer than they must: tables are made at once, commands check what may be wrong."""

import importlib
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.db import migrations, models
from django.db.migrations.state import ProjectState

from frontoffice.foundation import checking, tables

ROOT = Path(__file__).resolve().parents[2]
FIRST = sorted(path.parents[1].name for path in ROOT.glob("frontoffice/*/migrations/0001_initial.py"))
OURS = sorted(name for name, app in get_commands().items() if str(app).startswith(("frontoffice.", "demo")))


def model(name: str, *refers: str) -> migrations.CreateModel:
    keys = [(one, models.ForeignKey(f"foundation.{one}", models.CASCADE)) for one in refers]
    return migrations.CreateModel(name=name, fields=[("id", models.BigAutoField(primary_key=True)), *keys])


@pytest.mark.parametrize("room", FIRST)
def test_the_tables_of_a_room_are_made_at_once(room: str) -> None:
    first = importlib.import_module(f"frontoffice.{room}.migrations.0001_initial").Migration(
        "0001_initial", room
    )
    assert isinstance(first, tables.Migration)
    assert not any(isinstance(one, migrations.CreateModel) for one in first.operations)


def test_what_stands_between_tables_keeps_its_place() -> None:
    class Some(tables.Migration):
        operations = [model("one"), model("two", "one"), migrations.RunSQL("select 1"), model("three", "two")]

    made = Some("0001", "foundation").operations
    assert [type(one).__name__ for one in made] == ["Tables", "RunSQL", "Tables"]
    assert [one.name for one in made[0].operations] == ["one", "two"]


def test_a_state_knows_the_tables_and_has_built_no_model_of_them() -> None:
    state = ProjectState()
    assert state.apps is not None, "what was built before is built anew, with them"
    tables.Tables([model("one"), model("two", "one")]).state_forwards("foundation", state)
    assert tables.BUILT not in state.__dict__
    assert state.apps.get_model("foundation", "two")._meta.get_field("one").related_model.__name__ == "one"


@pytest.mark.parametrize("name", OURS)
def test_no_command_builds_every_page_before_it_starts(name: str) -> None:
    command = load_command_class(get_commands()[name], name)
    assert set(command.requires_system_checks) <= set(checking.INSTALLATION)
