"""`frontoffice knowledge`: import articles, ask, and read all texts anew for the search."""

import json
import os
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from frontoffice.authority import tokens
from frontoffice.authority.answers import show
from frontoffice.authority.signatures import find
from frontoffice.contacts.models import Contact
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service, visitor
from frontoffice.foundation.checking import INSTALLATION
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.actions.asking import ask
from frontoffice.knowledge.actions.bringing_in import bring_in
from frontoffice.knowledge.actions.importing import import_articles
from frontoffice.knowledge.loading import Loaded
from frontoffice.knowledge.models import Difference, Import, ImportState, Outcome, Question
from frontoffice.knowledge.queries import page_address
from frontoffice.knowledge.queries.turns import passages_chosen_from
from frontoffice.knowledge.rereading import reread
from frontoffice.knowledge.rewriting import read_as_follow_up
from frontoffice.knowledge.taking_over import Wish, take

SHOWN = 20


class Command(BaseCommand):
    requires_system_checks = INSTALLATION
    help = "Import articles from a file or folder, ask a question, or read all texts anew for the search."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        importing = verbs.add_parser(
            "import",
            help="import .pdf, .docx, .html, .md and .jsonl: a file, a folder, a .zip or a sitemap.xml",
        )
        importing.add_argument("path", type=Path)
        importing.add_argument(
            "--source", default="", help="what the source is called; else the path's own name"
        )
        importing.add_argument("--part", action="store_true", help="not all of the source: nothing is gone")
        importing.add_argument("--review", action="store_true", help="let a person look at new texts as well")
        importing.add_argument(
            "--yes", action="store_true", help="take over what changes and is gone, unseen"
        )
        importing.add_argument(
            "--report", type=Path, help="write what could not be read to this file, as JSONL"
        )
        asking = verbs.add_parser("ask", help="ask a question as a visitor, or as the holder of a token")
        asking.add_argument("question")
        asking.add_argument("--contact", help="reference of the contact that the question goes on with")
        asking.add_argument(
            "--on", type=date.fromisoformat, help="the day whose text is asked for: 2026-03-01"
        )
        asking.add_argument("--language", default="en")
        asking.add_argument("--json", action="store_true")
        for one in (importing, asking):
            one.add_argument(
                "--token", default=os.environ.get("FRONTOFFICE_TOKEN", ""), help="or FRONTOFFICE_TOKEN"
            )
        verbs.add_parser("reread", help="read all texts anew, after the reading of words has changed")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            {"import": self._import, "ask": self._ask, "reread": self._reread}[options["verb"]](options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None

    def _import(self, options: dict[str, Any]) -> None:
        wish = Wish(
            source=options["source"] or options["path"].resolve().name,
            whole=not options["part"],
            review=options["review"],
            yes=options["yes"],
        )
        holder = _holder(options["token"], (bring_in if wish.review else import_articles).name)
        loaded, brought = Loaded(), None
        for step in take(options["path"], wish, by=holder or service("knowledge"), clock=clock.now):
            loaded, brought = step
            self._progress(loaded)
        if options["report"] is not None:
            lines = (json.dumps(vars(problem), ensure_ascii=False) for problem in loaded.problems)
            options["report"].write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        for problem in loaded.problems[:SHOWN]:
            self.stderr.write(str(problem))
        if len(loaded.problems) > SHOWN:
            self.stderr.write(f"… and {len(loaded.problems) - SHOWN} more; --report FILE lists all")
        waits = brought is not None and brought.state == ImportState.WAITING
        told = "" if waits else f": {loaded.new} new versions, {loaded.unchanged} unchanged"
        self.stdout.write(f"{loaded.done} articles read{told}; {len(loaded.problems)} could not be read")
        if brought is not None:
            self._tell_of(brought)
        if loaded.problems:
            sys.exit(1)

    def _tell_of(self, brought: Import) -> None:
        """What waits, and where; or what was taken over."""
        texts = brought.texts.exclude(difference=Difference.SAME)
        counts = {one: texts.filter(difference=one).count() for one in Difference}
        self.stdout.write(
            f"{counts[Difference.NEW]} new, {counts[Difference.CHANGED]} changed, {counts[Difference.GONE]} gone"
        )
        for text in texts.exclude(difference=Difference.NEW)[:SHOWN]:
            self.stdout.write(f"  {text.difference}: {text.slug} ({text.language})")
        if brought.state == ImportState.WAITING:
            address = (
                f"{settings.PUBLIC_URL.rstrip('/')}{reverse('knowledge:import', args=[brought.reference])}"
            )
            self.stdout.write(
                f"None of it counts until a person takes it over: {address} (or run it with --yes)"
            )

    def _progress(self, loaded: Loaded) -> None:
        end = "\r" if self.stderr.isatty() and loaded.done < loaded.found else "\n"
        self.stderr.write(f"{loaded.done} of {loaded.found} articles", ending=end)

    def _ask(self, options: dict[str, Any]) -> None:
        at = clock.now()
        by = _holder(options["token"], ask.name) or visitor("command line")
        contact = (
            find(Contact, options["contact"], by=by, at=at, field="contact") if options["contact"] else None
        )
        with read_as_follow_up(options["question"], contact, language=options["language"]):
            asked = ask(
                question=options["question"],
                contact=contact,
                language=options["language"],
                on=options["on"],
                by=by,
                at=at,
            )
        if options["json"]:
            self.stdout.write(json.dumps(show(asked, by=by), ensure_ascii=False, indent=2))
        else:
            self._tell(asked)

    def _tell(self, asked: Question) -> None:
        if asked.outcome == Outcome.ASKED_BACK:
            self.stdout.write("Which do you mean?" if asked.choices else "Please say a little more.")
        for one in passages_chosen_from(asked):
            self.stdout.write(f"- {one.version.title}\n   {page_address(one)}")
        if asked.outcome == Outcome.GAP:
            self.stdout.write("We found no answer that we are sure of. A representative can help.")
        for answer in asked.answers.select_related("passage__version__article").order_by("rank"):
            version = answer.version
            heading = " › ".join(filter(None, (version.title, answer.passage.heading)))
            told = answer.passage.text[answer.sentence_from : answer.sentence_to] or answer.passage.text
            source = ", ".join(filter(None, (version.citation, f"in force since {version.effective_from}")))
            self.stdout.write(
                f"{answer.rank}. {heading}\n   {told}\n   {source}\n   {page_address(answer.passage)}"
            )
        self.stdout.write(f"To go on: --contact {asked.contact.reference}")

    def _reread(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"{reread()} passages read anew")


def _holder(secret: str, action_name: str) -> Actor | None:
    """Who stands behind the token, if there is one and it is for this action."""
    if not secret:
        return None
    token = tokens.holder(secret, at=clock.now())
    tokens.allow(token, action_name)
    return token.actor
