"""Public references: they can't be guessed, and they survive being read over the telephone.

A reference is nine random symbols and a check symbol, written `7KM4-59QX-T8` (4-4-2), and is stored just so.

Alphabet. Twenty-three symbols: a prime number, which is what makes the check below possible, and little
enough to leave out what people confuse. No A E I O U Y, so no words come about. No 0 O 1 I, which nobody can
tell apart, and none of the letters that look like a digit that is kept: B (8), G (6), S (5), Z (2). Leaving
these out also halves the letters that sound like "ee" on a telephone line. N goes because it can't be told
from M by ear, S also because of F and X. Nine symbols of 23 are 40.7 bits, 1.8 million million references:
with a million of them in use, one guess in 1.8 million hits, and the public edges count guesses
(rate_limits). Where a reference alone opens anything, an access code goes with it.

Check. Position i (from 1) has the weight i, and the weighted sum of all symbols is 0 modulo 23. As 23 is
prime and the weights differ and are not 0, every wrong single symbol, every exchange of two symbols (adjacent
or not), and every doubled symbol misread as another double ("44" as "77") is caught.
"""

import secrets
from typing import TYPE_CHECKING, Any

from django.core import checks
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from frontoffice.foundation.refusals import BadInput

ALPHABET = "23456789CDFHJKLMPQRTVWX"
LENGTH = 10
WRITTEN_LENGTH = 12
CODE_LENGTH = 15
_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
_GROUPS = {LENGTH: (4, 4, 2), CODE_LENGTH: (5, 5, 5)}

# Each of these can only have been meant as one symbol of the alphabet, or is most often; a wrong guess
# differs in one symbol from what was written, which the check always catches.
_MEANT = str.maketrans("O0I1BGSZNU", "QQLL8652MV")
_SEPARATORS = dict.fromkeys(map(ord, " \t\r\n\u00a0\u2007\u202f-‐‑‒–—−_.,/·"), None)

_SPOKEN: dict[str, Promise] = {
    "2": pgettext_lazy("spelling aloud", "two"),
    "3": pgettext_lazy("spelling aloud", "three"),
    "4": pgettext_lazy("spelling aloud", "four"),
    "5": pgettext_lazy("spelling aloud", "five"),
    "6": pgettext_lazy("spelling aloud", "six"),
    "7": pgettext_lazy("spelling aloud", "seven"),
    "8": pgettext_lazy("spelling aloud", "eight"),
    "9": pgettext_lazy("spelling aloud", "nine"),
    "C": pgettext_lazy("spelling aloud", "Charlie"),
    "D": pgettext_lazy("spelling aloud", "Delta"),
    "F": pgettext_lazy("spelling aloud", "Foxtrot"),
    "H": pgettext_lazy("spelling aloud", "Hotel"),
    "J": pgettext_lazy("spelling aloud", "Juliett"),
    "K": pgettext_lazy("spelling aloud", "Kilo"),
    "L": pgettext_lazy("spelling aloud", "Lima"),
    "M": pgettext_lazy("spelling aloud", "Mike"),
    "P": pgettext_lazy("spelling aloud", "Papa"),
    "Q": pgettext_lazy("spelling aloud", "Quebec"),
    "R": pgettext_lazy("spelling aloud", "Romeo"),
    "T": pgettext_lazy("spelling aloud", "Tango"),
    "V": pgettext_lazy("spelling aloud", "Victor"),
    "W": pgettext_lazy("spelling aloud", "Whiskey"),
    "X": pgettext_lazy("spelling aloud", "X-ray"),
}


class NotAReference(BadInput):
    message = _(
        "This is not a reference that we gave out. A reference looks like 7KM4-59QX-T8. "
        "Check each letter and number and try again."
    )


def check_symbol(symbols: str) -> str:
    """The symbol that, put behind `symbols` (all of ALPHABET), makes the weighted sum 0 modulo 23."""
    total = sum(weight * _VALUES[symbol] for weight, symbol in enumerate(symbols, start=1))
    return ALPHABET[-total * pow(len(symbols) + 1, -1, len(ALPHABET)) % len(ALPHABET)]


def _is_sound(symbols: str) -> bool:
    return all(symbol in _VALUES for symbol in symbols) and check_symbol(symbols[:-1]) == symbols[-1]


def _written(symbols: str) -> str:
    groups, start = [], 0
    for size in _GROUPS[len(symbols)]:
        groups.append(symbols[start : start + size])
        start += size
    return "-".join(groups)


def _new(length: int) -> str:
    symbols = "".join(secrets.choice(ALPHABET) for _position in range(length - 1))
    return _written(symbols + check_symbol(symbols))


def _read(text: str, length: int) -> str | None:
    if len(text) > 100:  # whatever it is, it is not worth the work
        return None
    symbols = text.upper().translate(_SEPARATORS).translate(_MEANT)
    return _written(symbols) if len(symbols) == length and _is_sound(symbols) else None


def new_reference() -> str:
    """A reference that was never given out, as far as chance goes: `7KM4-59QX-T8`, 40.7 random bits."""
    return _new(LENGTH)


def normalize(text: str) -> str | None:
    """The reference that somebody typed or heard, as it is stored; None when it can't be one.

    Lower case, spaces, missing or other dashes, and the usual confusions (O for Q, 1 for L, S for 5, N for M)
    are read as they were meant.
    """
    return _read(text, LENGTH)


def read(text: str) -> str:
    """Like `normalize`, but raises NotAReference, which says what to do."""
    found = normalize(text)
    if found is None:
        raise NotAReference
    return found


def spoken(reference: str) -> str:
    """How to say a reference or an access code, in the current language, with a pause (a dash) between
    groups.

    `7KM4-59QX-T8` is "seven, Kilo, Mike, four – five, nine, Quebec, X-ray – Tango, eight".
    """
    groups = (", ".join(str(_SPOKEN[symbol]) for symbol in group) for group in reference.split("-"))
    return " – ".join(groups)


def secret_code() -> str:
    """An access code for somebody without an account: `4KX7Q-M29TL-R83VC`, 63 random bits and a check symbol.

    It is shown once and kept only as `crypto.keyed_hash(code, purpose=…)`.
    """
    return _new(CODE_LENGTH)


def normalize_code(text: str) -> str | None:
    """The access code that somebody typed, as `secret_code` wrote it; None when it can't be one."""
    return _read(text, CODE_LENGTH)


if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField


class ReferenceField(_Text):
    """The public reference of a row: unique, made with the row, never edited; no prefix, no meaning."""

    def __init__(self, *args: Any, **options: Any) -> None:
        given: dict[str, Any] = {
            "max_length": WRITTEN_LENGTH,
            "unique": True,
            "editable": False,
            "default": new_reference,
            "verbose_name": _("reference"),
        } | options
        super().__init__(*args, **given)

    def check(self, **options: Any) -> list[checks.CheckMessage]:
        """A reference must be unique and long enough: anything else is a mistake of the model's author."""
        found = super().check(**options)
        if not self.unique or (self.max_length or 0) < WRITTEN_LENGTH:
            found.append(
                checks.Error("a reference is unique and 12 characters long", obj=self, id="foundation.E001")
            )
        return found
