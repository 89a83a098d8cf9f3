"""A colleague at the desk, as a program sees it: signed in, asking for pages, sending forms."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from frontoffice.cases.models import Case

NASTY = "<script>alert('x')</script><img src=x onerror=alert(1)>'; DROP TABLE cases_case; --"
PART = {"HX-Request": "true"}


def address(case: Case, act: str = "") -> str:
    """Of the case, or of one of its acts."""
    return f"/desk/cases/{case.reference}/{act}{'/' if act else ''}"


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def write(desk: Client, case: Case, **given: Any) -> HttpResponse:
    """Send the box under the timeline."""
    words = {
        "kind": "reply",
        "text": "It costs $18.00.",
        "then": "wait",
        "expected_version": case.version,
        "seen": 0,
    }
    return desk.post(address(case, "write"), words | given)  # type: ignore[return-value]
