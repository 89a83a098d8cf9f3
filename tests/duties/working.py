"""Somebody at the desk, working through the pages as they stand: signs in, takes, looks up, replies, resolves."""

import html
import re
from dataclasses import dataclass
from typing import Any

from django.test import Client

from frontoffice.cases.models import Case
from tests.factories import PASSWORD
from tests.portal.making import text_of, work


@dataclass(frozen=True)
class Hit:
    """A passage in the panel: its reference, the page it stands on, and whether only colleagues may read it."""

    reference: str
    page: str
    said: str
    internal: bool


class Representative(Client):
    """A colleague's browser."""

    def sign_in(self, username: str) -> "Representative":
        answer = self.post("/accounts/login/", {"login": username, "password": PASSWORD})
        assert answer.status_code == 302, text_of(answer)
        return self

    def take(self, case: Case) -> None:
        assert self.post(f"/desk/cases/{case.reference}/take/").status_code == 302

    def sees(self, case: Case) -> str:
        """What the page of the case says to the colleague."""
        return text_of(self.get(f"/desk/cases/{case.reference}/"))

    def looks_up(self, case: Case, question: str) -> list[Hit]:
        """The passages that the panel finds, best first."""
        page = self.get(f"/desk/cases/{case.reference}/passages/", {"q": question}).content.decode()
        found = []
        for item in re.findall(r'<li class="hit".*?</li>', page, re.DOTALL):
            used = re.search(r'name="use" value="([^"]+)"', item)
            title = re.search(r"<a [^>]*>(.*?)</a>", item, re.DOTALL)
            assert title is not None
            quoted = re.search(r"<blockquote[^>]*>(.*?)</blockquote>", item, re.DOTALL)
            said = html.unescape(re.sub(r"<[^>]+>", "", quoted.group(1))) if quoted else ""
            found.append(
                Hit(
                    used.group(1) if used else "",
                    html.unescape(title.group(1)),
                    said,
                    "For staff only" in item,
                )
            )
        return found

    def writes(self, case: Case, text: str, *, kind: str = "reply", **given: Any) -> Any:
        """Send a reply (or keep a note), and let the worker do its part."""
        fresh = Case.objects.get(pk=case.pk)
        form = {"kind": kind, "text": text, "then": "wait", "expected_version": fresh.version} | given
        answer = self.post(f"/desk/cases/{case.reference}/write/", form)
        work()
        return answer

    def cites(self, case: Case, text: str, *hits: Hit, **given: Any) -> None:
        """A reply that rests on these passages."""
        answer = self.writes(case, text, passages=" ".join(hit.reference for hit in hits), **given)
        assert answer.status_code == 302, text_of(answer)

    def resolves(self, case: Case, code: str = "answered", sentence: str = "") -> None:
        given = {"code": code, "resolution": sentence}
        assert self.post(f"/desk/cases/{case.reference}/resolve/", given).status_code == 302

    def opens(self, **given: Any) -> Case:
        """A case for somebody who called, came, or wrote a letter."""
        answer = self.post("/desk/new/", {"language": "en"} | given)
        assert answer.status_code == 302, text_of(answer)
        return Case.objects.latest("pk")


def first_of(hits: list[Hit], page: str) -> Hit:
    """The best passage of that page."""
    return next(hit for hit in hits if hit.page.startswith(page))
