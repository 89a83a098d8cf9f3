"""What this room shows on screens of others: an ask to publish with what changed, and at the desk what waits."""

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext as _

from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Approval
from frontoffice.authority.panels import Facts, panel
from frontoffice.foundation.ui.slots import Context, Part, add_part
from frontoffice.knowledge.comparing import Row
from frontoffice.knowledge.models import ArticleVersion, Circulation, Status
from frontoffice.knowledge.permissions import REVIEW_TEXT
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.differences import before_of, compared, counts
from frontoffice.knowledge.queries.reading import to_read
from frontoffice.knowledge.queries.reviewing import mine_to_review

MOST_ROWS = 12
LONGEST_ROW = 400


@panel("knowledge.publish")
def facts_of_publication(approval: Approval) -> Facts:
    """The version, what it is to the one before, what changed, and where both can be compared."""
    found = ArticleVersion.objects.filter(reference=approval.arguments.get("version", ""))
    version = found.select_related("article").first()
    if version is None:
        return []
    versions = list(ArticleVersion.objects.filter(article=version.article).exclude(status=Status.DISCARDED))
    before = before_of(version, versions)
    told = [
        (_("Article"), f"{version.title} ({version.article.slug}, {version.language})"),
        (_("For whom"), version.get_audience_display()),
        (_("In force from"), version.effective_from.isoformat()),
        (_("What it is"), version.get_change_display() if before is not None else _("A new text")),
        (_("What changed, in a sentence"), version.change_note),
        (_("Rests on"), version.citation),
        *_difference(before, version),
        (_("Read it at"), f"/knowledge/articles/{version.article.slug}/compare/?to={_key(version)}"),
    ]
    return [(label, str(text)) for label, text in told if text]


def _difference(before: ArticleVersion | None, version: ArticleVersion) -> list[tuple[str, str]]:
    if before is None:
        return [(_("The text"), version.body)]
    made = compared(before, version)
    rows = [row for row in made.rows if row.kind != "same"][:MOST_ROWS]
    return [(_("Changes"), counts(made)), (_("The text"), "\n".join(_line(row) for row in rows))]


def _line(row: Row) -> str:
    """Changed words stand in brackets: [-gone-] and [+new+]."""
    marks = {"gone": "[-{}-]", "new": "[+{}+]", "same": "{}", "changed": "{}"}
    text = "".join(marks[piece.kind].format(piece.text) for piece in row.inline)
    return text if len(text) <= LONGEST_ROW else f"{text[:LONGEST_ROW]}…"


def _key(version: ArticleVersion) -> str:
    return f"{version.language}.{version.number}"


def at_the_desk(request: HttpRequest, about: object) -> Context | None:
    """How many procedures wait to be read, and texts to be reviewed, by the viewer."""
    acting = cast("ActingRequest", request)
    member = acting.staff_member
    if member is None or "knowledge.ask" not in acting.powers:
        return None
    reading = len(to_read(member, at=acting.at)) if Circulation.objects.filter(ended_at=None).exists() else 0
    reviewing = 0
    if REVIEW_TEXT in acting.powers:
        reviewing = mine_to_review(member, on=office_day(acting.at)).count()
    return {"reading": reading, "reviewing": reviewing} if reading or reviewing else None


def register() -> None:
    """Called once, when the app is ready."""
    add_part("desk.queue", Part("texts", 80, "knowledge/parts/at_the_desk.html", at_the_desk))
