"""What may have been meant by a number or an e-mail address with one typing error in it.

Numbers are kept sealed and are found by a hash alone: so all that may have been meant is looked for at once, exactly,
by the same index as what was typed.
"""

import re
from string import ascii_lowercase, digits

MOST_TYPED = 60
LETTERS_OF_MAIL = ascii_lowercase + digits + "._-+@"
_A_TELEPHONE = re.compile(r"\+?[\d\s().\-/]+")
NATIONAL = 10  # digits of a telephone number of the country, without the country's own


def meant(typed: str, letters: str) -> list[str]:
    """Two neighbors exchanged, one too many, one wrong, one left out: each text that is one such error away."""
    places = range(len(typed))
    found = [typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :] for at in places[:-1]]
    found += [typed[:at] + typed[at + 1 :] for at in places]
    found += [typed[:at] + letter + typed[at + 1 :] for at in places for letter in letters]
    found += [typed[:at] + letter + typed[at:] for at in range(len(typed) + 1) for letter in letters]
    return [one for one in dict.fromkeys(found) if one != typed]


def mails(typed: str) -> list[str]:
    """The e-mail addresses that may have been meant; none for what is none at all."""
    said = typed.strip().lower()
    if not 6 <= len(said) <= MOST_TYPED or not ("@" in said or "." in said) or any(map(str.isspace, said)):
        return []
    return [one for one in meant(said, LETTERS_OF_MAIL) if one.count("@") == 1]


def telephones(typed: str) -> list[str]:
    """The telephone numbers that may have been meant, in their normal form; of other countries with a plus only."""
    said = typed.strip()
    number = "".join(filter(str.isdigit, said))
    if not _A_TELEPHONE.fullmatch(said) or not number.isascii():
        return []
    if said.startswith("+") and not said.startswith("+1"):
        return [f"+{one}" for one in meant(number, digits)] if 8 <= len(number) <= 15 else []
    if len(number) > NATIONAL and number.startswith("1"):
        number = number[1:]
    if abs(len(number) - NATIONAL) > 1:
        return []
    return [f"+1{one}" for one in meant(number, digits) if len(one) == NATIONAL]


def numbers(compact: str) -> list[str]:
    """The identifying numbers that may have been meant by a compact one."""
    if not compact.isascii() or len(compact) > MOST_TYPED // 2:
        return []
    return meant(compact, digits if compact.isdigit() else ascii_lowercase.upper() + digits)


def house_numbers(word: str) -> list[str]:
    """The house numbers and postal codes that may have been meant by a word; none where it is no number."""
    if not (word.isascii() and word.isdigit()) or not 2 <= len(word) <= 6:
        return []
    return meant(word, digits)
