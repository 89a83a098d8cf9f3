"""What is installed is locked by hash, the locks fit together, and everything asked for is used."""

import re
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tests.house import tree

LOCKS = ("core", "build", "dev", "node", "semantic", "mcp", "model")
# Asked for, but never imported by name in the product.
NOT_IMPORTED = {
    "psycopg": "Django's PostgreSQL back end imports it",
    "tzdata": "the time zones, on machines that have none",
    "django-cotton": "named in the settings as a loader",
}


def asked(name: str) -> list[str]:
    """The packages that requirements/<name>.in asks for, in their normal spelling."""
    lines = (line.split("#")[0].strip() for line in tree.text(f"requirements/{name}.in").splitlines())
    return [normal(re.split(r"[\[<>=~! ;]", line)[0]) for line in lines if line and not line.startswith("-")]


def locked(name: str) -> dict[str, str]:
    """Package and version of everything that requirements/<name>.txt locks."""
    found = re.findall(
        r"^([\w.-]+)(?:\[[^]]*\])?==([^ \\;]+)", tree.text(f"requirements/{name}.txt"), re.MULTILINE
    )
    return {normal(package): version for package, version in found}


def normal(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_everything_asked_for_is_locked(name: str) -> None:
    assert set(asked(name)) - set(locked(name)) == set()


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_version_has_a_hash(name: str) -> None:
    entries = re.split(r"\n(?=[A-Za-z])", tree.text(f"requirements/{name}.txt"))
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert len(entries) == len(locked(name))


def test_the_tools_are_tried_with_the_versions_that_are_served() -> None:
    core, dev = locked("core"), locked("dev")
    assert {package: version for package, version in core.items() if dev.get(package) != version} == {}


def test_what_is_asked_for_is_used() -> None:
    modules: dict[str, list[str]] = {}
    for module, packages in packages_distributions().items():
        for package in packages:
            modules.setdefault(normal(package), []).append(module)
    source = "\n".join(tree.text(path) for path in tree.product())
    unused = []
    for package in set(asked("core")) - NOT_IMPORTED.keys():
        names = [name for name in modules[package] if re.search(rf"\b{re.escape(name)}\b", source)]
        unused += [] if names else [package]
    assert unused == []


def test_the_package_asks_for_what_the_lock_was_made_from() -> None:
    setup = tomllib.loads(tree.text("pyproject.toml"))["tool"]["setuptools"]["dynamic"]
    assert setup["dependencies"] == {"file": ["requirements/core.in"]}


def test_the_package_lock_carries_checksums() -> None:
    packages = tree.text("assets/package-lock.json")
    assert packages.count('"integrity": "sha512-') == packages.count('"version": ')
