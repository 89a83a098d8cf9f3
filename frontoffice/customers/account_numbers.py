"""Account numbers: eleven random digits and a check digit, written `4821-3097-5615` (ACC-16).

Digits alone, so that they can be keyed on a telephone; twelve, so that no telephone number, Social Security number or
date is taken for one. Random, so that from one number no other follows; how many there are, nobody can read from them.

Check. The last digit is that of H. Michael Damm's algorithm (2004), by the table that is in general use. A totally
anti-symmetric quasigroup of order 10 catches every wrong single digit and every exchange of two adjacent digits, and
thirteen heard as thirty; of the exchanges the Luhn formula lets 09 for 90 pass, ISO 7064 MOD 11,10 one in forty.
"""

import secrets

from django.utils.translation import gettext_lazy as _
from stdnum import damm

from frontoffice.foundation.refusals import BadInput

LENGTH = 12
WRITTEN_LENGTH = 14
GROUP = 4
_SEPARATORS = dict.fromkeys(map(ord, " \t\r\n\u00a0\u2007\u202f-‐‑‒–—−_.,/·"), None)
_MEANT = str.maketrans("OoQIil|", "0001111")
_LONGEST = 100  # whatever is longer is no number, and not worth the work


class WrongAccountNumber(BadInput):
    message = _("This number can’t be right: check the digits. An account number has twelve of them.")
    field = "number"


def new_number() -> str:
    """A number as it is stored and written. That it was never given out is for the caller and the database to see."""
    first = str(secrets.randbelow(9) + 1)
    digits = first + "".join(str(secrets.randbelow(10)) for _position in range(LENGTH - 2))
    return written(digits + damm.calc_check_digit(digits))


def written(digits: str) -> str:
    """Twelve digits in three groups."""
    return "-".join(digits[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def is_one(text: str) -> bool:
    """Whether somebody who typed this meant an account number: twelve digits, however they are parted."""
    return _digits(text) is not None


def is_wrong(text: str) -> bool:
    """Whether it is meant as an account number and can't be one. Known before anything is asked of the database."""
    return is_one(text) and normalize(text) is None


def normalize(text: str) -> str | None:
    """The account number that somebody typed or read out, as it is stored; None when it can't be one."""
    digits = _digits(text)
    if digits is None or digits.startswith("0") or not damm.is_valid(digits):
        return None
    return written(digits)


def read(text: str) -> str:
    """Like `normalize`, but raises WrongAccountNumber, which says what to do."""
    found = normalize(text)
    if found is None:
        raise WrongAccountNumber
    return found


def _digits(text: str) -> str | None:
    if len(text) > _LONGEST:
        return None
    digits = text.strip().translate(_SEPARATORS).translate(_MEANT)
    return digits if len(digits) == LENGTH and digits.isascii() and digits.isdigit() else None
