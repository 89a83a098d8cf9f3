"""The report of a measurement of the desk."""

from pathlib import Path
from typing import Any

from frontoffice.foundation.benchmarking import reports

REPORT = Path("benchmarks/desk.md")
GOALS = {"create": 200, "open": 205, "list": 195, "search": 270, "reply": 200}
HEAD = """# How fast the desk is with very many cases

Written by `frontoffice bench desk --write`; nothing here is typed by hand. The database is filled in bulk, ten entries
of record a case; the web server runs as `frontoffice serve` starts it (without the worker), and colleagues ask it by
HTTP from the same machine: signed in for parts of pages, with a token for the API, each act under an idempotency key
and with its events.

- **page**: what the desk's script asks for (the list, the case with timeline, customer and reply box). **api**: JSON.
- **search**: rare, middle and common words in turn.
- **ms web, ms database**: of the processor, for one request, in our processes and in PostgreSQL's. The clients take
  their share of the same processors too.
"""


def section(sizes: list[dict[str, Any]], vendor: str) -> str:
    """The figures of one database, by how many cases there are."""
    parts = [f"## {reports.title(vendor)}", ""]
    for figures in sizes:
        parts += _size(figures)
    return "\n".join(parts)


def _size(figures: dict[str, Any]) -> list[str]:
    filled = (
        f"; {figures['added']:,} of them written in {figures['fill_seconds']:.0f} s"
        if figures["added"]
        else ""
    )
    rows = [_row(name, of) for name, of in figures["asked"].items()]
    return [
        f"### {figures['cases']:,} cases",
        "",
        f"{figures['clients']} clients; web processes {figures['memory_mb']} MB{filled}.",
        "",
        "| | goal, a second | a second | p50 ms | p95 ms | p99 ms | ms web | ms database | queries | wrong |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        *rows,
        "",
    ]


def _row(name: str, of: dict[str, Any]) -> str:
    goal = GOALS.get(name.partition(",")[0], "")
    return (
        f"| {name} | {goal} | {of['rate']:.0f} | {of['p50']:.1f} | {of['p95']:.1f} | {of['p99']:.1f} "
        f"| {of['web_ms']:.1f} | {of['database_ms']:.1f} | {of.get('queries', '')} | {of['wrong']} |"
    )
