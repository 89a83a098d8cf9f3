"""The access code of a case, made from the key of the form that opens it.

The same form sent again (a double click, a lost connection) must be the same call, so the code can't be drawn by lot at
each sending; made from the form's key and the visitor under the installation's key, nobody else can work it out.
"""

import hashlib

from frontoffice.foundation.crypto import keyed_hash
from frontoffice.foundation.models import Actor
from frontoffice.foundation.references import ALPHABET, CODE_LENGTH, check_symbol

PURPOSE = "portal.access_code"
GROUP = 5


def access_code(key: str, *, by: Actor) -> str:
    """The code `4KX7Q-M29TL-R83VC` for what this visitor sends under this form key: 63 bits and a check symbol."""
    number = int(hashlib.sha256(keyed_hash(f"{by.pk} {key}", purpose=PURPOSE).encode()).hexdigest(), 16)
    symbols = ""
    for _position in range(CODE_LENGTH - 1):
        number, place = divmod(number, len(ALPHABET))
        symbols += ALPHABET[place]
    symbols += check_symbol(symbols)
    return "-".join(symbols[start : start + GROUP] for start in range(0, CODE_LENGTH, GROUP))
