"""A draft of an article in the world of the access tests, made when its screen is first asked for."""

from frontoffice.authority.models import StaffMember
from frontoffice.foundation import clock
from frontoffice.knowledge.actions.drafting import propose
from frontoffice.knowledge.models import ArticleVersion, Status

SLUG = "renew-driver-license"


def draft_to_go_on_with() -> str:
    """The address at which the draft is edited."""
    drafts = ArticleVersion.objects.filter(article__slug=SLUG, status=Status.DRAFT)
    gordon = StaffMember.objects.get(user__username="gordon").actor
    told = {
        "slug": SLUG,
        "title": "Renew a license",
        "body": "## When\n\n> [!warning] Do not wait\n> No grace.",
    }
    draft = drafts.first() or propose(**told, by=gordon, at=clock.now())  # type: ignore[arg-type]
    return f"/knowledge/articles/{SLUG}/edit/?version={draft.number}&language={draft.language}"
