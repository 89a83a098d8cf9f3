"""What an import would change: each text held against the one that stands, what is gone, and who answered from it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from frontoffice.authority.registry import visible
from frontoffice.foundation.models import Actor
from frontoffice.knowledge.comparing import Comparison, compare, lines_of
from frontoffice.knowledge.documents import Document
from frontoffice.knowledge.models import (
    AnswerGiven,
    ArticleVersion,
    Difference,
    Import,
    ImportedText,
    ImportState,
    Passage,
    Status,
)
from frontoffice.knowledge.splitting import pieces

ON_A_PAGE = 50
MOST_NAMED = 20
Key = tuple[str, str]


@dataclass(frozen=True)
class Held:
    """A text and what it is to the version that stands; `document` is None for what is gone."""

    key: Key
    title: str
    difference: Difference
    document: Document | None
    before: ArticleVersion | None


@dataclass(frozen=True)
class Giver:
    """Who gave answers from a text, and how many."""

    name: str
    kind: str
    answers: int


@visible(Import)
def imports_visible_to(*, by: Actor, at: datetime) -> QuerySet[Import]:
    """Imports are for staff."""
    rows = Import.objects.select_related("begun_by", "decided_by")
    return rows if by.is_staff else rows.none()


@visible(ImportedText)
def imported_texts_visible_to(*, by: Actor, at: datetime) -> QuerySet[ImportedText]:
    """With the import that they are of."""
    rows = ImportedText.objects.select_related("brought", "before__article", "made__article")
    return rows if by.is_staff else rows.none()


def held_against(documents: Sequence[Document], *, source: str, whole: bool, on: date) -> list[Held]:
    """Each document beside the version of its article that stands; then, where the source is whole, what is gone.

    A document that says what a published version says is the same. Three queries.
    """
    standing = _published({document.slug for document in documents})
    held = [_held(document, standing, on) for document in documents]
    return held + (_gone(source, {one.key for one in held}, on) if whole else [])


def _held(document: Document, standing: dict[Key, list[ArticleVersion]], on: date) -> Held:
    key = (document.slug, document.language)
    versions = standing.get(key, [])
    same = [version for version in versions if version.content_hash == document.content_hash]
    if same:
        return Held(key, document.title, Difference.SAME, document, same[-1])
    before = _in_force(versions, on)
    difference = Difference.NEW if before is None else Difference.CHANGED
    return Held(key, document.title, difference, document, before)


def _gone(source: str, keys: set[Key], on: date) -> list[Held]:
    """What the last import of the source brought, or found the same, and this one does not hold any more."""
    last = Import.objects.filter(source=source, state=ImportState.TAKEN).order_by("-pk").first()
    if last is None:
        return []
    texts = last.texts.exclude(difference=Difference.GONE, taken=True).values_list("slug", "language")
    missing = set(texts) - keys
    standing = _published({slug for slug, _language in missing})
    found = []
    for key in sorted(missing):
        before = _in_force(standing.get(key, []), on)
        if before is not None and (before.effective_to is None or before.effective_to >= on):
            found.append(Held(key, before.title, Difference.GONE, None, before))
    return found


def _published(slugs: set[str]) -> dict[Key, list[ArticleVersion]]:
    rows = ArticleVersion.objects.filter(article__slug__in=slugs, status=Status.PUBLISHED)
    standing: dict[Key, list[ArticleVersion]] = defaultdict(list)
    for version in rows.select_related("article").defer("body").order_by("effective_from", "number"):
        standing[version.article.slug, version.language].append(version)
    return standing


def _in_force(versions: Sequence[ArticleVersion], on: date) -> ArticleVersion | None:
    """The one that counts on the day, else the last one."""
    counting = [
        one
        for one in versions
        if one.effective_from <= on and (one.effective_to is None or one.effective_to >= on)
    ]
    return next(iter([*counting[-1:], *reversed(versions)]), None)


def listed_imports(*, by: Actor, at: datetime, before: int = 0) -> tuple[list[Import], int]:
    """Imports with how many texts are new, changed and gone, the newest first; and from where there is more."""
    rows = imports_visible_to(by=by, at=at).annotate(
        **{one.value: Count("texts", filter=Q(texts__difference=one)) for one in Difference}
    )
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: ON_A_PAGE + 1])
    return found[:ON_A_PAGE], found[ON_A_PAGE - 1].pk if len(found) > ON_A_PAGE else 0


def answers_by_version(versions: Sequence[int]) -> dict[int, int]:
    """How many answers were given from each of the versions. One query."""
    rows = AnswerGiven.objects.filter(version__in=versions).order_by().values("version")
    return {row["version"]: row["many"] for row in rows.annotate(many=Count("pk"))}


def comparison(text: ImportedText) -> Comparison | None:
    """How the text would change what stands; None for what is gone or the same."""
    if not text.document:
        return None
    document = Document.model_validate_json(text.document)
    before = lines_of(text.before.body, text.before.form) if text.before is not None else []
    return compare(before, lines_of(document.body, document.form))


def answered_from(text: ImportedText) -> list[Giver]:
    """Who gave answers from the passages that the text would change, most first."""
    if text.before is None:
        return []
    passages = Passage.objects.filter(version=text.before)
    if text.document:
        document = Document.model_validate_json(text.document)
        said = {piece.text for piece in pieces(document.body, document.form)}
        changed = [one.pk for one in passages.only("pk", "text") if one.text not in said]
        passages = passages.filter(pk__in=changed)
    rows = (
        AnswerGiven.objects.filter(passage__in=passages).order_by().values("given_by__name", "given_by__kind")
    )
    named = rows.annotate(many=Count("pk")).order_by("-many", "given_by__name")
    givers: dict[tuple[str, str], int] = defaultdict(int)
    for row in named:
        staff = row["given_by__kind"] in {"staff", "automated"}
        givers[(row["given_by__name"] if staff else "", row["given_by__kind"])] += row["many"]
    return [Giver(name, kind, many) for (name, kind), many in givers.items()][:MOST_NAMED]
