"""Kinds of work and notices to try the lists on, and things that they are about."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.test import Client

from frontoffice.authority import notices, work
from frontoffice.authority.models import Notice, StaffMember, WorkItem
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Unit
from tests.factories import PASSWORD, staff, unit

CHORE, SHARED, TOLD = "tests.chore", "tests.shared", "tests.told"


@contextmanager
def kinds(**given: Any) -> Iterator[None]:
    """A chore of one person; one that anybody with `cases.reply` does; a notice. Things are units."""
    work.add_kind(work.Kind(CHORE, "Chore", "work", "authority:power", **given))
    work.add_kind(work.Kind(SHARED, "Shared chore", "groups", "authority:power", power="cases.reply"))
    notices.add_kind(notices.Kind(TOLD, "Told", "chat", "authority:power"))
    yield
    del work.KINDS[CHORE], work.KINDS[SHARED], notices.KINDS[TOLD]


def thing(code: str) -> Unit:
    return unit(code)


def owe(
    code: str,
    *,
    member: StaffMember | None = None,
    of: Unit | None = None,
    kind: str = CHORE,
    due: dt.datetime | None = None,
    by: Any = None,
    at: dt.datetime | None = None,
    **given: Any,
) -> WorkItem:
    """Something is owed on the unit of that code."""
    with transaction.atomic():
        return work.owe(
            kind=kind,
            about=thing(code),
            title=f"Do {code}",
            member=member,
            unit=of,
            due_at=due,
            page="cases.reply",
            by=by or service("tests"),
            at=at or clock.now(),
            **given,
        )


def settle(code: str, *, kind: str = CHORE) -> bool:
    with transaction.atomic():
        return work.settle(kind=kind, about=thing(code), by=service("tests"), at=clock.now())


def tell(member: StaffMember, text: str = "Somebody named you", **given: Any) -> Notice | None:
    with transaction.atomic():
        told = {"kind": TOLD, "about": thing("front"), "by": service("tests"), "page": "cases.reply"}
        return notices.tell(member, text=text, at=clock.now(), **(told | given))  # type: ignore[arg-type]


def colleague(
    name: str = "Lucia Romero", *powers: str, unit_code: str = "front"
) -> tuple[StaffMember, Client]:
    """A colleague who has just signed in."""
    username = name.split()[0].lower()
    everyone = ["authority.read_notices", "authority.keep_notices", "authority.withdraw"]
    at = clock.now()
    member = staff(name, username=username, grants=[*everyone, *powers], unit_code=unit_code, at=at)
    client = Client()
    assert client.login(username=username, password=PASSWORD)
    return member, client
