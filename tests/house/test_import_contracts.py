"""Each import contract is broken on purpose in a copy of the tree, and the check is seen to fail.

A contract that nothing can break guards nothing: a pattern that matches no module passes for ever.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS: dict[str, dict[str, Any]] = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}
FORBIDDEN = [name for name, contract in CONTRACTS.items() if contract["type"] == "forbidden"]
ROOM, OTHER = "cases", "customers"  # what a pattern's * stands for in an importing and in an imported module
WHOLE = {"frontoffice": "frontoffice.cases.broken", "frontoffice.foundation": "frontoffice.foundation.broken"}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in ("frontoffice", "config", "demo"):
        ignored = shutil.ignore_patterns("__pycache__", "static", "templates", "locale")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(tree: Path, *, contract: str | None = None) -> tuple[int, str]:
    """The exit code of the check in that tree and what it printed, as one line."""
    program = "from importlinter.cli import lint_imports_command as c; c()"
    command = [sys.executable, "-c", program, "--no-cache", "--no-logo"]
    command += ["--contract", contract] if contract else []
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    return done.returncode, re.sub(r"\s+", " ", done.stdout + done.stderr)


def source(tree: Path, module: str) -> Path:
    """The file of a module in that tree, made (with the packages around it) where there is none yet."""
    path = tree.joinpath(*module.split("."))
    path.parent.mkdir(parents=True, exist_ok=True)
    for folder in path.relative_to(tree).parents[:-1]:
        (tree / folder / "__init__.py").touch()
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    file.touch()
    return file


def add_import(tree: Path, importing: str, imported: str) -> None:
    source(tree, imported)
    with source(tree, importing).open("a") as lines:
        lines.write(f"\nimport {imported}\n")


def test_the_tree_keeps_every_contract() -> None:
    code, printed = lint(ROOT)
    assert code == 0, printed
    assert f"{len(CONTRACTS)} kept, 0 broken" in printed


@pytest.mark.parametrize("name", FORBIDDEN)
def test_every_import_that_a_contract_forbids_breaks_it(copy: Path, name: str) -> None:
    contract = CONTRACTS[name]
    pairs = set()
    for importing in contract["source_modules"]:
        importing = WHOLE.get(importing, importing.replace("*", ROOM))
        for imported in contract["forbidden_modules"]:
            imported = imported.replace("*", OTHER)
            add_import(copy, importing, imported)
            pairs.add(f"{importing} -> {imported}")
    code, printed = lint(copy, contract=name)
    assert code == 1, printed
    assert "0 kept, 1 broken" in printed
    assert {pair for pair in pairs if pair not in printed} == set()


def test_a_room_that_imports_the_room_above_it_breaks_the_layers(copy: Path) -> None:
    layers = CONTRACTS["rooms"]["layers"]
    pairs = list(pairwise(layers))
    for above, below in pairs:
        add_import(copy, f"frontoffice.{below}.broken", f"frontoffice.{above}.broken_above")
    code, printed = lint(copy, contract="rooms")
    assert code == 1, printed
    for above, below in pairs:
        assert f"frontoffice.{below} is not allowed to import frontoffice.{above}:" in printed


def test_a_room_that_no_layer_names_breaks_the_layers(copy: Path) -> None:
    source(copy, "frontoffice.attic.models")
    code, printed = lint(copy, contract="rooms")
    assert code == 1, printed
    assert "frontoffice.attic" in printed


def test_each_contract_has_a_kind_that_is_tested_here() -> None:
    assert {contract["type"] for contract in CONTRACTS.values()} == {"layers", "forbidden"}
