"""Pieces: what will be the passages of a version, and the anchors that they keep."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import slugify

from frontoffice.knowledge.splitting.blocks import Block, blocks
from frontoffice.knowledge.splitting.sanitizing import HEADINGS, from_markdown, from_text, plain, sanitized

LONGEST = 450  # words: what is no longer stays whole
AIM = 300  # words a piece of what is longer
ANCHOR = 60
PAGE_BREAK = "\f"
PATH = " › "
TEXT, MARKDOWN = "text", "markdown"  # as the models name the forms; files are read where there are no models


@dataclass(frozen=True)
class Piece:
    """A passage to be: its path of headings, plain text, sanitized HTML, and its name at the source, if any."""

    heading: str
    text: str
    html: str
    external_id: str = ""

    @property
    def text_hash(self) -> str:
        return hashlib.sha256(f"{self.heading}\n{self.text}".encode()).hexdigest()


def pieces(body: str, form: str, external_ids: Sequence[str] = ()) -> list[Piece]:
    """The pieces of a body, in order.

    Markdown and HTML are cut at headings. Plain text is cut at form feeds, where `external_ids` may name
    the parts. What is longer than 450 words is cut between its blocks.
    """
    if form == TEXT:
        parts = [part for part in body.split(PAGE_BREAK) if part.strip()]
        names = [*external_ids, *[""] * len(parts)]
        return [piece for part, name in zip(parts, names, strict=False) for piece in _of_text(part, name)]
    source = from_markdown(body) if form == MARKDOWN else sanitized(body)
    return [piece for heading, found in _sections(blocks(source)) for piece in _of_blocks(heading, found)]


def _of_text(part: str, name: str) -> list[Piece]:
    if len(part.split()) <= LONGEST:
        text = part.strip()
        return [Piece("", text, from_text(text), name)]
    lines = [Block("p", from_text(line)) for line in re.split(r"\n\s*\n|(?<=[.!?])\s+", part) if line.strip()]
    return [Piece(p.heading, p.text, p.html, name) for p in _of_blocks("", lines)]


def _sections(found: Iterable[Block]) -> Iterable[tuple[str, list[Block]]]:
    """Runs of blocks under the same path of headings."""
    path: dict[int, str] = {}
    section: list[Block] = []
    for block in found:
        if block.tag not in HEADINGS:
            section.append(block)
            continue
        if section:
            yield PATH.join(path.values()), section
        section = []
        level = int(block.tag[1])
        path = {depth: title for depth, title in path.items() if depth < level}
        path[level] = plain(block.html).replace("\n", " ")[:200]
    if section:
        yield PATH.join(path.values()), section


def _of_blocks(heading: str, found: Sequence[Block]) -> list[Piece]:
    whole = sum(len(plain(block.html).split()) for block in found)
    groups: list[list[Block]] = [[]]
    size = 0
    for block in found:
        words = len(plain(block.html).split())
        if whole > LONGEST and groups[-1] and size + words > AIM:
            groups.append([])
            size = 0
        groups[-1].append(block)
        size += words
    made = [Piece(heading[-500:], _text(group), "".join(block.html for block in group)) for group in groups]
    return [piece for piece in made if piece.text]


def _text(group: Sequence[Block]) -> str:
    return "\n".join(filter(None, (plain(block.html) for block in group)))


def anchored(found: Sequence[Piece], before: Mapping[str, str]) -> list[str]:
    """An anchor for each piece, all different.

    `before` gives the anchors of the version before by text hash: a piece whose text is unchanged keeps its
    own, and no new one takes an anchor that stands for another text.
    """
    kept = dict(before)
    anchors: list[str | None] = [kept.pop(piece.text_hash, None) for piece in found]
    taken = set(filter(None, anchors))
    # An anchor that the version before gave to another text goes on only under the same heading.
    numbers: dict[str, int] = {}
    return [
        anchor or _free(_wanted(piece), taken, numbers) for anchor, piece in zip(anchors, found, strict=True)
    ]


def _wanted(piece: Piece) -> str:
    last = piece.heading.split(PATH)[-1]
    slug = slugify(last)[:ANCHOR].strip("-")
    return slug or f"p-{piece.text_hash[:8]}"


def _free(wanted: str, taken: set[str], numbers: dict[str, int]) -> str:
    anchor, number = wanted, numbers.get(wanted, 1)
    while anchor in taken:
        number += 1
        anchor = f"{wanted}-{number}"
    numbers[wanted] = number
    taken.add(anchor)
    return anchor
