"""What is asked: the six things that colleagues do all day, each by the page's part or by the API."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from frontoffice.cases.benchmarking.driving import Asking, Asks
from frontoffice.cases.benchmarking.vocabulary import Writer, asked
from frontoffice.cases.models import Case, Status
from frontoffice.customers.models import Party

POOL = 2_000


@dataclass(frozen=True)
class Pool:
    """What there is to ask for: references of cases by unit, names of customers, words, texts."""

    open_cases: dict[int, list[str]]
    topics: dict[int, list[str]]
    names: list[str]
    words: list[str]
    texts: list[str]


def pool(topics: dict[int, list[str]]) -> Pool:
    """Drawn evenly over the whole database."""
    writer = Writer(seed=21)
    return Pool(
        open_cases={unit: _evenly(unit) for unit in topics},
        topics=topics,
        names=_names(),
        words=asked(writer.words, seed=22),
        texts=[writer.text(40) for _n in range(300)],
    )


def _evenly(unit: int) -> list[str]:
    rows = Case.objects.filter(unit=unit).exclude(status=Status.RESOLVED)
    step = max(rows.count() // POOL, 1)
    return list(rows.order_by("due_on", "pk").values_list("reference", flat=True)[::step][:POOL])


def _names() -> list[str]:
    last = Party.objects.order_by("-pk").values_list("pk", flat=True).first() or 1
    wanted = range(1, last + 1, max(last // POOL, 1))
    return list(Party.objects.filter(pk__in=wanted).values_list("name", flat=True))


def _of(values: Sequence[str], number: int) -> str:
    return values[number * 7919 % len(values)]


def kinds(pool: Pool) -> dict[str, tuple[Asking | None, Asking | None]]:
    """By name: how a page asks, and how a program asks; None where only one of them does."""
    create, reply = _acts(pool)
    open_page, open_case = _opening(pool)

    def list_page(client: Asks, number: int) -> None:
        client.part("/desk/?view=unit&sort=due")

    def search_page(client: Asks, number: int) -> None:
        client.part(f"/desk/?q={quote(_of(pool.words, number))}")

    def customers_page(client: Asks, number: int) -> None:
        client.part(f"/customers/?q={quote(_of(pool.names, number))}")

    return {
        "create": (None, create),
        "open": (open_page, open_case),
        "list": (list_page, None),
        "search": (search_page, None),
        "reply": (None, reply),
        "customer": (customers_page, None),
    }


def _acts(pool: Pool) -> tuple[Asking, Asking]:
    """Opening a case and replying in one, each time under a key of its own."""
    run = secrets.token_hex(6)

    def create(client: Asks, number: int) -> None:
        topic, name = _of(pool.topics[client.colleague.unit], number), _of(pool.names, number)
        said: dict[str, Any] = {"text": _of(pool.texts, number), "topic": topic, "name": name}
        said |= {"channel": "email", "email": f"new.{run}.{number}@example.org"}
        client.act("cases.open_case", said, f"c-{run}-{number}")

    def reply(client: Asks, number: int) -> None:
        case = _of(pool.open_cases[client.colleague.unit], number)
        said = {"case": case, "text": _of(pool.texts, number), "keep_open": True}
        client.act("cases.reply", said, f"r-{run}-{number}")

    return create, reply


def _opening(pool: Pool) -> tuple[Asking, Asking]:
    def open_page(client: Asks, number: int) -> None:
        client.part(f"/desk/cases/{_of(pool.open_cases[client.colleague.unit], number)}/")

    def open_case(client: Asks, number: int) -> None:
        client.read(f"/api/v1/cases.case/{_of(pool.open_cases[client.colleague.unit], number)}")

    return open_page, open_case
