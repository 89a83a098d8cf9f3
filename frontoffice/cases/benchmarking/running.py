"""`frontoffice bench desk`: what it takes, and in which order."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import connection

from frontoffice.cases.benchmarking import agency, measuring, reporting
from frontoffice.foundation import clock
from frontoffice.foundation.benchmarking import reports


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said of the measurement."""
    parser.add_argument(
        "--cases", type=int, nargs="+", default=[100_000], help="how many cases, one size after the other"
    )
    parser.add_argument("--clients", type=int, default=8, help="how many ask at once (default 8)")
    parser.add_argument("--seconds", type=float, default=measuring.LASTS, help="how long each is asked for")
    parser.add_argument("--only", nargs="*", default=(), help="create, open, list, search, reply, customer")
    parser.add_argument("--json", action="store_true", help="figures as JSON on standard output")
    parser.add_argument("--write", type=Path, nargs="?", const=reporting.REPORT, help="write the report")


def run(options: dict[str, Any]) -> str:
    """Fill, ask, tell; size by size. Raises CommandError where the database holds something else."""
    sizes = []
    try:
        for cases in sorted(options["cases"]):
            filled = measuring.fill(cases, at=clock.now())
            sizes.append(filled | _asked(options))
    except agency.HoldsOtherData as problem:
        raise CommandError(f"This database holds other data ({problem}). Name an empty one.") from None
    except measuring.NotServed:
        raise CommandError("The web server did not come up on this database.") from None
    section = reporting.section(sizes, connection.vendor)
    if options["write"] is not None:
        reports.put(options["write"], head=reporting.HEAD, section=section, vendor=connection.vendor)
    return json.dumps(sizes, indent=2) if options["json"] else section


def _asked(options: dict[str, Any]) -> dict[str, Any]:
    return measuring.measure(
        clients=options["clients"], at=clock.now(), lasts=options["seconds"], only=options["only"]
    )
