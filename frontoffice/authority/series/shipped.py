"""The series that come with the product, and the powers that every series speaks of."""

from functools import cache
from pathlib import Path

from frontoffice.authority.series.checking import check, check_vocabulary, shaped
from frontoffice.authority.series.reading import read
from frontoffice.authority.series.shape import LevelEntry, PostsFile, SeriesFile, Vocabulary

HERE = Path(__file__).parent
CODES = ("onet", "tx", "il", "nm", "tax")
DEFAULT = "tax"
SUPERVISOR, AUDITOR = "supervisor", "auditor"


def text(code: str) -> str:
    """The file of a shipped series, to read or to begin one's own with. Raises LookupError."""
    if code not in CODES:
        raise LookupError(code)
    return (HERE / f"{code}.yaml").read_text(encoding="utf-8")


@cache
def vocabulary() -> Vocabulary:
    return check_vocabulary((HERE / "powers.yaml").read_text(encoding="utf-8"))


@cache
def series(code: str) -> SeriesFile:
    """A shipped series. Raises LookupError."""
    return check(text(code), vocabulary())


@cache
def posts() -> dict[str, LevelEntry]:
    """The posts outside every series, by code."""
    written = (HERE / "posts.yaml").read_text(encoding="utf-8")
    return {post.code: post for post in shaped(PostsFile, read(written)).posts}
