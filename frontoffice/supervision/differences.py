"""What an editor changed, word by word. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST = 4_000  # words beyond which the texts are shown whole: comparing takes the square of it


@dataclass(frozen=True)
class Piece:
    """Words that were kept, taken out or put in: `kind` is same, gone or new."""

    kind: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """The two texts as one, in order; joined, `same` and `gone` are what was before, `same` and `new` what is now."""
    old, new = _words(before), _words(after)
    if max(len(old), len(new)) > LONGEST:
        return [Piece("same", after)] if before == after else [Piece("gone", before), Piece("new", after)]
    made: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            made.append(Piece("same", "".join(old[a:b])))
            continue
        made += [Piece("gone", "".join(old[a:b]))] if b > a else []
        made += [Piece("new", "".join(new[c:d]))] if d > c else []
    return made


def _words(text: str) -> list[str]:
    """Words with the blanks after them, so that joining them gives the text again."""
    return re.findall(r"\S+\s*|\s+", text)
