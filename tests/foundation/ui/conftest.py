"""What the kit's tests share: its pages, open to all as in the demonstration, and components rendered alone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import RequestContext, engines
from django.test import RequestFactory
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from frontoffice.foundation.ui import sample
from tests.browser_fixtures import browser, screen, serving

__all__ = ["browser", "screen"]

Render = Callable[..., str]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A page that answered in Spanish leaves the thread in Spanish; the next test starts in English again."""
    translation.activate("en-us")
    yield
    translation.deactivate()


@pytest.fixture(scope="module")
def kit(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of the running kit, without a slash at the end."""
    with serving(django_db_blocker, DEMO=True) as address:
        yield f"{address}/kit"


@pytest.fixture
def request_at_the_office(rf: RequestFactory) -> HttpRequest:
    """A request at the sample's moment, in the sample's office."""
    request = rf.get("/kit/")
    vars(request).update(
        at=sample.AT, office_zone=sample.ZONE, staff_member=sample.dana(), powers=frozenset()
    )
    request.session = {}  # type: ignore[assignment]
    return request


@pytest.fixture
def render(request_at_the_office: HttpRequest, db: None) -> Render:
    """Render template source as a page would: `render('<c-badge>Open</c-badge>', name=value)`."""

    def rendered(source: str, **values: Any) -> str:
        template: Any = engines["django"].from_string(_compiled(source))
        context = RequestContext(request_at_the_office)
        context.push(values)
        return str(template.template.render(context))

    return rendered


def _compiled(source: str) -> str:
    from django_cotton.compiler_regex import CottonCompiler

    return str(CottonCompiler().process(source))
