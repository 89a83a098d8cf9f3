"""Putting the agency's articles on record, each version when it was decided, by the supervisor who publishes."""

import datetime as dt
import itertools
from collections.abc import Collection
from datetime import datetime

from demo import library
from frontoffice.foundation.models import Actor
from frontoffice.knowledge.actions.importing import import_articles
from frontoffice.knowledge.documents import Document

NOTICE = dt.timedelta(days=14)  # an article is published this long before it is in force
SETTLED = dt.timedelta(days=30)  # the newest text has been in force this long
OWN = "en"  # the agency writes in English and translates
OVERDUE = {"records-and-privacy": dt.timedelta(days=12)}  # one article that should have been reviewed by now


def publish_articles(
    *, by: Actor, since: datetime, loaded_at: datetime, language: str = "", only: Collection[str] = ()
) -> None:
    """All versions, oldest first, none before `since`, from when on `by` may publish, and none after `loaded_at`.

    With `language` those in it alone; with `only` those of these articles.
    """
    texts = [text for text in _texts(loaded_at) if language in ("", text.language)]
    texts = [text for text in texts if not only or text.slug in only]
    by_start = sorted(texts, key=_start)
    for start, group in itertools.groupby(by_start, key=_start):
        decided = dt.datetime.combine(start, dt.time(16), tzinfo=dt.UTC) - NOTICE
        articles = [_reviewed(document, loaded_at.date()).model_dump_json() for document in group]
        import_articles(articles=articles, by=by, at=min(max(decided, since), loaded_at))


def _texts(loaded_at: datetime) -> list[Document]:
    """The texts with their dates, set back by whole years where the clock says that they are still to come."""
    texts = library.documents()
    latest = max(_start(text) for text in texts)
    back = 0
    while latest.replace(year=latest.year - back) > (loaded_at - SETTLED).date():
        back += 1
    return [_set_back(text, back) for text in texts] if back else texts


def _set_back(document: Document, years: int) -> Document:
    dates = {name: getattr(document, name) for name in ("effective_from", "effective_to", "review_by")}
    earlier = {name: date.replace(year=date.year - years) for name, date in dates.items() if date is not None}
    return document.model_copy(update=earlier)


def _start(document: Document) -> dt.date:
    return document.effective_from or dt.date.min


def _reviewed(document: Document, today: dt.date) -> Document:
    """With the next review ahead: the agency keeps its articles in order, whenever the demonstration is loaded."""
    review_by = document.review_by
    if review_by is None or document.effective_to is not None:
        return document
    while review_by <= today:
        review_by = review_by.replace(year=review_by.year + 1)
    if document.slug in OVERDUE and document.language == OWN:
        review_by = today - OVERDUE[document.slug]
    return document.model_copy(update={"review_by": review_by})
