"""How long a long audit trail takes to seal and to verify, and that the one row that was changed is found."""

import datetime as dt
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from frontoffice.authority.auditing import sealing
from frontoffice.authority.auditing.verifying import Fault, verify
from frontoffice.foundation import guards
from frontoffice.foundation.actors import service
from frontoffice.foundation.benchmarking import reports
from frontoffice.foundation.models import Event, EventSubject

REPORT = Path("benchmarks/audit.md")
EVENTS = 1_000_000
AT_ONCE = 10_000
HEAD = """# How long the audit trail takes to verify

Written by `frontoffice bench audit --write`; nothing here is typed by hand. A throw-away database gets a million
events, each about one thing, is sealed as the worker seals, and is verified as `frontoffice audit verify` does it:
every row is read and its MAC made again, in one process. Then one event in the middle is changed behind the
product's back.
"""


def measure(*, at: dt.datetime, events: int = EVENTS) -> dict[str, Any]:
    """Fill, seal, verify, tamper, verify again; seconds of each."""
    filled = _timed(lambda: _fill(events, at))
    sealed = _timed(lambda: [None for _seal in sealing.seal(at=at)])
    processor = time.process_time()
    rows, faults, clean = _verified(at)
    processor = time.process_time() - processor
    if faults:
        raise RuntimeError(f"nothing was changed, and yet: {faults[:3]}")
    _tamper(events)
    _rows, found, again = _verified(at)
    return {
        "events": events,
        "rows": rows,
        "fill": filled,
        "seal": sealed,
        "verify": clean,
        "processor": processor,
        "again": again,
        "found": found,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def section(figures: dict[str, Any], vendor: str) -> str:
    """The figures of one database."""
    found = "; ".join(figures["found"])
    return "\n".join(
        [
            f"## {reports.title(vendor)}",
            "",
            "| | |",
            "| --- | --- |",
            f"| events, and rows sealed in all | {figures['events']:,} and {figures['rows']:,} |",
            f"| sealing all of them | {figures['seal']:.1f} s |",
            f"| verifying all of them | {figures['verify']:.1f} s |",
            f"| of which on the processor, in our process | {figures['processor']:.1f} s |",
            f"| verifying again after one event was changed | {figures['again']:.1f} s |",
            f"| what that found | {found} |",
            f"| most memory of the whole measurement | {figures['megabytes']} MB |",
            "",
        ]
    )


def _timed(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _verified(at: dt.datetime) -> tuple[int, list[str], float]:
    began, rows, faults = time.perf_counter(), 0, []
    for found in verify(at=at):
        if isinstance(found, Fault):
            faults.append(str(found))
        else:
            rows = found.rows
    return rows, faults, time.perf_counter() - began


def _fill(events: int, at: dt.datetime) -> None:
    by = service("authority")
    for begin in range(0, events, AT_ONCE):
        with transaction.atomic():
            made = Event.objects.bulk_create(_some(begin, min(AT_ONCE, events - begin), by, at))
            EventSubject.objects.bulk_create(
                EventSubject(event=event, kind="cases.case", subject_id=event.pk % 50_000) for event in made
            )
        if begin % 100_000 == 0:
            sys.stderr.write(f"{begin:,} of {events:,} events\n")


def _some(begin: int, many: int, by: Any, at: dt.datetime) -> Iterator[Event]:
    for number in range(begin, begin + many):
        payload = {"case_id": number % 50_000, "staff_member_id": number % 200, "status": "open"}
        yield Event(name="cases.CaseAssigned", payload=payload, action="cases.assign", by=by, at=at)


def _tamper(events: int) -> None:
    guards.remove(connection)
    Event.objects.filter(pk=Event.objects.order_by("pk")[events // 2].pk).update(action="cases.take")
    guards.install(connection)
