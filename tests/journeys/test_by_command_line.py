"""The main job by the command line alone, from a new installation to the reopened case. Every step is a process."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from frontoffice.foundation.references import secret_code
from tests.installations import ROOT, Installation
from tests.portal.making import ANSWERED, CITATION, SENTENCE, UNANSWERED

PASSWORD = "correct-horse-battery"
WHOLE_STORY = ["post", "reply", "resolved", "post", "reopened"]


@dataclass(frozen=True)
class Shell:
    """Runs `frontoffice …` with one token in its environment."""

    installation: Installation
    token: str = ""

    def run(self, *words: str, code: int = 0) -> str:
        made = Installation(
            self.installation.folder, self.installation.url, {"FRONTOFFICE_TOKEN": self.token}
        ).run(*words)
        assert made.returncode == code, f"{words}: {made.stdout}{made.stderr}"
        return made.stdout if code == 0 else made.stderr

    def act(self, action: str, *values: str, key: str = "") -> Any:
        """The result of an action."""
        return json.loads(self.run("act", action, *values, *(["--key", key] if key else [])))["result"]

    def show(self, kind: str, reference: str) -> Any:
        return json.loads(self.run("show", kind, reference))

    def as_holder(self, *whose: str) -> "Shell":
        """The same shell with a new token."""
        return Shell(self.installation, self.run("token", *whose).strip())


@pytest.fixture
def shell(installation: Installation) -> Shell:
    """A new agency with a supervisor who answers, a topic, and the demonstration's articles."""
    shell = Shell(installation)
    shell.run(
        *("found", "--agency", "Agency of the Tests", "--short-name", "Tests", "--state", "IL"),
        *("--time-zone", "America/Chicago", "--supervisor", "Gordon Pike", "--username", "gordon"),
        *("--password", PASSWORD),
    )
    return shell


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """The demonstration's articles from L to R, owned by nobody: this agency has none of the units."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for source in (ROOT / "demo" / "articles").glob("[l-r]*.md"):
        (folder / source.name).write_text(re.sub(r"(?m)^owner:.*$", "owner:", source.read_text()))
    return folder


def ask(visitor: Shell) -> tuple[str, str]:
    """Ask what the articles answer and what they don't. Gives the answering passage and the question in the gap."""
    asked = visitor.act("knowledge.ask", f"question={ANSWERED}")
    assert (asked["outcome"], asked["answers"][0]["sentence"]) == ("answered", SENTENCE)
    assert asked["answers"][0]["passage"]["citation"] == CITATION
    unanswered = visitor.act("knowledge.ask", f"question={UNANSWERED}")
    assert unanswered["outcome"] == "gap"
    return asked["answers"][0]["passage"]["reference"], unanswered["reference"]


def test_from_a_question_to_the_reopened_case(shell: Shell, articles: Path) -> None:
    gordon = shell.as_holder("--for", "gordon")
    topic = ("code=other", "name=Something else", "unit=front-office", "service_days:=2")
    gordon.act("cases.define_topic", *topic)
    gordon.run("knowledge", "import", str(articles))
    visitor = shell.as_holder("--visitor")
    passage, question = ask(visitor)
    code = f"access_code={secret_code()}"
    words = ("topic=other", f"text={UNANSWERED}", f"question={question}", code)
    case = visitor.act("cases.open_case", *words, key="once")["reference"]
    assert visitor.act("cases.open_case", *words, key="once")["reference"] == case

    gordon.act("cases.take", f"case={case}")
    gordon.act("cases.reply", f"case={case}", "text=Your card can be replaced. [1]", f"passages={passage}")
    shell.run("worker", "--once")
    reply = visitor.show("cases.case", case)["entries"][-1]
    assert (reply["kind"], reply["citations"][0]["citation"]) == ("reply", CITATION)

    gordon.act("cases.resolve", f"case={case}", "code=answered")
    visitor.act("cases.add", f"case={case}", "text=It happened again.")
    reopened = visitor.show("cases.case", case)
    assert [entry["kind"] for entry in reopened["entries"]] == WHOLE_STORY
    assert gordon.show("cases.case", case)["status"] == "open"
    stranger = shell.as_holder("--visitor")
    assert json.loads(stranger.run("show", "cases.case", case, code=1))["code"] == "not_found"
