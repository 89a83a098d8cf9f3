"""Questions in one language, answers in another: how often the right article is found where it is not translated.

Translated articles are parted in five folds. For the questions on the articles of a fold, the words of the
other language are learned from the translations of the other four alone, and the article itself is looked for in the
other language only.
"""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import mean
from typing import Any

from frontoffice.foundation.benchmarking import reports
from frontoffice.knowledge.learning_terms import learn_terms
from frontoffice.knowledge.models import Article, Audience, Passage
from frontoffice.knowledge.queries.across import carried
from frontoffice.knowledge.queries.looking import look_for
from frontoffice.knowledge.queries.weighing import weigh
from frontoffice.portal.benchmarking.measures import folds

REPORT = Path("benchmarks/languages.md")
PLACES = (1, 3, 10)
HEAD = """# Questions in one language, articles in another

Written by `frontoffice bench languages --write`; nothing here is typed by hand. Each question is looked for in another
language alone, by a dictionary that was learned from translations of other articles (five folds by article). The shares
say how often an article that answers is among the first 1, 3 and 10 articles found.

- **Its own words**: the question as it is, which finds names, numbers and what both languages share.
"""


def measure(questions: Path, *, on: date) -> dict[str, Any]:
    """Shares by language of the question and of the articles, with and without the dictionary."""
    asked = [row for row in _rows(questions) if row["cite"]]
    slugs = dict(Article.objects.values_list("slug", "pk"))
    fold_of = dict(zip(slugs, folds(list(slugs)), strict=True))
    found: dict[str, list[tuple[list[str], list[str], set[str]]]] = {}
    for fold in range(5):
        learn_terms(leave_out=[slugs[slug] for slug, own in fold_of.items() if own == fold])
        for row in asked:
            if fold_of.get(row["cite"][0]) == fold:
                for other in {"en", "es"} - {row["language"]}:
                    orders = _orders(row["question"], row["language"], other, on=on)
                    found.setdefault(f"{row['language']} to {other}", []).append((*orders, set(row["cite"])))
    return {
        way: {
            "questions": len(rows),
            "dictionary": [_share([(one[0], one[2]) for one in rows], k) for k in PLACES],
            "own_words": [_share([(one[1], one[2]) for one in rows], k) for k in PLACES],
        }
        for way, rows in found.items()
    }


def section(figures: dict[str, Any], vendor: str) -> str:
    """The figures of one database."""
    lines = [f"## {reports.title(vendor)}", "", "| | questions | first | first 3 | first 10 |"]
    lines.append("| --- | --- | --- | --- | --- |")
    for way, told in sorted(figures.items()):
        for title, name in (("", "dictionary"), (", its own words", "own_words")):
            shares = " | ".join(f"{value:.0%}" for value in told[name])
            lines.append(f"| {way}{title} | {told['questions']} | {shares} |")
    return "\n".join([*lines, ""])


def _rows(file: Path) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        {
            "question": row["question"],
            "language": row.get("language", "en"),
            "cite": [slug for slug in (row.get("must_cite"), *(row.get("or_cite") or [])) if slug],
        }
        for row in rows
    ]


def _orders(question: str, language: str, other: str, *, on: date) -> tuple[list[str], list[str]]:
    own = weigh(question, (), language=language)
    there = [one.asked for one in carried(own, language=language) if one.language == other]
    orders = []
    for asked in (there[0] if there else own, own):
        looked = look_for(asked, on=on, audience=Audience.PUBLIC, language=other)
        orders.append(_articles([one.pk for one in looked.ranked[:60]]))
    return orders[0], orders[1]


def _articles(passages: Sequence[int]) -> list[str]:
    rows = dict(Passage.objects.filter(pk__in=passages).values_list("pk", "version__article__slug"))
    return list(dict.fromkeys(rows[pk] for pk in passages))


def _share(rows: Sequence[tuple[list[str], set[str]]], k: int) -> float:
    return mean(float(bool(set(order[:k]) & cite)) for order, cite in rows) if rows else 0.0
