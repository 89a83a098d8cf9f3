"""Finding cases: by number and reference exactly, else by who asked and by the words that were used."""

from django.db.models import QuerySet

from frontoffice.cases.models import CASES, POSTS, Case, Post
from frontoffice.foundation.references import normalize
from frontoffice.foundation.search import hits, is_all, stems, words
from frontoffice.foundation.statements import Statement

MOST_FOUND = 50
MOST_POSTS = 200


def exactly(text: str, *, seen: QuerySet[Case]) -> Case | None:
    """The one case of this number or reference, however it was typed, among those that are seen."""
    reference = normalize(text)
    found = seen.filter(reference=reference).first() if reference else None
    number = _as_number(text)
    return found or (seen.filter(number=number).first() if number else None)


def search(text: str, *, seen: QuerySet[Case]) -> list[Case]:
    """Up to fifty cases, the best first."""
    wanted = ids_found(text, seen=seen)
    rows = seen.in_bulk(wanted)
    return [rows[pk] for pk in wanted if pk in rows]


def ids_found(text: str, *, seen: QuerySet[Case]) -> list[int]:
    """Up to fifty ids, the best first: an exact one, those of an e-mail address, then by names, subject and words."""
    text = text.replace("\x00", "").strip()
    one = exactly(text, seen=seen)
    ids = [one.pk] if one is not None else []
    if _is_address(text):
        theirs = seen.filter(reply_to=text.lower()).order_by("-pk").values_list("pk", flat=True)
        return [*dict.fromkeys([*ids, *theirs[:MOST_FOUND]])]
    ids += [hit.pk for hit in hits(CASES, words(text), among=seen, limit=MOST_FOUND, every=True, begun=True)]
    if len(ids) < MOST_FOUND:
        ids += _by_posts(text, seen)
    return list(dict.fromkeys(ids))[:MOST_FOUND]


def _by_posts(text: str, seen: QuerySet[Case]) -> list[int]:
    """Cases in whose posts all the words occur."""
    found = hits(POSTS, _telling(text), among=_posts_of(seen), limit=MOST_POSTS, every=True)
    of_case = dict(_CASES_OF_POSTS.rows(ids=[hit.pk for hit in found])) if found else {}
    return [of_case[hit.pk] for hit in found]


def _posts_of(seen: QuerySet[Case]) -> QuerySet[Post]:
    """The posts of these cases; where all are seen, that is all posts."""
    return Post.objects.all() if is_all(seen) else Post.objects.filter(case__in=seen)


_CASES_OF_POSTS: Statement[tuple[int, int]] = Statement(
    lambda *, ids: Post.objects.filter(pk__any_of=ids).values_list("pk", "case_id"), ids=list
)


def _telling(text: str) -> list[str]:
    """The words that tell something; all of them where none does."""
    return words(text) if not stems(text, "en") else [word for word in words(text) if stems(word, "en")]


def _is_address(text: str) -> bool:
    """Whether somebody was looked for by a whole e-mail address."""
    name, _at, domain = text.partition("@")
    return bool(name) and "." in domain and " " not in text


def _as_number(text: str) -> str:
    """C-2026-000418, also from c2026 418 or 2026-418."""
    digits = "".join(
        c if c.isascii() and c.isdigit() else " " for c in text.upper().removeprefix("C")
    ).split()
    if len(digits) == 2 and len(digits[0]) == 4 and len(digits[1]) <= 12:
        return f"C-{digits[0]}-{int(digits[1]):06}"
    return ""
