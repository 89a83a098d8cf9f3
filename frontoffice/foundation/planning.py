"""What the database's planner knows of the tables, kept fresh where the database does not do it by itself."""

import datetime as dt

from django.db import connection

from frontoffice.foundation.actors import Actor
from frontoffice.foundation.schedules import every

ROWS_LOOKED_AT = 1000  # of each index: enough to choose one, and the same time however many there are


@every(dt.timedelta(minutes=10))
def keep_statistics(*, by: Actor, at: dt.datetime) -> None:
    """Have SQLite look at its tables anew; without that a search took twice as long after an import.

    PostgreSQL does this by itself (autovacuum).
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE")
