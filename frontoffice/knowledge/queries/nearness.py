"""What lies near to a question in meaning: its likeness to each passage that the installation's model has read.

The vectors stand in the memory of each process that searches, once it does (1.5 KB a part of a passage), and follow
the database: each search first fetches what was added since the last one.
"""

import threading
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from frontoffice.foundation.meaning import Encoder
from frontoffice.knowledge.models import Passage, PassageVector, SentenceModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Asked = Callable[[], Any]  # gives the vector that is asked for, once it is read
STORED = "<f2"
ROOM = 1024
SAMPLE = 4096
FEW = 100  # parts; what is usual in fewer than that says little of what is usual


@dataclass
class Shelf:
    """The vectors of one model in one database, in the order in which they were added."""

    mark: uuid.UUID
    dimensions: int
    last: int = 0
    count: int = 0
    passages: "NDArray[np.int64]" = field(init=False)
    vectors: "NDArray[np.float32]" = field(init=False)

    def __post_init__(self) -> None:
        import numpy as np

        self.passages = np.zeros(ROOM, dtype=np.int64)
        self.vectors = np.zeros((ROOM, self.dimensions), dtype=np.float32)

    def follow(self, model: SentenceModel) -> None:
        """Fetch what was added. One query."""
        import numpy as np

        added = PassageVector.objects.filter(model=model, pk__gt=self.last).order_by("pk")
        rows = list(added.values_list("pk", "passage_id", "vector"))
        if not rows:
            return
        self._make_room(len(rows))
        end = self.count + len(rows)
        read = np.frombuffer(b"".join(bytes(row[2]) for row in rows), dtype=STORED)
        self.vectors[self.count : end] = read.reshape(len(rows), self.dimensions)
        self.passages[self.count : end] = [row[1] for row in rows]
        self.count, self.last = end, rows[-1][0]

    def _make_room(self, more: int) -> None:
        import numpy as np

        if self.count + more > len(self.passages):
            size = max(2 * len(self.passages), self.count + more)
            self.passages = np.resize(self.passages, size)
            grown = np.zeros((size, self.dimensions), dtype=np.float32)
            grown[: self.count] = self.vectors[: self.count]
            self.vectors = grown


_shelves: dict[str, Shelf] = {}
_following = threading.Lock()


@dataclass(frozen=True)
class Nearness:
    """How near passages are to a question: 1 says the same, and `usual` is how near any passage is to it."""

    likeness: dict[int, float]
    usual: float

    @property
    def greatest(self) -> float:
        return max(self.likeness.values(), default=self.usual)

    def share(self, passage: int) -> float:
        """How far a passage that was read stands out from what is usual: 1 for the nearest, 0 for one that does not."""
        room = self.greatest - self.usual
        return max(0.0, (self.likeness[passage] - self.usual) / room) if room > 0 else 0.0


def near(
    reader: Encoder,
    asked: Asked,
    *,
    among: QuerySet[Passage],
    besides: Sequence[int] = (),
    limit: int,
) -> Nearness | None:
    """The `limit` nearest of `among` to what is asked, and how near those `besides` are; None before any was read.

    Three queries, and more only where most of what is near is not among them (earlier versions, other languages).
    """
    shelf = _shelf_of(reader)
    if shelf is None:
        return None
    import numpy as np

    scores, passages = shelf
    scores = scores @ asked()
    best = np.argsort(-scores, kind="stable")
    likeness: dict[int, float] = {}
    rows = np.flatnonzero(np.isin(passages, list(besides)))
    _take(likeness, passages[rows], scores[rows])
    found, start, size = 0, 0, 4 * limit
    while found < limit and start < len(best):
        some = best[start : start + size]
        seen = {int(pk) for pk in passages[some]}
        allowed = set(among.order_by().filter(pk__any_of=seen - set(likeness)).values_list("pk", flat=True))
        few = some[np.isin(passages[some], [*allowed, *likeness])]
        _take(likeness, passages[few], scores[few])
        found, start, size = len(likeness) - len(set(besides)), start + size, 4 * size
    sample = scores[:: max(1, len(scores) // SAMPLE)]
    return Nearness(likeness, float(np.median(sample)) * len(scores) / (len(scores) + FEW))


def _take(likeness: dict[int, float], passages: Any, scores: Any) -> None:
    """A passage is as near as its nearest part."""
    for pk, score in zip(passages.tolist(), scores.tolist(), strict=True):
        likeness[pk] = max(likeness.get(pk, -1.0), score)


def _shelf_of(reader: Encoder) -> "tuple[Any, Any] | None":
    """The vectors and their passages, brought up to date; None where there are none. Two queries."""
    model = SentenceModel.objects.filter(name=reader.name).first()
    if model is None:
        return None
    with _following:
        shelf = _shelves.get(reader.name)
        if shelf is None or shelf.mark != model.mark:
            shelf = _shelves[reader.name] = Shelf(model.mark, reader.dimensions)
        shelf.follow(model)
        return (shelf.vectors[: shelf.count], shelf.passages[: shelf.count]) if shelf.count else None
