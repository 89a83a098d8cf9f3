"""The shared cache works on the table that the migrations make."""

import pytest
from django.core.cache.backends.db import DatabaseCache

pytestmark = pytest.mark.django_db


def test_the_database_cache_finds_its_table() -> None:
    cache = DatabaseCache("foundation_cache", {})
    assert cache.get("greeting") is None
    assert cache.add("greeting", {"en": "Hello"}, timeout=60)
    assert not cache.add("greeting", "again", timeout=60)
    cache.set("greeting", {"es": "Hola"}, timeout=60)
    assert cache.get("greeting") == {"es": "Hola"}
    assert cache.touch("greeting", timeout=None)
    assert cache.delete("greeting")
    cache.set("gone", 1, timeout=-1)
    assert cache.get("gone") is None
