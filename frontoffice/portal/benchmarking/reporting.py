"""The report on how well questions are answered."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from frontoffice.foundation.benchmarking import reports
from frontoffice.portal.benchmarking import trusting
from frontoffice.portal.benchmarking.comparing import CHOSEN, MEASURES

HEAD = """# How well questions are answered

Written by `frontoffice bench answers --write`; nothing here is typed by hand. Each question of a file is
asked as a visitor asks in the portal: by the action `knowledge.ask`, in a contact that holds the turns
before it, on a database made for the measurement. Gold passages are those that people found to answer.

- **R@k**: share of a question's gold passages among the first k found. **nDCG@10**: the same, with more
  for higher places.
- **By words**, **by words and meaning**: without and with the sentence model. **Question alone**: by words,
  without the turns before.
- **More**: how much a way of ordering brings over the words alone on the same questions, with the 95 % interval of
  the mean difference by bootstrap over conversations (2,000 seeded draws). An interval above 0 is a gain that other
  conversations of this kind would show too.
- **Fold by fold**: five folds, a conversation is in one of them. **Weight chosen on the other folds**: in each fold
  the words have the weight that was best on the other four, so that nothing is tuned on what it is measured on.
- **AUROC**: the chance that the confidence of a question that the corpus answers is above that of one that
  it does not, with its 95 % interval by bootstrap (2,000 seeded draws).
- **Risk**: coverage is the share of the questions that are answered when those answered wrongly may be so many of
  them. Wrong is an answer where the corpus has none, or, more strictly, one whose passages people did not name.
  **Hidden**: each question that people answered is asked again while the articles of its gold passages are withdrawn,
  so that (almost always) nothing answers it; beside the same questions as they are. Both kinds weigh alike there, as
  where half of the questions have no answer; the weights in use were fitted on these very questions among others
  (decisions/0027), those fitted on the other folds were not.
  **Composed answers** are the sentences that the automated representative would send, with what they cite.
- **ms**: the whole action, with what it writes, on the machine that ran it, which may have had other work.
"""
WAYS = {
    "words": "Words (what is done without a model)",
    "meaning": "Meaning alone",
    "ranks": "Both, by their places (reciprocal ranks)",
    "both": "Both, by their shares (what is done with a model)",
    CHOSEN: "Both, weight chosen on the other folds",
}
MODES = {"lexical": "By words", "semantic": "By words and meaning"}
NAMES = ("recall@1", "recall@5", "recall@10", "ndcg@10")


def section(sets: Sequence[dict[str, Any]]) -> str:
    """The figures of one database, set by set."""
    lines = [f"## {reports.title(sets[0]['database'])}", ""]
    for figures in sets:
        lines += _set(figures)
    return "\n".join(lines)


def write(path: Path, sets: Sequence[dict[str, Any]]) -> None:
    """Put the section of this database into the report; those of others stay."""
    reports.put(path, head=HEAD, section=section(sets), vendor=sets[0]["database"])


def _set(figures: dict[str, Any]) -> list[str]:
    by_mode = {figures["mode"]: figures}
    if "lexical" in figures:
        by_mode = {"lexical": figures["lexical"]} | by_mode
    lines = [
        f"### {figures['name']}",
        "",
        f"{figures['passages']:,} passages imported in {figures['import_seconds']} s. "
        f"{figures['questions']} questions, {figures['scored']} of them with gold passages.",
    ]
    if "reading_seconds" in figures:
        lines.append(
            f"The sentence model read them in {figures['reading_seconds']} s "
            f"({figures['reading_processor_seconds']} s of the processor)."
        )
    lines += ["", "| | R@1 | R@5 | R@10 | nDCG@10 |", "| --- | --- | --- | --- | --- |"]
    lines += [_row(MODES[mode], own, "") for mode, own in by_mode.items()]
    lines += [_row("Question alone", figures, "_without_history"), ""]
    lines += _sureness(by_mode)
    for mode, own in by_mode.items():
        if own.get("trusted"):
            lines += [
                f"{MODES[mode]}, what is answered, referred and asked back:",
                "",
                *trusting.lines(own["trusted"]),
            ]
    return [*lines, *_compared(figures.get("compared") or {})]


def _sureness(by_mode: dict[str, dict[str, Any]]) -> list[str]:
    head = ["| | " + " | ".join(MODES[mode] for mode in by_mode) + " |", "| --- |" + " --- |" * len(by_mode)]
    first = next(iter(by_mode.values()))
    rows = {
        f"AUROC, {first['answerable']} answerable and {first['unanswerable']} unanswerable": _auroc,
        "answered, of the answerable and of the unanswerable": _shown,
        "ms a question, mean, median, 95 %": _times,
    }
    return [
        *head,
        *(f"| {title} | " + " | ".join(map(told, by_mode.values())) + " |" for title, told in rows.items()),
        "",
    ]


def _auroc(figures: dict[str, Any]) -> str:
    interval = figures["auroc_interval"]
    if interval is None:
        return "not measured"
    return f"{figures['auroc']:.3f} ({interval[0]:.3f} to {interval[1]:.3f})"


def _shown(figures: dict[str, Any]) -> str:
    return f"{_share(figures['answerable_shown'])} and {_share(figures['unanswerable_shown'])}"


def _times(figures: dict[str, Any]) -> str:
    return f"{figures['ms']}, {figures['ms_p50']}, {figures['ms_p95']}"


def _compared(compared: dict[str, Any]) -> list[str]:
    if not compared:
        return []
    ways = {way: compared["ways"][way] for way in WAYS if way in compared["ways"]}
    lines = [f"What each way of ordering brings ({compared['groups']} conversations or texts):", ""]
    lines += ["| | " + " | ".join(f"{name} | more" for name in MEASURES) + " |"]
    lines += ["| --- |" + " --- | --- |" * len(MEASURES)]
    for way, told in ways.items():
        cells = [f"{told[name]['mean']:.3f} | {_more(told[name])}" for name in MEASURES]
        lines.append(f"| {WAYS[way]} | " + " | ".join(cells) + " |")
    lines += [
        "",
        "Fold by fold, R@5 · R@10 · nDCG@10:",
        "",
        "| | 1 | 2 | 3 | 4 | 5 |",
        "| --- |" + " --- |" * 5,
    ]
    for way, told in ways.items():
        folds = zip(*(told[name]["folds"] for name in MEASURES[1:]), strict=True)
        lines.append(
            f"| {WAYS[way]} | "
            + " | ".join(" · ".join(f"{value:.3f}" for value in fold) for fold in folds)
            + " |"
        )
    return [*lines, ""]


def _more(told: dict[str, Any]) -> str:
    if not told["more"] and not told["high"]:
        return "–"
    return f"{told['more']:+.3f} ({told['low']:+.3f} to {told['high']:+.3f})"


def _row(title: str, figures: dict[str, Any], suffix: str) -> str:
    values = (figures[f"{name}{suffix}"] for name in NAMES)
    return f"| {title} | " + " | ".join("–" if value is None else f"{value:.3f}" for value in values) + " |"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"
