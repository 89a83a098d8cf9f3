"""Telling colleagues what concerns them: somebody named them, something of theirs changed.

    notices.add_kind(notices.Kind("cases.mentioned", _("Mentions"), "chat", "cases:case"))   # when the app is ready
    notices.tell(member, kind="cases.mentioned", about=case, text=_("…"), by=by, at=at)

A notice asks for nothing; what must be done is a piece of work (`authority.work`).
"""

import datetime as dt
from dataclasses import dataclass

from django.db import connection, models
from django.urls import reverse
from django.utils.functional import Promise

from frontoffice.authority.models import Notice, StaffMember
from frontoffice.foundation.models import Actor, ActorKind

LONGEST = 200


@dataclass(frozen=True)
class Kind:
    """A kind of notice: what it is called, its icon, and the name of the URL that takes the thing's reference."""

    name: str
    label: str | Promise
    icon: str
    url: str

    def address(self, page: str) -> str:
        """Of the thing's page."""
        return reverse(self.url, args=[page]) if page else reverse(self.url)


KINDS: dict[str, Kind] = {}


def add_kind(kind: Kind) -> None:
    """Make a kind known; rooms do so when their app is ready. The same name again replaces it."""
    KINDS[kind.name] = kind


def tell(
    member: StaffMember,
    *,
    kind: str,
    about: models.Model,
    text: str,
    page: str | None = None,
    by: Actor,
    at: dt.datetime,
) -> Notice | None:
    """Put a notice of one short sentence in the colleague's list, inside the caller's transaction.

    None where there is nobody to read it: what one did oneself, an automated colleague, a post that has ended. A kind
    that nobody made known is told too, without a way to the thing.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("tell() belongs inside the owner's transaction.")
    over = member.until is not None and member.until <= at
    if member.actor_id == by.pk or over or member.actor.kind == ActorKind.AUTOMATED:
        return None
    page = str(getattr(about, "reference", "")) if page is None else page
    words = " ".join(text.split())
    return Notice.objects.create(
        member=member,
        kind=kind,
        about_kind=about._meta.label_lower,
        about_id=about.pk,
        page=page if kind in KINDS else "",
        text=words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…",
        by=by,
        at=at,
    )
