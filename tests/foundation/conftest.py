"""What the tests of the foundation share: people at once, and a place for files."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import hypothesis
import pytest
from django.db import connections

# How long an example takes says nothing on a machine that does other things too.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


class Concurrently(Protocol):
    """Call `act(i)` for i in range(times), all at the same moment, each on a database connection of its own.

    Gives what the calls returned, in that order; where one raised, the exception stands in its place.
    """

    def __call__(self, act: Callable[[int], Any], *, times: int) -> list[Any]: ...


@pytest.fixture
def concurrently() -> Concurrently:
    """Needs `django_db(transaction=True)`: what one thread commits, the others see."""

    def run(act: Callable[[int], Any], *, times: int) -> list[Any]:
        together = threading.Barrier(times)

        def one(i: int) -> Any:
            together.wait(timeout=30)
            try:
                return act(i)
            except Exception as raised:  # handed to the test, which decides what may fail
                return raised
            finally:
                connections.close_all()

        with ThreadPoolExecutor(times) as pool:
            return list(pool.map(one, range(times)))

    return run


@pytest.fixture
def files_dir(settings: Any, tmp_path: Path) -> Path:
    """Stored files of this test alone."""
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"
