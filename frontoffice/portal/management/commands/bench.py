"""`frontoffice bench`: how well questions are answered, what a check of authority costs: by the product's own code."""

import json
import logging
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection, transaction

from frontoffice.authority.benchmarking import running as checks
from frontoffice.authority.benchmarking import sealing
from frontoffice.cases.benchmarking import running as desk
from frontoffice.customers.benchmarking import running as duplicates
from frontoffice.foundation import clock
from frontoffice.foundation.benchmarking import reports
from frontoffice.foundation.benchmarking.throwaway import throwaway_database
from frontoffice.foundation.meaning import UnusableModel
from frontoffice.knowledge.queries.days import office_day
from frontoffice.portal.benchmarking import across, acting, measuring, reporting, running, speed, tasks

REPORT = Path("benchmarks/answers.md")


Kinds = Any  # argparse names no type for its subparsers


def _add_answers(kinds: Kinds) -> None:
    answers = kinds.add_parser("answers", help="ask the questions of a file and score what is found")
    answers.add_argument(
        "--corpus",
        type=Path,
        required=True,
        action="append",
        help="JSONL with _id, title, url, text; or a folder; may be named again, each with its tasks",
    )
    answers.add_argument(
        "--tasks",
        type=Path,
        required=True,
        action="append",
        help="JSONL with question, history, gold_passages, answerability; or OR-ShARC's",
    )
    answers.add_argument(
        "--mode",
        choices=measuring.MODES,
        help="find by words alone, or by words and meaning (unless named: what the installation does)",
    )
    answers.add_argument("--json", action="store_true", help="figures as JSON on standard output")
    answers.add_argument(
        "--write", type=Path, nargs="?", const=REPORT, help=f"write the report ({REPORT} unless named)"
    )


def _add_searches(kinds: Kinds) -> None:
    search = kinds.add_parser("search", help="how fast answers are found in a large library")
    search.add_argument("--corpus", type=Path, required=True)
    search.add_argument("--tasks", type=Path, required=True)
    search.add_argument("--passages", type=int, default=100_000, help="how large a library")
    search.add_argument("--questions", type=int, default=100, help="how many of the tasks")
    search.add_argument("--write", type=Path, nargs="?", const=speed.REPORT)

    languages = kinds.add_parser("languages", help="how often a question finds what is not translated")
    languages.add_argument(
        "--questions", type=Path, required=True, help="JSONL: question, language, must_cite"
    )
    languages.add_argument("--write", type=Path, nargs="?", const=across.REPORT)


class Command(BaseCommand):
    help = "Measure the answers in a throw-away database; the installation's own is not touched."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True)
        _add_answers(kinds)
        _add_searches(kinds)
        authority = kinds.add_parser("authority", help="what the check before each act costs")
        authority.add_argument(
            "--write", type=Path, nargs="?", const=checks.REPORT, help=f"write the report ({checks.REPORT})"
        )

        desk.add_arguments(kinds.add_parser("desk", help="how fast the desk is with very many cases"))
        duplicates.add_arguments(
            kinds.add_parser("duplicates", help="how well customers who are on file twice are found")
        )
        audit = kinds.add_parser("audit", help="how long a long audit trail takes to seal and to verify")
        audit.add_argument("--events", type=int, default=sealing.EVENTS, help="how many events")
        audit.add_argument(
            "--write", type=Path, nargs="?", const=sealing.REPORT, help=f"write the report ({sealing.REPORT})"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["kind"] == "authority":
            self._authority(options["write"])
        elif options["kind"] == "desk":
            self.stdout.write(desk.run(options))
        elif options["kind"] == "duplicates":
            self.stdout.write(duplicates.run(options))
        elif options["kind"] == "languages":
            self._languages(options["questions"], options["write"])
        elif options["kind"] == "search":
            self._search(options)
        elif options["kind"] == "audit":
            self._audit(options["write"], options["events"])
        else:
            self._answers(options)

    def _authority(self, report: Path | None) -> None:
        with throwaway_database() as vendor:
            section = checks.section(checks.measure(at=clock.now()), vendor)
        if report is not None:
            reports.put(report, head=checks.HEAD, section=section, vendor=vendor)
        self.stdout.write(section)

    def _audit(self, report: Path | None, events: int) -> None:
        with throwaway_database() as vendor:
            figures = sealing.measure(at=clock.now(), events=events)
        section = sealing.section(figures, vendor)
        if report is not None:
            reports.put(report, head=sealing.HEAD, section=section, vendor=vendor)
        self.stdout.write(section)

    def _languages(self, questions: Path, report: Path | None) -> None:
        """On the installation's own articles; what is learned for the measurement is not kept."""
        with transaction.atomic(), measuring.words_alone():
            figures = across.measure(questions, on=office_day(clock.now()))
            transaction.set_rollback(True)
        section = across.section(figures, connection.vendor)
        if report is not None:
            reports.put(report, head=across.HEAD, section=section, vendor=connection.vendor)
        self.stdout.write(section)

    def _search(self, options: dict[str, Any]) -> None:
        logging.disable(logging.WARNING)
        try:
            to_ask = tasks.read(options["tasks"])[: options["questions"]]
        except tasks.UnusableTasks as wrong:
            raise CommandError(str(wrong)) from None
        with throwaway_database() as vendor:
            running.bring_in(options["corpus"], clock=clock.now)
            told = [acting.by_meaning(to_ask, clock=clock.now)]
            speed.of_an_agency(at=clock.now())
            told.append(acting.by_words(to_ask, clock=clock.now))
            speed.fill(options["passages"], at=clock.now())
            with measuring.words_alone():
                figures = speed.measure(to_ask, at=clock.now())
        section = speed.section(figures, vendor, [one for one in told if one])
        if options["write"] is not None:
            reports.put(options["write"], head=speed.HEAD, section=section, vendor=vendor)
        self.stdout.write(section)

    def _answers(self, options: dict[str, Any]) -> None:
        if len(options["corpus"]) != len(options["tasks"]):
            raise CommandError("each --corpus needs its --tasks")
        logging.disable(logging.WARNING)
        try:
            mode = measuring.mode_of(options["mode"])
            sets = [
                self._measured(corpus, file, mode)
                for corpus, file in zip(options["corpus"], options["tasks"], strict=True)
            ]
        except (tasks.UnusableTasks, measuring.CanNotMeasure, UnusableModel) as wrong:
            raise CommandError(str(wrong)) from None
        except Error as wrong:
            raise CommandError(f"the database for the measurement could not be used: {wrong}") from None
        finally:
            logging.disable(logging.NOTSET)
        if options["write"] is not None:
            reporting.write(options["write"], sets)
        shown = sets[0] if len(sets) == 1 else sets
        self.stdout.write(json.dumps(shown, indent=2) if options["json"] else reporting.section(sets))

    def _measured(self, corpus: Path, file: Path, mode: str) -> dict[str, Any]:
        to_ask = tasks.read(file)
        if not corpus.exists():
            raise CommandError(f"{corpus}: is not there")
        with throwaway_database() as vendor:
            figures = measuring.measure(corpus, to_ask, mode=mode, say=self.stderr.write)
        return figures | {"database": vendor, "name": corpus.parent.name if corpus.is_file() else corpus.name}
