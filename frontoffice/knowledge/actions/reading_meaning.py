"""Reading what passages mean: each new passage gets its vectors, a few at a time, while everything goes on.

Until all are read, what has been read is found by its meaning and the rest by its words.
"""

import time
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from frontoffice.foundation.meaning import Encoder, encoder
from frontoffice.knowledge.models import Passage, PassageVector, SentenceModel

AT_ONCE = 16
PART_WORDS = 180  # as much as the model reads of a text at once, and an even share where a passage is longer
STORED = "<f2"


def read_more(seconds: float) -> int:
    """Read passages that the installation's model has not read yet, for about that long; how many were read.

    Does nothing where there is no model. Must not run inside a transaction: reading takes long.
    """
    reader = encoder()
    if reader is None:
        return 0
    model, _made = SentenceModel.objects.get_or_create(name=reader.name)
    if Passage.objects.count() <= model.passages:
        return 0
    done, ends = 0, time.monotonic() + seconds
    while batch := list(unread(model)[:AT_ONCE]):
        done += _keep(model, batch, _read(reader, batch))
        if time.monotonic() >= ends:
            break
    return done


def just_read() -> str:
    """The name of the installation's model where it has read every passage; else empty."""
    reader = encoder()
    if reader is None:
        return ""
    read = SentenceModel.objects.filter(name=reader.name, passages__gte=Passage.objects.count())
    return reader.name if read.exists() else ""


def unread(model: SentenceModel) -> QuerySet[Passage]:
    """The passages that the model has not read, the newest first: what was published now is asked for first."""
    read = PassageVector.objects.filter(model=model, passage=OuterRef("pk"))
    return Passage.objects.filter(~Exists(read)).select_related("version").order_by("-pk")


def parts(passage: Passage) -> list[str]:
    """The texts that the model reads of a passage: each begins with what it is about."""
    words = passage.text.split()
    count = max(1, round(len(words) / PART_WORDS))
    size = -(-len(words) // count)
    about = "\n".join(filter(None, (passage.version.title, passage.heading)))
    return [
        f"{about}\n{' '.join(words[at : at + size])}" for at in range(0, max(1, len(words)), max(1, size))
    ]


def _read(reader: Encoder, batch: Sequence[Passage]) -> list[tuple[Passage, int, bytes]]:
    texts = [(passage, part, text) for passage in batch for part, text in enumerate(parts(passage))]
    vectors = reader.encode([text for _passage, _part, text in texts])
    return [
        (passage, part, vector.astype(STORED).tobytes())
        for (passage, part, _text), vector in zip(texts, vectors, strict=True)
    ]


@transaction.atomic
def _keep(model: SentenceModel, batch: Sequence[Passage], read: Sequence[tuple[Passage, int, bytes]]) -> int:
    """Keep what was read; another worker may have read some of it meanwhile."""
    SentenceModel.objects.select_for_update().get(pk=model.pk)
    ids = [passage.pk for passage in batch]
    there = set(
        PassageVector.objects.filter(model=model, passage__in=ids).values_list("passage_id", flat=True)
    )
    PassageVector.objects.bulk_create(
        PassageVector(model=model, passage=passage, part=part, vector=vector)
        for passage, part, vector in read
        if passage.pk not in there
    )
    SentenceModel.objects.filter(pk=model.pk).update(passages=F("passages") + len(set(ids) - there))
    return len(ids)
