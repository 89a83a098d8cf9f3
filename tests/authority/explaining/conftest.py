"""The actions to be explained."""

from collections.abc import Iterator

import pytest

from tests.authority.explaining import acts
from tests.authority.explaining.acts import AnyAction


@pytest.fixture
def act() -> Iterator[dict[str, AnyAction]]:
    with acts.actions() as made:
        yield made
