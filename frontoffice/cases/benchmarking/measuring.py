"""Serving the filled database as in production, asking it, and what that took."""

import contextlib
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection

from frontoffice.cases.benchmarking import agency, asking, loading
from frontoffice.cases.benchmarking.counting import queries
from frontoffice.cases.benchmarking.driving import Asking, Client, Round, go_round

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
WARM, LASTS = 2.0, 10.0
HOST = "127.0.0.1"
START, STOP = 180.0, 120.0  # seconds that a machine with other work may take


class NotServed(Exception):
    """The web server did not come up."""


@dataclass(frozen=True)
class Spent:
    """Seconds of the processor since they started: our web processes, and the database's."""

    web: float
    database: float


def fill(cases: int, *, at: datetime) -> dict[str, Any]:
    """The database filled to so many cases; what an earlier filling wrote counts. Raises HoldsOtherData."""
    agency.check_is_ours()
    agency.found()
    there = loading.filled(at=at)
    if there > cases:
        raise agency.HoldsOtherData(f"{there} cases of an earlier measurement, not {cases}")
    seconds = loading.fill(cases, at=at) if there < cases else 0.0
    return {"cases": cases, "added": cases - there, "fill_seconds": seconds}


def measure(*, clients: int, at: datetime, lasts: float = LASTS, only: Sequence[str] = ()) -> dict[str, Any]:
    """Figures by what is asked and how: requests a second, milliseconds, errors, the processor, memory."""
    everybody = agency.colleagues(at=at)
    topics: dict[int, list[str]] = {}
    for topic in agency.places()[0]:
        topics.setdefault(topic.unit_id, []).append(topic.code)
    what = {
        f"{name}, {way}": ask
        for name, ways in asking.kinds(asking.pool(topics)).items()
        for way, ask in zip(("page", "api"), ways, strict=True)
        if ask is not None and (not only or name in only)
    }
    taken = {name: queries(ask, everybody[0]) for name, ask in what.items()}
    connection.close()
    found: dict[str, Any] = {}
    with served() as (server, port):
        working = [Client(HOST, port, everybody[n % len(everybody)]) for n in range(clients)]
        for client in working:
            client.sign_in()
        for name, ask in what.items():
            found[name] = _figures(server, working, ask, lasts) | {"queries": taken[name]}
        memory = _memory(server)
    return {"clients": clients, "asked": found, "memory_mb": memory}


def _figures(server: int, working: Sequence[Client], ask: Asking, lasts: float) -> dict[str, Any]:
    go_round(working, ask, seconds=min(WARM, lasts))
    before = _spent(server)
    round_ = go_round(working, _later(ask), seconds=lasts)
    after = _spent(server)
    return _told(round_, Spent(after.web - before.web, after.database - before.database))


def _later(ask: Asking) -> Asking:
    """The same for other numbers than in warming up."""
    return lambda client, number: ask(client, number + 1_000_000)


def _told(found: Round, spent: Spent) -> dict[str, Any]:
    done = len(found.seconds)
    cuts = statistics.quantiles(found.seconds, n=100) if done > 1 else [float("nan")] * 99
    return {
        "requests": done,
        "rate": done / found.lasted,
        "p50": cuts[49] * 1000,
        "p95": cuts[94] * 1000,
        "p99": cuts[98] * 1000,
        "web_ms": spent.web / done * 1000 if done else float("nan"),
        "database_ms": spent.database / done * 1000 if done else float("nan"),
        "wrong": len(found.wrong),
        "first_wrong": found.wrong[0] if found.wrong else "",
    }


@contextlib.contextmanager
def served() -> Iterator[tuple[int, int]]:
    """The web server as `frontoffice serve` starts it, without the worker; yields its process and port."""
    port = _free_port()
    command = [sys.executable, "-m", "frontoffice", "serve", "--port", str(port), "--no-worker"]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait_for(port, process)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait(timeout=STOP)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return
        time.sleep(0.2)
    raise NotServed


def _below(process: int) -> list[int]:
    """The process and all that it started."""
    parents: dict[int, list[int]] = {}
    for one in _processes():
        with contextlib.suppress(OSError, ValueError):
            parents.setdefault(int(_stat(one)[1]), []).append(one)
    found, left = [], [process]
    while left:
        found.append(left[-1])
        left += parents.get(left.pop(), [])
    return found


def _processes() -> list[int]:
    return [int(one.name) for one in Path("/proc").iterdir() if one.name.isdecimal()]


def _stat(process: int) -> list[str]:
    """What the kernel says of it, after its name: state, parent …"""
    return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()


def _used(processes: Sequence[int]) -> float:
    total = 0
    for one in processes:
        with contextlib.suppress(OSError):
            total += sum(int(value) for value in _stat(one)[11:13])
    return total / TICK


def _spent(server: int) -> Spent:
    return Spent(_used(_below(server)), _used(_database_processes()))


def _database_processes() -> list[int]:
    found = []
    for one in _processes():
        with contextlib.suppress(OSError):
            if Path(f"/proc/{one}/comm").read_text().startswith("postgres"):
                found.append(one)
    return found


def _memory(server: int) -> int:
    """Resident memory of the web processes, in MB."""
    pages = 0
    for one in _below(server):
        with contextlib.suppress(OSError):
            pages += int(Path(f"/proc/{one}/statm").read_text().split()[1])
    return pages * PAGE // 2**20
