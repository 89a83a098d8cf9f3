"""Hands that change the audit trail behind the product's back: SQL without guards, as whoever has the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from frontoffice.authority.auditing import sealing
from frontoffice.authority.auditing.verifying import Fault, verify
from frontoffice.authority.models import AccessRecord, Refusal, StaffMember
from frontoffice.foundation import guards
from frontoffice.foundation.events import announce, fact
from frontoffice.foundation.models import Event, EventSubject
from tests.factories import NOW, staff

TABLES = {"event": Event, "subject": EventSubject, "refusal": Refusal, "access": AccessRecord}


@fact("tests.Noted")
class Noted:
    number: int


def trail(many: int = 12, *, by: StaffMember | None = None) -> StaffMember:
    """Events with their subjects, refusals and looks, so many of each."""
    member = by or staff()
    for number in range(many):
        with transaction.atomic():
            announce(Noted(number=number), about=member, by=member.actor, at=NOW)
        Refusal.objects.create(action="tests.act", by=member.actor, code=f"no_{number}", part="grant", at=NOW)
        AccessRecord.objects.create(
            actor=member.actor,
            kind="view",
            object_kind="customers.party",
            object_id=number + 1,
            edge="page",
            screen="customers/<str:reference>/",
            at=NOW,
        )
    return member


def seal_all(*, batch: int = sealing.BATCH) -> int:
    """Seal what there is; how many seals were made."""
    return sum(1 for _seal in sealing.seal(at=NOW, batch=batch))


def faults(*files: Path) -> list[str]:
    """What verifying finds, in its words."""
    return [str(found) for found in verify(at=NOW, head_files=files) if isinstance(found, Fault)]


@contextmanager
def unguarded() -> Iterator[None]:
    """As whoever owns the database: the guards are off for a while."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # a table with checks still to be made can't lose a trigger
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    guards.remove(connection)
    try:
        yield
    finally:
        guards.install(connection)


def run(statement: str, *values: Any) -> None:
    """One statement without any guard, foreign keys left aside until the end of the transaction."""
    with unguarded(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = DEFAULT")


def table(name: str) -> str:
    return str(TABLES[name]._meta.db_table)
