"""`frontoffice knowledge`: import with a report, ask, read anew."""

import io
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from frontoffice.authority import tokens
from frontoffice.foundation import clock
from frontoffice.knowledge.models import ArticleVersion, Import, Passage, Question
from tests.factories import staff, unit
from tests.knowledge.writing import library

pytestmark = pytest.mark.django_db
ON = ("--on", "2026-11-17")  # the articles of the tests begin in 2026, whenever these run


def run(*words: str) -> tuple[str, str, int]:
    """What the command says, what it complains of, and its exit code."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("knowledge", *words, stdout=out, stderr=err)
        code = 0
    except SystemExit as ended:
        code = int(ended.code or 0)
    return out.getvalue(), err.getvalue(), code


def test_a_folder_is_imported_once_and_again_without_effect(tmp_path: Path) -> None:
    unit("licensing")
    (tmp_path / "a.md").write_text("---\ntitle: Fees\nowner: licensing\n---\nFive dollars.")
    (tmp_path / "b.html").write_text("<title>Hours</title><p>Eight to five.</p>")
    (tmp_path / "c.jsonl").write_text(json.dumps({"_id": "x", "title": "Page", "url": "", "text": "Text."}))
    said, _told, code = run("import", str(tmp_path))
    assert (code, said) == (0, "3 articles read: 3 new versions, 0 unchanged; 0 could not be read\n")
    assert run("import", str(tmp_path))[0].startswith("3 articles read: 0 new versions, 3 unchanged")
    assert ArticleVersion.objects.count() == 3


def test_what_would_change_or_is_gone_waits_for_a_person(tmp_path: Path) -> None:
    for name in ("fees", "hours", "old"):
        (tmp_path / f"{name}.md").write_text(f"The {name}.")
    assert run("import", str(tmp_path))[0].startswith("3 articles read: 3 new versions")
    (tmp_path / "fees.md").write_text("Other fees.")
    (tmp_path / "new.md").write_text("New.")
    (tmp_path / "old.md").unlink()
    said, _told, code = run("import", str(tmp_path))
    one = Import.objects.get(state="waiting")
    assert code == 0
    assert "1 new, 1 changed, 1 gone\n  changed: fees (en)\n  gone: old (en)\n" in said
    assert (
        f"None of it counts until a person takes it over: {settings.PUBLIC_URL}/knowledge/imports/{one.reference}/"
        in said
    )
    assert ArticleVersion.objects.count() == 3
    said, _told, code = run("import", str(tmp_path), "--yes")
    assert said.startswith("3 articles read: 2 new versions, 1 unchanged")
    assert ArticleVersion.objects.get(article__slug="old").status == "withdrawn"
    assert (
        run("import", str(tmp_path))[0]
        == "3 articles read: 0 new versions, 3 unchanged; 0 could not be read\n"
    )


def test_a_first_import_can_be_looked_at_too(tmp_path: Path) -> None:
    (tmp_path / "fees.md").write_text("Five dollars.")
    said, _told, _code = run("import", str(tmp_path), "--review", "--source", "Site")
    assert "1 new, 0 changed, 0 gone" in said
    assert Import.objects.get().source == "Site"
    assert not ArticleVersion.objects.exists()


def test_what_could_not_be_read_is_reported_and_the_rest_is_in(tmp_path: Path) -> None:
    file, report = tmp_path / "corpus.jsonl", tmp_path / "report.jsonl"
    file.write_text('{"title": "Good", "text": "Good."}\nnot json\n{"title": "Empty", "text": ""}\n')
    said, told, code = run("import", str(file), "--report", str(report))
    assert code == 1
    assert "1 new versions" in said
    assert f"{file}:2: is not JSON" in told
    rows = [json.loads(line) for line in report.read_text().splitlines()]
    assert [(row["line"], row["reason"]) for row in rows] == [(2, "is not JSON"), (3, "text is empty")]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    said, told, code = run("import", str(tmp_path / "missing"))
    assert (code, "is not there" in told) == (1, True)
    assert said.startswith("0 articles read")


def test_asking_answers_with_citation_and_address() -> None:
    library()
    said, _told, _code = run("ask", "is there a grace period for driving?", *ON)
    assert "There is no grace period for driving." in said
    assert "Code § 1, in force since 2026-01-01" in said
    assert "/help/renew-a-license/?on=2026-01-01#when-to-renew" in said
    assert Question.objects.get().contact.reference in said


def test_a_conversation_goes_on() -> None:
    library()
    run("ask", "somebody stole the plates off my car", *ON)
    contact = Question.objects.get().contact
    said, _told, _code = run("ask", "how much is it?", "--contact", contact.reference, "--json", *ON)
    told = json.loads(said)
    assert told["turn"] == 2
    assert "/help/stolen-plates/" in told["answers"][0]["passage"]["address"]


def test_what_is_not_answered_says_so() -> None:
    library()
    assert "A representative can help" in run("ask", "do you sell fishing rods", *ON)[0]
    assert "say a little more" in run("ask", "thank you")[0]


def test_a_token_asks_as_its_holder() -> None:
    library()
    secret, token = tokens.for_visitor(at=clock.now())
    run("ask", "grace period for driving", "--token", secret)
    assert Question.objects.get().asked_by == token.actor


def test_a_token_for_other_actions_does_not_ask() -> None:
    staff(username="dana", grants=["authority.issue_token", "knowledge.ask"], at=clock.now())
    out = io.StringIO()
    call_command("token", "--for", "dana", "--scope", "contacts.begin", stdout=out)
    with pytest.raises(CommandError, match="not for this action"):
        call_command("knowledge", "ask", "grace period", "--token", out.getvalue().strip())


@pytest.mark.parametrize(
    "words", [["ask", "x", "--contact", "nonsense"], ["ask", "x", "--token", "wrong"], ["ask", " "]]
)
def test_what_can_not_be_done_is_one_sentence(words: list[str]) -> None:
    with pytest.raises(CommandError, match=r"^[A-Z].*\.$"):
        call_command("knowledge", *words)


def test_reading_anew_says_how_many(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": "T", "text": "Text."}))
    run("import", str(tmp_path))
    assert run("reread")[0] == f"{Passage.objects.count()} passages read anew\n"
