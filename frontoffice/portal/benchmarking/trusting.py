"""What becomes of the questions of a benchmark: answered, referred or asked back; what is cited, and what is told.

`tell` asks one task as the portal and the automated representative would; `figures` scores what came of all, `lines`
writes them down. Conversations stay together in the folds and in the intervals.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from statistics import fmean
from typing import Any, TypeVar

from frontoffice.foundation.search import words
from frontoffice.knowledge import measuring
from frontoffice.knowledge.calibrating import fitted
from frontoffice.knowledge.fitting import Sample, enough, out_of_fold
from frontoffice.knowledge.models import Audience, Expected
from frontoffice.knowledge.queries import Turn, find
from frontoffice.knowledge.queries.confidence import confidence
from frontoffice.knowledge.queries.found import Signs
from frontoffice.knowledge.queries.judging import GIVEN
from frontoffice.knowledge.queries.policy import became_of
from frontoffice.representative.extracting import as_said, composed

WANTED = {
    "ANSWERABLE": Expected.ANSWER,
    "PARTIAL": Expected.ANSWER,
    "UNANSWERABLE": Expected.REFER,
    "UNDERSPECIFIED": Expected.ASK_BACK,
    "CONVERSATIONAL": Expected.ASK_BACK,
}
Item = TypeVar("Item")
RISKS = (0.05, 0.10)
SHOWN = 3


@dataclass(frozen=True)
class Told:
    """What came of one task. `given` and `cited` are names of passages, `text` the composed answer.

    `cited` and `text` are what would be composed whether or not it is sure enough to be told.
    """

    group: str
    wanted: str
    gold: frozenset[str]
    reference: str
    became: str
    confidence: float
    signs: Signs | None
    given: Sequence[str]
    cited: Sequence[str]
    text: str

    @property
    def answers(self) -> bool:
        """Whether a passage that answers is among those that would be given."""
        return bool(self.gold & set(self.given))


def tell(
    question: str,
    history: Sequence[tuple[str, str]],
    *,
    group: str,
    answerability: str,
    gold: frozenset[str],
    reference: str,
    names: Mapping[int, str],
    on: date,
    language: str = "en",
) -> Told:
    """Ask a task as a visitor; `names` gives each passage's name in the corpus by its id."""
    turns = [Turn(asked, reply) for asked, reply in history]
    found = find(question, turns, on=on, audience=Audience.PUBLIC, language=language)
    quoted = composed(found.passages[:SHOWN], question, language=language)
    by_passage: dict[int, list[Any]] = defaultdict(list)
    for one in quoted:
        by_passage[one.passage.pk].append(one)
    return Told(
        group=group,
        wanted=WANTED.get(answerability.upper(), ""),
        gold=gold,
        reference=reference,
        became=became_of(found),
        confidence=found.confidence,
        signs=found.signs,
        given=[names[one.passage.pk] for one in found.passages[:GIVEN]],
        cited=list(dict.fromkeys(names[pk] for pk in by_passage)),
        text="\n".join(as_said(own) for own in by_passage.values()),
    )


def figures(told: Sequence[Told]) -> dict[str, Any]:
    """All figures, rounded; null where there is nothing to measure."""
    return {
        "decisions": _decisions(told),
        "coverage": _coverage(told),
        "composed": _composed(told),
    }


def _decisions(told: Sequence[Told]) -> dict[str, Any]:
    """Precision, recall and F1 of each decision, and the mean F1 of those that people wanted anywhere."""
    pairs = [(one.group, (one.became, one.wanted)) for one in told if one.wanted]
    every = [pair for _group, pair in pairs]
    kinds = [kind for kind in Expected.values if any(wanted == kind for _became, wanted in every)]

    def macro(some: Sequence[tuple[str, str]]) -> float | None:
        return fmean(_f1(some, kind)["f1"] for kind in kinds) if some and kinds else None

    by_kind = {kind: _f1(every, kind) | {"wanted": sum(w == kind for _b, w in every)} for kind in kinds}
    return {"by_kind": by_kind, "macro_f1": _with_interval(pairs, macro)}


def _f1(pairs: Sequence[tuple[str, str]], kind: str) -> dict[str, float]:
    both = sum(became == kind == wanted for became, wanted in pairs)
    chosen = sum(became == kind for became, _wanted in pairs)
    wanted = sum(wanted == kind for _became, wanted in pairs)
    return {
        "precision": round(both / chosen, 4) if chosen else 0.0,
        "recall": round(both / wanted, 4) if wanted else 0.0,
        "f1": round(2 * both / (chosen + wanted), 4) if chosen + wanted else 0.0,
    }


def _coverage(told: Sequence[Told]) -> dict[str, Any]:
    """Coverage at each risk, by the weights in use and by weights that were fitted on the other folds.

    Two risks: that the corpus does not answer what is answered, and that no passage given is one that answers.
    """
    asked = [one for one in told if one.wanted in {Expected.ANSWER, Expected.REFER}]
    found: dict[str, Any] = {}
    for name, right in _RIGHTS.items():
        found[name] = {"in_use": _covered(asked, [one.confidence for one in asked], right)}
        sure = _out_of_fold(asked, right)
        found[name]["other_folds"] = _covered(asked, sure, right) if sure else None
    return found


def figures_of_hidden(told: Sequence[Told], without: Sequence[Told]) -> dict[str, Any]:
    """Those of answerable questions, and of the same whose answers were hidden: decisions, and coverage by weights."""
    both = [*(one for one in told if one.wanted == Expected.ANSWER and one.gold), *without]
    sure, right = _out_of_fold(both, _RIGHTS["answerable"]), _RIGHTS["answerable"]
    return {
        "decisions": _decisions(both),
        "in_use": _covered(both, [one.confidence for one in both], right),
        "other_folds": _covered(both, sure, right) if sure else None,
    }


_RIGHTS: dict[str, Callable[[Told], bool]] = {
    "answerable": lambda one: one.wanted == Expected.ANSWER,
    "answers": lambda one: one.wanted == Expected.ANSWER and one.answers,
}


def _out_of_fold(told: Sequence[Told], right: Callable[[Told], bool]) -> list[float]:
    samples = [Sample(fitted(one.signs or Signs(0, 0, 0, 0)), right(one), one.group) for one in told]
    if not enough(samples) or len({one.group for one in told}) < 2:
        return []
    return [confidence(one.signs, weights) for one, weights in zip(told, out_of_fold(samples), strict=True)]


def _covered(told: Sequence[Told], sure: Sequence[float], right: Callable[[Told], bool]) -> dict[str, Any]:
    pairs = [(one.group, (number, right(one))) for number, one in zip(sure, told, strict=True)]
    judged = [pair for _group, pair in pairs]
    return {
        "auroc": _with_interval(pairs, measuring.discrimination),
        "aurc": _with_interval(pairs, measuring.area_under),
        "calibration_error": round(measuring.calibration_error(judged), 4) if judged else None,
    } | {
        f"coverage@{risk:.0%}": _with_interval(pairs, partial(measuring.coverage_at, risk=risk))
        for risk in RISKS
    }


def _composed(told: Sequence[Told]) -> dict[str, Any]:
    """Citations against the gold passages and words against the reference, where the corpus answers.

    `told` counts what was answered alone; `all` whatever would have been composed, so that a cautious threshold does
    not flatter.
    """
    can = [one for one in told if one.wanted == Expected.ANSWER and one.gold]
    return {
        "told": _of_composed([one for one in can if one.became == Expected.ANSWER]),
        "all": _of_composed(can),
    }


def _of_composed(told: Sequence[Told]) -> dict[str, Any]:
    def mean_of(measure: Callable[[Told], float], some: Sequence[Told]) -> list[float] | None:
        return _with_interval([(one.group, measure(one)) for one in some], _mean)

    return {
        "answers": len(told),
        "citation_precision": mean_of(_precision, told),
        "citation_recall": mean_of(_recall, told),
        "token_recall": mean_of(token_recall, [one for one in told if one.reference]),
        "words": round(fmean(len(words(one.text)) for one in told), 1) if told else None,
    }


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


def _precision(one: Told) -> float:
    return len(set(one.cited) & one.gold) / len(one.cited) if one.cited else 0.0


def _recall(one: Told) -> float:
    return len(set(one.cited) & one.gold) / len(one.gold)


def token_recall(one: Told) -> float:
    """The share of the reference's words, repeats counted, that the composed answer has."""
    wanted, there = Counter(words(one.reference)), Counter(words(one.text))
    return (wanted & there).total() / max(1, wanted.total())


def _with_interval(
    pairs: Sequence[tuple[str, Item]], measure: Callable[[Sequence[Item]], float | None]
) -> list[float] | None:
    """[value, low, high], the interval by drawing whole groups."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for group, item in pairs:
        groups[group].append(item)
    value = measure([item for _group, item in pairs]) if pairs else None
    if value is None:
        return None
    bounds = measuring.interval(list(groups.values()), measure) or (value, value)
    return [round(value, 4), round(bounds[0], 4), round(bounds[1], 4)]


def lines(figures: dict[str, Any]) -> list[str]:
    """The figures in Markdown, for the report of one database."""
    decisions, composed_of = figures["decisions"], figures["composed"]
    found = ["| what was wanted | questions | precision | recall | F1 |", "| --- | --- | --- | --- | --- |"]
    for kind, one in decisions["by_kind"].items():
        found.append(
            f"| {Expected(kind).value.replace('_', ' ')} | {one['wanted']} | {one['precision']:.2f} | "
            f"{one['recall']:.2f} | {one['f1']:.2f} |"
        )
    found += [f"| all, mean F1 | | | | {_told(decisions['macro_f1'])} |", ""]
    found += ["| risk | weights | AUROC | coverage at 5 % | coverage at 10 % | calibration error |"]
    found += ["| --- | --- | --- | --- | --- | --- |"]
    for risk, title in (
        ("answerable", "answered though nothing answers"),
        ("answers", "no gold passage given"),
    ):
        for fit, said in (("in_use", "in use"), ("other_folds", "fitted on the other folds")):
            one = figures["coverage"][risk][fit]
            if one is not None:
                found.append(_risk(title, said, one))
    hidden = figures.get("hidden") or {}
    for fit, said in (("in_use", "in use"), ("other_folds", "fitted on the other folds")):
        if hidden.get(fit):
            found.append(_risk("answered though the answer is hidden", said, hidden[fit]))
    if hidden:
        told = (
            f"{Expected(kind).value.replace('_', ' ')} {one['f1']:.2f}"
            for kind, one in hidden["decisions"]["by_kind"].items()
        )
        found += ["", f"F1 on questions as they are and with the answer hidden: {', '.join(told)}."]
    found += ["", "| composed answers | citation precision | citation recall | token recall | words |"]
    found += ["| --- | --- | --- | --- | --- |"]
    for name, title in (("told", "those told"), ("all", "all, told or not")):
        one = composed_of[name]
        found.append(
            f"| {title}, {one['answers']} | {_told(one['citation_precision'])} | {_told(one['citation_recall'])} | "
            f"{_told(one['token_recall'])} | {one['words'] if one['words'] is not None else '–'} |"
        )
    return [*found, ""]


def _risk(title: str, said: str, one: dict[str, Any]) -> str:
    return (
        f"| {title} | {said} | {_told(one['auroc'])} | {_told(one['coverage@5%'])} | "
        f"{_told(one['coverage@10%'])} | {one['calibration_error']:.3f} |"
    )


def _told(value: list[float] | None) -> str:
    return "–" if value is None else f"{value[0]:.3f} ({value[1]:.3f} to {value[2]:.3f})"
