"""The planner knows how large the tables are, without anybody having to think of it."""

import pytest
from django.db import connection

from frontoffice.foundation import schedules
from frontoffice.foundation.models import Actor
from tests.foundation.test_schedules import NOW

pytestmark = pytest.mark.django_db


def known_rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = %s LIMIT 1", [table])
        return int(cursor.fetchone()[0].split()[0])


@pytest.mark.only_on("sqlite", reason="PostgreSQL looks at its tables by itself")
def test_the_worker_keeps_what_the_planner_knows_fresh() -> None:
    Actor.objects.bulk_create(Actor(kind="service", name=f"room-{n}", key=f"room-{n}") for n in range(300))
    schedules.run_due(at=NOW)
    assert known_rows(Actor._meta.db_table) == Actor.objects.count()
