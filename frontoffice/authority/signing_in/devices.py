"""Browsers that signed in before: a signed cookie says under which names, so that guessers elsewhere don't bar them.

It opens nothing: it only keeps this browser's wrong passwords apart from everybody else's.
"""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from frontoffice.foundation.crypto import keyed_hash, keyed_hashes

COOKIE = "known_browser"
PURPOSE = "known browser"
SECONDS = 180 * 24 * 3600
MOST_NAMES = 12  # of people who share a computer at a counter; the earliest gives way
MARK = 24  # symbols kept of each name's hash


@dataclass(frozen=True)
class Browser:
    """One browser and marks of the names that signed in with it."""

    identifier: str
    marks: tuple[str, ...]

    def knows(self, name: str) -> bool:
        known = {_mark(hashed) for hashed in keyed_hashes(folded(name), purpose=PURPOSE)}
        return bool(known.intersection(self.marks))


def folded(name: str) -> str:
    """Signing in does not tell capitals from small letters."""
    return name.strip().casefold()


def of(request: HttpRequest) -> Browser | None:
    """The browser, if its cookie is one that was given out here."""
    try:
        told = signing.loads(request.COOKIES.get(COOKIE, ""), salt=PURPOSE, max_age=SECONDS)
        return Browser(str(told["id"]), tuple(str(mark) for mark in told["names"]))
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None


def remember(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """From now on this browser has tries of its own under this name."""
    browser = of(request) or Browser(secrets.token_urlsafe(16), ())
    mark = _mark(keyed_hash(folded(name), purpose=PURPOSE))
    marks = [*(one for one in browser.marks if one != mark), mark][-MOST_NAMES:]
    response.set_cookie(
        COOKIE,
        signing.dumps({"id": browser.identifier, "names": marks}, salt=PURPOSE),
        max_age=SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE,
    )


def _mark(hashed: str) -> str:
    return hashed.rpartition("$")[2][:MARK]
