"""How fast answers are found in a large library, beside the database's own ranked query; and what leaving words out
of the query (pruning) gains in time and costs in recall.

The library is a corpus with its gold passages, and passages put together from its own sentences up to the number asked
for: their words are as common as in the real ones.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from statistics import mean
from typing import Any
from unittest import mock

from django.db import connection

from frontoffice.foundation.actors import service
from frontoffice.foundation.benchmarking import reports
from frontoffice.foundation.search import stems
from frontoffice.foundation.search.indexes import COLUMN
from frontoffice.knowledge.actions.counting_words import count_in
from frontoffice.knowledge.models import PASSAGES, Article, ArticleVersion, Audience, Passage, Status
from frontoffice.knowledge.queries import Turn, find, looking
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.sentences import sentences
from frontoffice.portal.benchmarking import acting
from frontoffice.portal.benchmarking.measures import percentile, recall
from frontoffice.portal.benchmarking.tasks import Task

REPORT = Path("benchmarks/search.md")
SEED = 20261122
A_PASSAGE = 10  # sentences
AN_ARTICLE = 20  # passages
ARTICLES, FEW = 2000, 5  # a large agency's articles, and the passages in each that is added
AT_ONCE = 2000
UNPRUNED = 10**9
HEAD = """# How fast answers are found in a large library

Written by `frontoffice bench search --write`; nothing here is typed by hand. The library is a corpus and passages put
together from its sentences, up to the number told. Each question is asked with the turns before it. **ms** are by the
clock, on the machine that ran it.

- **The whole action**: asking as the portal does, with what is written: the turn, the answers, the events.
- **Bare ranked query**: the database's own (FTS5's BM25, `ts_rank`), with the words of the question alone, ten rows,
  without asking what is in force or who may see it.
- **Found**: all that finding does: the words of all turns, what is in force for the reader, our ranking, sentences,
  confidence. **Without pruning**: with all words in the query, however many passages hold them.
- **R@10**: of the gold passages, among the ten first. **Same**: share of the ten first without pruning that are among
  the ten first with it.
"""


def fill(passages: int, *, at: datetime, in_article: int = AN_ARTICLE) -> None:
    """Add passages made of the library's own sentences until there are so many, `in_article` of them in each."""
    draw = random.Random(SEED)  # noqa: S311 - a measurement, not a secret
    pool = [
        (text[start:end], stems(text[start:end], "en"))
        for text in Passage.objects.exclude(external_id="").values_list("text", flat=True).order_by("pk")
        for start, end in sentences(text)
    ]
    by, day = service("portal"), office_day(at)
    for start in range(Passage.objects.count(), passages, AT_ONCE):
        made = list(
            _made(start, min(AT_ONCE, passages - start), in_article, pool, draw, by=by, day=day, at=at)
        )
        Passage.objects.bulk_create(made)
        count_in(made, language="en")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _made(
    start: int,
    number: int,
    in_article: int,
    pool: Sequence[tuple[str, list[str]]],
    draw: random.Random,
    *,
    by: Any,
    day: date,
    at: datetime,
) -> Iterator[Passage]:
    version = None
    for place in range(number):
        if version is None or place % in_article == 0:
            version = _version(start + place, by=by, day=day, at=at)
        parts = draw.choices(pool, k=A_PASSAGE)
        read = [stem for _text, held in parts for stem in held]
        yield Passage(
            version=version,
            position=place % in_article + 1,
            anchor=f"p-{place}",
            text=" ".join(text for text, _held in parts),
            html="",
            text_hash=f"{start + place:064x}",
            stems=" ".join(read),
            length=len(read),
        )


def _version(number: int, *, by: Any, day: date, at: datetime) -> ArticleVersion:
    article = Article.objects.create(slug=f"filling-{number}")
    return ArticleVersion.objects.create(
        article=article,
        number=1,
        title=f"Filling {number}",
        body="",
        effective_from=day,
        received_on=day,
        recorded_at=at,
        author=by,
        content_hash=f"{number:064x}",
        status=Status.PUBLISHED,
        published_by=by,
        published_at=at,
    )


def measure(tasks: Sequence[Task], *, at: datetime) -> dict[str, Any]:
    """Milliseconds of the bare query, of finding with and without pruning, and what pruning costs."""
    names = dict(Passage.objects.values_list("pk", "external_id"))
    day = office_day(at)
    bare, pruned, whole = [], [], []
    same, gold_pruned, gold_whole = [], [], []
    for number, task in enumerate(tasks):
        history = [Turn(asked, reply) for asked, reply in task.history]

        def found(task: Task = task, history: list[Turn] = history) -> list[int]:
            told = find(task.question, history, on=day, audience=Audience.PUBLIC, language="en")
            return [one.passage.pk for one in told.passages]

        if number == 0:
            found()  # what is loaded at the first question is not of it
        bare.append(_timed(lambda task=task: _bare(task.question))[0])  # type: ignore[misc]
        ms, few = _timed(found)
        pruned.append(ms)
        with mock.patch.object(looking, "MOST_HELD", UNPRUNED):
            ms, all_words = _timed(found)
        whole.append(ms)
        if all_words:
            same.append(len(set(few) & set(all_words)) / len(all_words))
        if task.gold:
            gold_pruned.append(recall([names[pk] for pk in few], task.gold, 10))
            gold_whole.append(recall([names[pk] for pk in all_words], task.gold, 10))
    return {
        "passages": len(names),
        "questions": len(tasks),
        "rows": {"bare": bare, "pruned": pruned, "whole": whole},
        "same": mean(same) if same else None,
        "recall": [mean(gold_pruned), mean(gold_whole)] if gold_pruned else None,
    }


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    done = work()
    return (time.perf_counter() - started) * 1000, done


def _bare(question: str) -> list[Any]:
    asked = list(dict.fromkeys(stems(question, "en")))
    if not asked:
        return []
    table = f'"{PASSAGES.name}"'
    if connection.vendor == "postgresql":
        sql = (
            f"SELECT p.id FROM \"{PASSAGES.table}\" AS p, to_tsquery('simple', %s) AS q "  # noqa: S608 - our own names
            f'WHERE p."{COLUMN}" @@ q ORDER BY ts_rank(p."{COLUMN}", q, 1) DESC LIMIT 10'
        )
        match = " | ".join(f"'{word}'" for word in asked)
    else:
        sql = f"SELECT rowid FROM {table} WHERE {table} MATCH %s ORDER BY bm25({table}) LIMIT 10"  # noqa: S608
        match = " OR ".join(f'"{word}"' for word in asked)
    with connection.cursor() as cursor:
        cursor.execute(sql, [match])
        return list(cursor.fetchall())


def section(figures: dict[str, Any], vendor: str, told: Sequence[dict[str, Any]] = ()) -> str:
    """The figures of one database; `told` are those of the whole action, of `acting`."""
    titles = {"bare": "Bare ranked query", "pruned": "Found", "whole": "Found, without pruning"}
    base = percentile(figures["rows"]["bare"], 0.95)
    lines = [
        f"## {reports.title(vendor)}",
        "",
        *(acting.lines(told) if told else []),
        f"{figures['passages']:,} passages, {figures['questions']} questions.",
        "",
        "| ms | mean | median | 95 % | of the bare query's 95 % |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, title in titles.items():
        times = figures["rows"][name]
        shown = (mean(times), percentile(times, 0.5), percentile(times, 0.95))
        cells = " | ".join(f"{value:.1f}" for value in shown)
        lines.append(f"| {title} | {cells} | {shown[2] / base:.2f} |")
    if figures["recall"] is not None:
        pruned, whole = figures["recall"]
        lines += ["", f"R@10 with pruning {pruned:.3f}, without {whole:.3f}; same {figures['same']:.3f}."]
    return "\n".join([*lines, ""])


def of_an_agency(*, at: datetime) -> None:
    """Add articles to those of the corpus until there are as many as a large agency has."""
    missing = ARTICLES - Article.objects.count()
    fill(Passage.objects.count() + missing * FEW, at=at, in_article=FEW)
