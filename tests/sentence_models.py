"""A sentence model small enough to read: each word lies where its meaning does, and words may share a meaning.

It is a real ONNX file with a real tokenizer, made on the spot: one table that is looked up for each word.
"""

import json
import struct
from pathlib import Path

# Words of one line mean the same; each line has a direction of its own.
MEANINGS = (
    ("license", "authorization", "permission"),
    ("car", "automobile", "vehicle"),
    ("plates", "tags"),
    ("stolen", "robbed", "took"),
    ("price", "cost", "costs", "fee"),
    ("seller", "merchant", "shop"),
    ("tax", "duty"),
    ("renew", "extend", "renewed"),
)
UNKNOWN = "[UNK]"
ELSEWHERE = len(MEANINGS)  # unknown words all lie in one place of their own, close to nothing


def sentence_model(folder: Path, meanings: tuple[tuple[str, ...], ...] = MEANINGS) -> str:
    """Write the model into the folder; its path as the setting takes it."""
    folder.mkdir(parents=True, exist_ok=True)
    words = {UNKNOWN: 0} | {
        word: place for place, word in enumerate((word for line in meanings for word in line), start=1)
    }
    size = len(meanings) + 1
    rows = [[0.05 if column == size - 1 else 0.0 for column in range(size)]]
    for direction, line in enumerate(meanings):
        rows += [[1.0 if column == direction else 0.0 for column in range(size)] for _word in line]
    (folder / "tokenizer.json").write_text(json.dumps(_tokenizer(words)))
    (folder / "model.onnx").write_bytes(_graph(rows))
    return str(folder)


def _tokenizer(words: dict[str, int]) -> dict[str, object]:
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": None,
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": words, "unk_token": UNKNOWN},
    }


def _varint(number: int) -> bytes:
    out = b""
    while number > 0x7F:
        out += bytes([number & 0x7F | 0x80])
        number >>= 7
    return out + bytes([number])


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _part(field: int, value: bytes | str) -> bytes:
    held = value.encode() if isinstance(value, str) else value
    return _varint(field << 3 | 2) + _varint(len(held)) + held


def _shaped(name: str, kind: int, *dimensions: int | str) -> bytes:
    shape = b"".join(_part(1, _number(1, d) if isinstance(d, int) else _part(2, d)) for d in dimensions)
    return _part(1, name) + _part(2, _part(1, _number(1, kind) + _part(2, shape)))


def _graph(rows: list[list[float]]) -> bytes:
    """ONNX's own format: a table of vectors, and one step that looks words up in it."""
    floats, integers = 1, 7
    size = len(rows[0])
    raw = b"".join(struct.pack(f"<{size}f", *row) for row in rows)
    table = _number(1, len(rows)) + _number(1, size) + _number(2, floats) + _part(8, "table") + _part(9, raw)
    look_up = _part(1, "table") + _part(1, "input_ids") + _part(2, "last_hidden_state") + _part(4, "Gather")
    graph = (
        _part(1, look_up)
        + _part(2, "meanings")
        + _part(5, table)
        + _part(11, _shaped("input_ids", integers, "texts", "words"))
        + _part(12, _shaped("last_hidden_state", floats, "texts", "words", size))
    )
    return _number(1, 8) + _part(7, graph) + _part(8, _part(1, "") + _number(2, 13))
