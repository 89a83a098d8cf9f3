"""The house rules hold in every file; what is excused is on one list, with its reason."""

import pytest

from tests.house import rules_python, rules_templates, rules_words, tree

DECLARED_BY = (rules_python, rules_templates, rules_words)  # importing them declares their rules


@pytest.mark.parametrize("name", tree.RULES)
def test_the_rule_holds(name: str) -> None:
    excused = {entry["where"] for entry in tree.exceptions() if entry["rule"] == name}
    broken = [f"{where}: {wrong}" for where, wrong in tree.RULES[name].findings() if where not in excused]
    assert not broken, "\n" + "\n".join(broken)


def test_each_exception_gives_its_reason_and_is_still_needed() -> None:
    for entry in tree.exceptions():
        assert len(entry["reason"]) > 20, f"no reason: {entry}"
        assert entry["where"] in {where for where, _ in tree.RULES[entry["rule"]].findings()}, (
            f"unneeded: {entry}"
        )


@pytest.mark.parametrize("name", tree.RULES)
def test_the_rule_is_about_files_that_exist(name: str) -> None:
    """A pattern that matches no file would hold for ever."""
    assert list(tree.RULES[name].paths())
