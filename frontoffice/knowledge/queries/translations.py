"""Whether a translation is behind the text that it was made from (INQ-6)."""

from datetime import date

from frontoffice.foundation.models import Agency
from frontoffice.foundation.search.words import primary
from frontoffice.knowledge.models import ArticleVersion
from frontoffice.knowledge.queries.in_force import versions_in_force


def newer_source(version: ArticleVersion, *, on: date) -> ArticleVersion | None:
    """The version in the agency's own language that counts on the day and began after this translation did.

    None where this is the agency's language or the translation is not behind. Two queries at most.
    """
    agency = Agency.objects.first()
    source = primary(agency.default_language) if agency is not None else "en"
    if version.language == source:
        return None
    sources = versions_in_force(on=on, audience=version.audience, language=source)
    return sources.filter(article=version.article_id, effective_from__gt=version.effective_from).first()
