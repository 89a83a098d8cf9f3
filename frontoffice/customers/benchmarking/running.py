"""`frontoffice bench duplicates`: what it takes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from frontoffice.customers.benchmarking import measuring, reporting
from frontoffice.foundation.benchmarking import reports
from frontoffice.foundation.benchmarking.throwaway import throwaway_database

SEED = 31_415
PEOPLE = 1_200


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said of the measurement."""
    parser.add_argument("--people", type=int, default=PEOPLE, help=f"how many people (default {PEOPLE})")
    parser.add_argument("--seed", type=int, default=SEED, help=f"which ones (default {SEED})")
    parser.add_argument(
        "--mistakes", action="store_true", help="also list the pairs that are wrong or missed"
    )
    parser.add_argument("--write", type=Path, nargs="?", const=reporting.REPORT, help="write the report")


def run(options: dict[str, Any]) -> str:
    """In a throw-away database; the installation's own is not touched."""
    with throwaway_database() as vendor:
        measured = measuring.measure(options["people"], options["seed"])
    section = reporting.section(measured, options["seed"], vendor)
    if options["write"] is not None:
        reports.put(options["write"], head=reporting.HEAD, section=section, vendor=vendor)
    if options["mistakes"]:
        pairs = [("wrong", pair) for pair in measured.wrong] + [("missed", pair) for pair in measured.missed]
        section += "\n" + "\n".join(f"{what}: {one}\n   and {other}" for what, (one, other) in pairs)
    return section
