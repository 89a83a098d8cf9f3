"""Articles and questions that the tests of this room start from, made through the product's own actions."""

import json
from datetime import datetime
from typing import Any

from frontoffice.contacts.actions.taking_contacts import begin
from frontoffice.contacts.models import Channel, Contact
from frontoffice.foundation.actors import Actor, service
from frontoffice.knowledge.actions.asking import ask
from frontoffice.knowledge.actions.importing import import_articles
from frontoffice.knowledge.models import ArticleVersion, Question
from tests.factories import NOW, visitor

RENEWAL = """You can renew a license online, by mail or at any office.

## What it costs

| Renewal | Fee |
| --- | --- |
| Driver license, 6 years | $36.00 |
| Age 70 or older, 3 years | $18.00 |

## When to renew

You can renew from 180 days before your license expires. There is no grace period for driving.
"""
PLATES = """Report stolen plates to the police first. Then order new plates online.

## What it costs

A pair of plates costs $12.00.
"""
TAX = "A seller needs a sales-tax permit before the first sale. Returns are due on the 20th of the month."


def document(slug: str, body: str, **told: Any) -> str:
    """An article as an import takes it."""
    given = {"slug": slug, "title": slug.replace("-", " ").capitalize(), "body": body, "citation": "Code § 1"}
    return json.dumps(given | {"effective_from": "2026-01-01"} | told)


def article(
    slug: str = "renew-a-license", body: str = RENEWAL, *, at: datetime = NOW, **told: Any
) -> ArticleVersion:
    """A published article: the version that the import made."""
    (version,) = import_articles(articles=[document(slug, body, **told)], by=service("knowledge"), at=at)
    return version


def library() -> None:
    """Three articles on different things."""
    article()
    article("stolen-plates", PLATES)
    article("sales-tax-permit", TAX)


def conversation(by: Actor | None = None, *, at: datetime = NOW) -> Contact:
    """A contact that a visitor began on the web."""
    return begin(channel=Channel.WEB, by=by or visitor(), at=at)


def asked(words: str, contact: Contact | None = None, *, by: Actor | None = None, **told: Any) -> Question:
    """A question that a visitor put."""
    return ask(question=words, contact=contact, by=by or visitor(), at=NOW, **told)
