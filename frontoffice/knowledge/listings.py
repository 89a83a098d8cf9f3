"""What programs can narrow the lists of articles and of their versions by, and the orders that these come in."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.listing import Filter, choice, code, lists
from frontoffice.authority.signatures import DAY
from frontoffice.foundation.models import Actor
from frontoffice.knowledge.models import Article, ArticleVersion, Audience, Kind, Status
from frontoffice.knowledge.queries.in_force import versions_in_force


def _in_force(rows: QuerySet[Any], value: Any, by: Actor) -> QuerySet[Any]:
    audience = Audience.INTERNAL if by.is_staff else Audience.PUBLIC
    return rows.filter(pk__in=versions_in_force(on=value, audience=audience))


lists(
    Article,
    choice("kind", Kind.values, "kind", _("What it is.")),
    code("topic", "topic", _("Code of the topic.")),
    code("owner", "owner__code", _("Code of the unit that answers for it."), staff=True),
    sorts={"slug": ("slug",)},
)

lists(
    ArticleVersion,
    code("article", "article__slug", _("Slug of the article.")),
    choice("status", Status.values, "status", _("How far it is.")),
    choice("audience", Audience.values, "audience", _("Whom it is for.")),
    code("language", "language", _("Which language it is in.")),
    Filter("in_force_on", DAY, _in_force, _("What counts on this day.")),
    sorts={"effective": ("-effective_from",)},
)
