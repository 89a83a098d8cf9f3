"""A database that is there for a measurement and gone after it, of the kind that the installation is set up for."""

import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

from django.db import connection


@contextmanager
def throwaway_database() -> Iterator[str]:
    """An empty, migrated database beside the configured one, which is not touched; yields its vendor.

    PostgreSQL's role needs the right to create databases.
    """
    kept = connection.settings_dict["NAME"]
    with tempfile.TemporaryDirectory(prefix="frontoffice-bench-") as folder:
        name = f"frontoffice_bench_{os.getpid()}_{secrets.token_hex(4)}"
        if connection.vendor == "sqlite":
            name = str(Path(folder) / f"{name}.sqlite3")
        connection.settings_dict.setdefault("TEST", {})["NAME"] = name
        # What Django says meanwhile is not part of our answer on standard output.
        with redirect_stdout(sys.stderr):
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield connection.vendor
        finally:
            connection.creation.destroy_test_db(kept, verbosity=0)
