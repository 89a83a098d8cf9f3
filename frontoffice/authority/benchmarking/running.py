"""Asking the question many times: for a plain act, one with limits and parts, and an approval."""

import datetime as dt
import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontoffice.authority import deciding
from frontoffice.authority.benchmarking.filling import Size, fill
from frontoffice.authority.models import Interest
from frontoffice.authority.registry import ACTIONS, ActionFunction, action
from frontoffice.authority.separation import Part
from frontoffice.foundation.benchmarking import reports
from frontoffice.foundation.models import Actor, Unit
from frontoffice.foundation.refusals import Refused

REPORT = Path("benchmarks/authority.md")
SIZE = Size(staff=10_000, grants=200_000, interests=5_000, acts=500_000)
TRIES = 2_000
PLAIN, WEIGHED = "bench.plain", "bench.weighed"
HEAD = """# What a check of authority costs

Written by `frontoffice bench authority --write`; nothing here is typed by hand. The question "may this actor do this
now?" is put as each action puts it, on a database made for the measurement: by colleagues drawn at random, about
objects drawn at random. Refusals are among the answers and count too.

- **plain**: a grant, and interests in the object. **weighed**: also an amount, a confidentiality, a unit, and the part
  of the matter that two people have to do. **approver**: the same of somebody who decides what another asked for.
- **queries**: the most that one question took. **ms**: of the whole question.
"""


@contextmanager
def _actions() -> Iterator[tuple[ActionFunction[Any, Any], ActionFunction[Any, Any]]]:
    """Two actions that nobody but the measurement has."""

    @action(PLAIN, title=PLAIN)
    def plain(*, thing: Unit, by: Actor, at: dt.datetime) -> Unit:
        return thing

    @action(
        WEIGHED,
        title=WEIGHED,
        limit=lambda call: call.amount,
        confidentiality=lambda _call: 1,
        unit=lambda call: call.thing.pk,
        separation=Part.PREPARE_DEPOSIT,
        approval_separation=Part.VERIFY_DEPOSIT,
    )
    def weighed(*, thing: Unit, amount: int, by: Actor, at: dt.datetime) -> Unit:
        return thing

    try:
        yield plain, weighed
    finally:
        del ACTIONS[PLAIN], ACTIONS[WEIGHED]


def measure(*, at: dt.datetime, size: Size = SIZE, tries: int = TRIES, seed: int = 7) -> dict[str, Any]:
    """Fill the database and ask; figures by kind of question."""
    with _actions() as (plain, weighed):
        started = time.perf_counter()
        actors = fill(size, at=at, seed=seed, tried=(PLAIN, WEIGHED))
        filled = time.perf_counter() - started
        things = list(Unit.objects.all())
        chance = random.Random(seed)  # noqa: S311 - rows of a measurement

        def given(kind: ActionFunction[Any, Any]) -> dict[str, Any]:
            about = {"thing": chance.choice(things)}
            return about | {"amount": chance.randrange(1, 1200)} if kind is weighed else about

        def asks(kind: ActionFunction[Any, Any]) -> Callable[[], object]:
            arguments, by = given(kind), chance.choice(actors)
            return lambda: deciding.decide(kind, arguments, by=by, at=at)

        def approves() -> Callable[[], object]:
            arguments, asker, by = given(weighed), chance.choice(actors), chance.choice(actors)
            return lambda: deciding.check_approver(weighed, arguments, by=by, asked_by=asker, at=at)

        kinds = {"plain": lambda: asks(plain), "weighed": lambda: asks(weighed), "approver": approves}
        figures = {name: _figures(question, tries) for name, question in kinds.items()}
    return {"size": size, "tries": tries, "fill_seconds": round(filled, 1), "kinds": figures}


def _figures(question: Callable[[], Callable[[], object]], tries: int) -> SimpleNamespace:
    """The most queries of a hundred questions, then the time of each of `tries`."""
    most = 0
    for _n in range(100):
        with CaptureQueriesContext(connection) as captured:
            _answered(question())
        most = max(most, len(captured))
    spent, refused = [], 0
    for _n in range(tries):
        ask = question()
        started = time.perf_counter()
        refused += not _answered(ask)
        spent.append((time.perf_counter() - started) * 1000)
    cuts = statistics.quantiles(spent, n=100)
    return SimpleNamespace(
        queries=most,
        mean=statistics.fmean(spent),
        median=cuts[49],
        p95=cuts[94],
        p99=cuts[98],
        refused=refused,
    )


def _answered(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except Refused:
        return False
    return True


def section(figures: dict[str, Any], vendor: str) -> str:
    """The figures of one database, as a part of the report."""
    size: Size = figures["size"]
    rows = [
        f"| {name} | {of.queries} | {of.mean:.2f} | {of.median:.2f} | {of.p95:.2f} | {of.p99:.2f} | {of.refused} |"
        for name, of in figures["kinds"].items()
    ]
    return "\n".join(
        [
            f"## {reports.title(vendor)}",
            "",
            f"{size.staff:,} staff, {size.grants:,} grants, {Interest.objects.count():,} interests and "
            f"{size.acts:,} acts, written in {figures['fill_seconds']} s; {figures['tries']:,} questions of a kind.",
            "",
            "| | queries | ms, mean | median | 95 % | 99 % | refused |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )
