"""Where a text can be read: addresses that stay."""

from urllib.parse import urlencode

from frontoffice.knowledge.models import ArticleVersion, Passage


def version_address(version: ArticleVersion) -> str:
    """The public page of the article as this version had it, whatever has come after it."""
    told = {"on": version.effective_from.isoformat()}
    if version.language != "en":
        told["language"] = version.language
    return f"/help/{version.article.slug}/?{urlencode(told)}"


def page_address(passage: Passage) -> str:
    """The permanent address of a passage: page, day and anchor (INQ-4). The passage's version and article are read."""
    return f"{version_address(passage.version)}#{passage.anchor}"
