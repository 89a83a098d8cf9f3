"""Whatever is changed behind the product's back, however often: it is found, and nothing where nothing was."""

import random
from contextlib import suppress

import pytest
from django.db import transaction

from frontoffice.authority.models import Seal
from tests.authority.auditing.tampering import TABLES, faults, run, seal_all, table, trail

pytestmark = pytest.mark.django_db
ROUNDS = 4
TEXTS = {"event": "name", "subject": "kind", "refusal": "code", "access": "screen"}


class _Undone(Exception):
    pass


def _tamper(chance: random.Random) -> str:
    """One act of tampering; what it was."""
    name = chance.choice(list(TABLES))
    row = chance.choice(list(TABLES[name].objects.order_by("pk").values_list("pk", flat=True)))
    number = chance.choice(list(Seal.objects.values_list("number", flat=True)))
    kind = chance.choice(["change", "delete", "move", "seal", "unseal", "relink"])
    if kind == "change":
        column = TEXTS[name]
        run(f"UPDATE {table(name)} SET {column} = {column} || 'x' WHERE id = %s", row)
    elif kind == "delete":
        run(f"DELETE FROM {table(name)} WHERE id = %s", row)
    elif kind == "move":
        run(f"UPDATE {table(name)} SET id = -id WHERE id = %s", row)
    elif kind == "seal":
        run("UPDATE authority_seal SET total = total + 1 WHERE number = %s", number)
    elif kind == "unseal":
        run("DELETE FROM authority_seal WHERE number = %s", min(number, Seal.objects.count() - 1))
    else:
        run("UPDATE authority_seal SET previous = mac WHERE number = %s", number)
    return f"{kind} {name} {row} {number}"


@pytest.mark.parametrize("seed", range(3))
def test_rec_5_random_tampering_is_always_found(seed: int) -> None:
    chance = random.Random(seed)
    trail(8)
    seal_all(batch=chance.randint(3, 12))
    for _round in range(ROUNDS):
        assert faults() == []
        with suppress(_Undone), transaction.atomic():
            done = [_tamper(chance) for _time in range(chance.randint(1, 3))]
            assert faults() != [], done
            raise _Undone
