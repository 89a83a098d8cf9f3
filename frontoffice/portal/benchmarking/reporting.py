"""The report on how well questions are answered."""

from pathlib import Path
from typing import Any

from frontoffice.foundation.benchmarking import reports

HEAD = """# How well questions are answered

Written by `frontoffice bench answers --write`; nothing here is typed by hand. Each question of a file is
asked as a visitor asks in the portal: by the action `knowledge.ask`, in a contact that holds the turns
before it, on a database made for the measurement. Gold passages are those that people found to answer.

- **R@k**: share of a question's gold passages among the first k found. **nDCG@10**: the same, with more
  for higher places.
- **Question alone**: the same search without the turns before.
- **AUROC**: the chance that the confidence of a question that the corpus answers is above that of one that
  it does not, with its 95 % interval by bootstrap (2,000 seeded draws).
- **ms**: the whole action, with what it writes, on the machine that ran it.
"""


def section(figures: dict[str, Any], vendor: str) -> str:
    """The figures of one database."""
    interval = figures["auroc_interval"]
    sure = (
        "not measured"
        if interval is None
        else f"{figures['auroc']:.3f} ({interval[0]:.3f} to {interval[1]:.3f})"
    )
    shown = (figures["answerable_shown"], figures["unanswerable_shown"])
    return "\n".join(
        [
            f"## {reports.title(vendor)}",
            "",
            f"{figures['passages']:,} passages imported in {figures['import_seconds']} s. "
            f"{figures['questions']} questions, {figures['scored']} of them with gold passages.",
            "",
            "| | R@1 | R@5 | R@10 | nDCG@10 |",
            "| --- | --- | --- | --- | --- |",
            _row("With the turns before", figures, ""),
            _row("Question alone", figures, "_without_history"),
            "",
            "| | |",
            "| --- | --- |",
            f"| AUROC, {figures['answerable']} answerable and {figures['unanswerable']} unanswerable | {sure} |",
            f"| answered, of the answerable and of the unanswerable | {_share(shown[0])} and {_share(shown[1])} |",
            f"| ms a question, mean, median, 95 % | {figures['ms']}, {figures['ms_p50']}, {figures['ms_p95']} |",
            "",
        ]
    )


def write(path: Path, figures: dict[str, Any], vendor: str) -> None:
    """Put the section of this database into the report; those of others stay."""
    reports.put(path, head=HEAD, section=section(figures, vendor), vendor=vendor)


def _row(title: str, figures: dict[str, Any], suffix: str) -> str:
    names = ("recall@1", "recall@5", "recall@10", "ndcg@10")
    values = (figures[f"{name}{suffix}"] for name in names)
    return f"| {title} | " + " | ".join("–" if value is None else f"{value:.3f}" for value in values) + " |"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"
