"""Office documents are ZIP packages: looked into before they are taken, never unpacked to disk (X7).

Refused are plain archives, encryption, macros and controls, links that load from elsewhere, programs inside,
names that lead outside, and archives built to explode: too many entries, too much when unpacked, overlapping
entries, or sizes that are not what the archive says.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from frontoffice.foundation.files.refusals import (
    ActiveContent,
    DamagedFile,
    FileTooLarge,
    KindRefused,
    ProtectedFile,
)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
MOST_ENTRIES = 4000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_XML = 4 * 1024 * 1024
_MAIN = {f"{DOCX}.main+xml": DOCX, f"{XLSX}.main+xml": XLSX}
_ACTIVE_TYPES = ("macro", "vba", "activex", "oleobject", "ms-office.script", "x-msdownload")
_ACTIVE_LINKS = (
    "/vbaproject",
    "/attachedtemplate",
    "/oleobject",
    "/control",
    "/activexcontrol",
    "/frame",
    "/subdocument",
)
_ALWAYS_ACTIVE_LINKS = ("/vbaproject", "/control", "/activexcontrol", "/xlmacrosheet", "/xlintlmacrosheet")
_PROGRAMS = ".exe .dll .com .scr .bat .cmd .vbs .js .jse .wsf .hta .jar .ps1 .lnk .msi .sh .py .html .htm"
_PROGRAM_ENDINGS = tuple(_PROGRAMS.split())
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    expat.ExpatError,
    OSError,
    ValueError,
    EOFError,
)
_END_SIZE = 22
_ENCRYPTED, _STORED, _DEFLATED = 0x1, zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED


def inspect(file: BinaryIO) -> str:
    """The content type of the document in this package. Raises a FileRefused that says why it is not taken."""
    try:
        with zipfile.ZipFile(file) as package:
            entries = package.infolist()
            _check_shape(file, entries)
            content_type = _what_it_is(package, {entry.filename for entry in entries})
            if any(entry.filename.lower().endswith(_PROGRAM_ENDINGS) for entry in entries):
                raise ActiveContent
            _check_sizes(package, entries)
    except _BROKEN as problem:
        raise DamagedFile from problem
    except (NotImplementedError, RuntimeError) as problem:  # zipfile's words for methods and keys it lacks
        raise ProtectedFile from problem
    return content_type


def _check_shape(file: BinaryIO, entries: list[zipfile.ZipInfo]) -> None:
    size = file.seek(0, 2)
    file.seek(-min(size, _END_SIZE), 2)
    end = file.read()
    if (
        not end.startswith(b"PK\x05\x06") or end[-2:] != b"\0\0"
    ):  # something hangs on behind, or hides in a comment
        raise DamagedFile
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise ProtectedFile
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise FileTooLarge
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or any(_leads_outside(name) for name in names):
        raise DamagedFile
    # Entries that share bytes are how a small archive unpacks to a huge one.
    if sum(entry.compress_size for entry in entries) > size:
        raise DamagedFile
    if min((entry.header_offset for entry in entries), default=1) != 0:
        raise DamagedFile
    if any(entry.compress_type not in {_STORED, _DEFLATED} for entry in entries):
        raise KindRefused


def _leads_outside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0] or "\x00" in name


def _check_sizes(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Unpack each entry into nothing: zipfile stops at the declared size and checks the sum of what it read."""
    for entry in entries:
        with package.open(entry) as content:
            while content.read(256 * 1024):
                pass


def _what_it_is(package: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" in names:
        return _open_document(package, names)
    if "[Content_Types].xml" not in names:
        raise KindRefused
    types = [value.lower() for value in _attributes(package, "[Content_Types].xml", "ContentType")]
    if any(word in value for value in types for word in _ACTIVE_TYPES):
        raise ActiveContent
    main = {_MAIN[value] for value in types if value in _MAIN}
    if len(main) != 1:
        raise KindRefused
    for name in names:
        if name.lower().endswith(".rels"):
            _check_links(package, name)
    return main.pop()


def _check_links(package: zipfile.ZipFile, name: str) -> None:
    """A picture or a hyperlink may be elsewhere; what is loaded or run when the document opens may not."""
    for element in _elements(package, name):
        kind, mode = element.get("Type", "").lower(), element.get("TargetMode", "").lower()
        if kind.endswith(_ALWAYS_ACTIVE_LINKS) or (mode == "external" and kind.endswith(_ACTIVE_LINKS)):
            raise ActiveContent


def _open_document(package: zipfile.ZipFile, names: set[str]) -> str:
    if (
        package.infolist()[0].filename != "mimetype"
        or _read(package, "mimetype", 200).strip() != ODT.encode()
    ):
        raise KindRefused
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise ActiveContent
    if "META-INF/manifest.xml" not in names:
        raise DamagedFile
    manifest = _elements(package, "META-INF/manifest.xml")
    if any(element["__name__"].endswith("encryption-data") for element in manifest):
        raise ProtectedFile
    return ODT


def _read(package: zipfile.ZipFile, name: str, most: int) -> bytes:
    with package.open(name) as content:
        data = content.read(most + 1)
    if len(data) > most:
        raise FileTooLarge
    return data


def _attributes(package: zipfile.ZipFile, name: str, attribute: str) -> Iterator[str]:
    return (element[attribute] for element in _elements(package, name) if attribute in element)


def _elements(package: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    """The attributes of each element, with its own name as `__name__`. A document type declaration is refused."""
    found: list[dict[str, str]] = []
    parser = expat.ParserCreate()

    def declared(*_arguments: object) -> None:
        raise ActiveContent

    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = lambda tag, attributes: found.append({"__name__": tag} | attributes)
    parser.Parse(_read(package, name, MOST_XML), True)
    return found
