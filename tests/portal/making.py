"""What the public meets: topics, pages to be answered from, a browser that fills in forms."""

import datetime as dt
import html
import re
from collections.abc import Collection
from typing import Any

from django.test import Client

from demo import agency
from demo.publishing import publish_articles
from frontoffice.cases.actions.keeping_topics import define_topic
from frontoffice.cases.models import Case
from frontoffice.foundation import clock, deliveries
from frontoffice.foundation.actors import service
from frontoffice.knowledge.models import ArticleVersion, Passage
from tests import factories

PAGE = "replace-driver-license"
ANSWERED = "Can I get a replacement card for a lost driver license?"
SENTENCE = "If your driver license or ID card is lost, stolen or damaged, you can order a replacement."
CITATION = "Columbia Revised Code § 46-2-122"
UNANSWERED = "Who repairs squirrel damage on my trampoline?"


def topics() -> None:
    factories.agency()
    for code, name, parent in (
        ("driver-license", "Driver licenses and ID cards", ""),
        ("license-replacement", "Lost, stolen or damaged card", "driver-license"),
        ("other", "Something else", ""),
    ):
        define_topic(
            code=code,
            name=name,
            unit="front",
            service_days=2,
            parent=parent,
            by=service("demo"),
            at=clock.now(),
        )


# A third of the library, with earlier texts and pages for staff: loading all of it would take longer than most tests.
FEW = frozenset(
    [
        "appeals-and-reviews",
        "change-name-or-address",
        "close-sales-tax-permit",
        "commercial-driver-license",
        "disabled-parking-placard",
        "fee-schedule",
        "fee-waiver-and-hardship",
        "first-driver-license",
        "internal-another-persons-account",
        "internal-lease-landlord-only",
        "interpreter-and-language-help",
        "license-plates",
        "offices-and-hours",
        "payment-methods",
        "proof-of-identity-and-residence",
        "records-and-privacy",
        "refunds",
        "register-a-vehicle",
        "renew-driver-license",
        "replace-driver-license",
        "road-test",
        "rule-proof-of-residence",
        "sales-tax-permit",
        "sales-tax-returns",
        "suspended-license",
        "transfer-a-vehicle",
        "vehicle-title",
    ]
)


def pages(language: str = "", *, only: Collection[str] = ()) -> None:
    """The demonstration's articles: public pages, some with earlier texts, and a few for staff alone."""
    for section in agency.UNITS:
        factories.unit(section.code)
    author = factories.supervisor("Author of articles", at=clock.now()).actor
    since = clock.now() - dt.timedelta(days=20)
    publish_articles(by=author, since=since, loaded_at=clock.now(), language=language, only=only)


def version_of(slug: str = PAGE) -> ArticleVersion:
    """What counts today."""
    return ArticleVersion.objects.get(
        article__slug=slug, effective_to=None, status="published", language="en"
    )


def passage(slug: str = PAGE, *, holding: str = SENTENCE) -> Passage:
    """The passage of today's text that holds these words."""
    return Passage.objects.get(version=version_of(slug), text__contains=holding)


class Visitor(Client):
    """A browser of one visitor: opens pages, fills in their forms as they stand, follows redirects."""

    def fill(self, page: str, *, action: str = "", **typed: Any) -> Any:
        """Open the page and send the form on it that goes to `action` (default: the page), with what is typed."""
        answer = self.get(page)
        hidden = hidden_fields(answer.content.decode(), action or page.split("?")[0])
        return self.post(action or page, hidden | typed)

    def ask(self, question: str = ANSWERED) -> Any:
        return self.fill("/", action="/answers/", question=question)

    def open_case(self, **typed: Any) -> Any:
        """Ask a representative; the answer is the redirect to the page with the code."""
        given = {
            "topic": "license-replacement",
            "text": "My card never came.",
            "answer_by": "site",
            "email": "",
            "name": "",
        }
        return self.fill("/ask/", **(given | typed))


def hidden_fields(page: str, action: str) -> dict[str, str]:
    """Names and values of the hidden fields of the form that goes to that address."""
    forms = re.findall(r"<form\b.*?</form>", page, re.DOTALL)
    form = next(form for form in forms if f'action="{action}"' in form)
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def text_of(answer: Any) -> str:
    """What can be read on the page, blanks tidied, without scripts' words."""
    page = answer.content.decode()
    page = re.sub(r'<div id="ui-words".*?</div>', "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def only_case() -> Case:
    return Case.objects.get()


def work() -> None:
    """Let the worker do what is owed now."""
    while claimed := deliveries.claim(at=clock.now()):
        for delivery in claimed:
            assert deliveries.tell(delivery, at=clock.now()), delivery.last_error
