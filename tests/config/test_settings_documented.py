"""Whoever operates an installation finds every setting in docs/operate.md."""

import re

from tests.house import tree

# A test sets these, and a caller of the command line: they set nothing up.
NOT_SETTINGS = {"FRONTOFFICE_CRASH_AT", "FRONTOFFICE_TOKEN"}


def read_by_the_settings() -> set[str]:
    source = tree.text("config/settings.py")
    return set(re.findall(r"""(?:env\.\w+|_secret)\(\s*"([A-Z_]+)\"""", source)) - NOT_SETTINGS


def test_each_setting_is_explained() -> None:
    explained = set(re.findall(r"^\| `([A-Z_]+)`", tree.text("docs/operate.md"), re.MULTILINE))
    assert "FRONTOFFICE_DATA_DIR" in read_by_the_settings()
    assert read_by_the_settings() - explained == set(), "read, but not explained"
    assert explained - read_by_the_settings() == set(), "explained, but not read"
