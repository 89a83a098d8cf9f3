"""A draw that nobody can steer: whether an act is among those that a colleague looks at (STF-5, STF-7).

The draw is a keyed hash of what the act is about. The key is outside the database, so nobody can tell beforehand; and
the same thing drawn again, after a withdrawal or in another order, comes out the same.
"""

from decimal import Decimal

from frontoffice.foundation.crypto import keyed_hash

_SCALE = 16**16


def draw(*, purpose: str, key: str) -> Decimal:
    """A number from 0 (included) to 1 (excluded), the same for the same purpose and key."""
    digits = keyed_hash(f"{purpose}\x1f{key}", purpose="sampling").rpartition("$")[2]
    return Decimal(int(digits[:16], 16)) / _SCALE


def drawn(share: Decimal, *, purpose: str, key: str) -> bool:
    """Whether this one is among the share (0: none, 1: each)."""
    return share > 0 and (share >= 1 or draw(purpose=purpose, key=key) < share)
