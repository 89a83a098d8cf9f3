"""Names of files: readable, and safe to show and to save under, whatever the sender called them."""

import re
import unicodedata

from frontoffice.foundation.files.kinds import Kind, extension_of

LONGEST = 120
LONGEST_BYTES = 200
_RESERVED_CHARACTERS = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
# Names that Windows takes for devices, with whatever extension.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|\Z)", re.IGNORECASE)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def safe_name(name: str, kind: Kind) -> str:
    """The name to keep: at most 120 characters and 200 bytes of UTF-8, ending in an extension of the kind.

    Folders are cut off; control characters, turners of the writing direction and other unseen characters are
    left out; what some system reserves becomes "_". Nothing left gives "file".
    """
    bare = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    bare = "".join(
        " " if c.isspace() else c for c in bare if c.isspace() or unicodedata.category(c) not in _UNSEEN
    )
    bare = re.sub(" +", " ", _RESERVED_CHARACTERS.sub("_", bare)).strip(" .")
    extension = extension_of(bare)
    if extension in kind.extensions:
        stem, extension = bare[: -len(extension) - 1].rstrip(" ."), bare[-len(extension) :]
    else:
        stem, extension = bare, kind.extensions[0]
    stem = _shortened(_DEVICES.sub("_", stem, count=1) if _DEVICES.match(stem) else stem, len(extension) + 1)
    return f"{stem or 'file'}.{extension}"


def _shortened(stem: str, reserved: int) -> str:
    stem = stem[: LONGEST - reserved]
    while len(stem.encode()) > LONGEST_BYTES - reserved:
        stem = stem[:-1]
    return stem.rstrip(" .")
