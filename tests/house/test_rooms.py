"""Each room has the shape that the others have, and its tests stand where its code stands."""

import ast
import tomllib
from pathlib import PurePosixPath

import pytest

from tests.house import tree

LAYERS: list[str] = tomllib.loads(tree.text("pyproject.toml"))["tool"]["importlinter"]["contracts"][0][
    "layers"
]


@pytest.mark.parametrize("room", LAYERS)
def test_a_room_says_what_it_is_for(room: str) -> None:
    said = ast.get_docstring(ast.parse(tree.text(f"frontoffice/{room}/__init__.py"))) or ""
    assert len(said.split()) >= 10, "the docstring says what the room is for and the words it uses"


@pytest.mark.parametrize("room", LAYERS)
def test_a_room_is_tested_under_its_own_name(room: str) -> None:
    assert [path for path in tree.matching(".py") if path.startswith(f"tests/{room}/") and "/test_" in path]


def test_every_test_stands_in_a_folder_of_tests() -> None:
    tests = [PurePosixPath(path) for path in tree.matching(".py") if "/test_" in path]
    assert [str(path) for path in tests if path.parts[0] != "tests" or len(path.parts) < 3] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [path for path in tree.product() if tree.text(path).strip() and not described(path)]
    assert silent == []


def described(path: str) -> bool:
    return ast.get_docstring(ast.parse(tree.text(path))) is not None
