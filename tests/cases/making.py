"""Topics, cases, passages and deliveries for the tests of cases, made by the product's own actions."""

import datetime as dt
import io
from typing import Any

from django.db.models import Min

from frontoffice.authority.models import Grant, StaffMember
from frontoffice.cases.actions.keeping_topics import define_topic
from frontoffice.cases.actions.opening import open_case
from frontoffice.cases.models import Case, Topic
from frontoffice.foundation import deliveries, files
from frontoffice.foundation.actors import Actor, service
from frontoffice.foundation.models import Delivery, StoredFile, Unit
from frontoffice.knowledge.actions import publishing
from frontoffice.knowledge.models import Passage
from tests import factories
from tests.factories import NOW

CODE = "4KX7Q-M29TL-R83V2"
ARTICLE = """# Lost, stolen or damaged card

## Fee

A replacement card costs $18.00. You can pay at any office.
"""


def later(**by: float) -> dt.datetime:
    """So much after NOW, which is a Tuesday, 10 in the morning."""
    return NOW + dt.timedelta(**by)


def topic(code: str = "cards", *, unit: str = "front", days: int = 2, name: str = "") -> Topic:
    factories.unit(unit, office=factories.agency())
    return define_topic(
        code=code, name=name or f"Topic {code}", unit=unit, service_days=days, by=service("demo"), at=NOW
    )


def case(*, by: Actor | None = None, at: dt.datetime = NOW, **given: Any) -> Case:
    """A case that a visitor opened, unless told otherwise."""
    words: dict[str, Any] = {
        "text": "I lost my card. What does a new one cost?",
        "topic": "cards",
        "subject": "Lost card",
        "name": "Marisol Ortega-Reyes",
        "email": "m.ortega@example.org",
        "access_code": CODE,
    }
    return open_case(**(words | given), by=by or factories.visitor(), at=at)


def of_one_unit(*actions: str, unit: Unit, username: str = "") -> StaffMember:
    """A colleague whose grants hold for one unit alone."""
    member = factories.staff("Noor Haddad", unit_code=unit.code, username=username)
    for action in actions:
        Grant.objects.create(
            actor=member.actor, action=action, unit=unit, from_at=later(days=-1), granted_by=service("demo")
        )
    return member


def nobody_yet() -> Actor:
    """A visitor who has done nothing, and so has no row."""
    return Actor(kind="anonymous", name="Visitor")


def passage(*, title: str = "Replacing a card", body: str = ARTICLE, **given: Any) -> Passage:
    """The first passage of a published article."""
    author = factories.supervisor("Author of articles")
    slug = title.lower().replace(" ", "-")
    fields = {"slug": slug, "title": title, "body": body, "effective_from": dt.date(2026, 7, 1)} | given
    version = publishing.propose(**fields, by=author.actor, at=NOW)
    publishing.publish(version=version, by=factories.supervisor("Publisher").actor, at=NOW)
    return Passage.objects.filter(version=version).order_by("position").first()  # type: ignore[return-value]


def file(name: str = "words.txt", *, by: Actor, content: bytes = b"On paper.") -> StoredFile:
    return files.store(io.BytesIO(content), name=name, by=by, at=NOW)


def tell_everything(at: dt.datetime) -> None:
    """Let the worker do what is owed, as long as something is; what only falls due later is awaited."""
    pending = Delivery.objects.filter(done_at__isnull=True, dead_at__isnull=True)
    while next_at := pending.aggregate(soonest=Min("next_try_at"))["soonest"]:
        due = max(at, next_at)
        for delivery in deliveries.claim(at=due):
            assert deliveries.tell(delivery, at=due), delivery.last_error
