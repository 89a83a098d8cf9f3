"""Opening what is packed (ZIP, and so DOCX) within bounds: what a package claims of its sizes is not believed."""

import zipfile
from pathlib import Path, PurePosixPath

MOST_MEMBERS = 10_000
LARGEST_MEMBER = 64 * 1024 * 1024
LARGEST_WHOLE = 200 * 1024 * 1024
_CHUNK = 1024 * 1024


class BadPackage(ValueError):
    """It can't be opened, or would unpack to more than we take; the message says which."""


class Package:
    """A ZIP file whose members are read one by one, each up to 64 MB, all of them up to 200 MB."""

    def __init__(self, file: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise BadPackage("is damaged, or not a package that can be opened") from None
        if len(self._zip.infolist()) > MOST_MEMBERS:
            raise BadPackage(f"holds more than {MOST_MEMBERS:,} files")
        self._left = LARGEST_WHOLE

    @property
    def names(self) -> list[str]:
        """The members that are files and stay where they are unpacked to."""
        return [info.filename for info in self._zip.infolist() if not info.is_dir() and _stays(info.filename)]

    def read(self, name: str) -> bytes:
        """The bytes of a member, empty where it is not there. Raises BadPackage."""
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            return b""
        bound = min(LARGEST_MEMBER, self._left)
        if info.flag_bits & 1:
            raise BadPackage("is protected by a password")
        parts, size = [], 0
        try:
            with self._zip.open(info) as member:
                while chunk := member.read(_CHUNK):
                    size += len(chunk)
                    if size > bound:
                        raise BadPackage("unpacks to more than is taken (64 MB a file, 200 MB in all)")
                    parts.append(chunk)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as error:
            raise error if isinstance(error, BadPackage) else BadPackage("is damaged") from None
        except Exception as error:  # zlib.error and the like have no common name
            raise BadPackage("is damaged") from error
        self._left -= size
        return b"".join(parts)


def _stays(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return not path.is_absolute() and ".." not in path.parts and "\x00" not in name
