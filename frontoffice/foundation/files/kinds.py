"""What a file is, by its bytes: a short list of kinds is accepted, all else is refused (X7)."""

import codecs
import mimetypes
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.files import packages
from frontoffice.foundation.files.refusals import KindMismatch, KindRefused


@dataclass(frozen=True)
class Kind:
    """One accepted kind of file. The first of `extensions` is the one to give; `also` are other names of its type."""

    content_type: str
    label: Promise
    extensions: tuple[str, ...]
    also: frozenset[str] = frozenset()


_CSV_NAMES = frozenset(
    {"text/csv", "application/csv", "text/x-csv", "text/comma-separated-values", "application/vnd.ms-excel"}
)
_ZIP_NAMES = frozenset({"application/zip", "application/x-zip-compressed"})

PDF = Kind("application/pdf", _("a PDF"), ("pdf",), frozenset({"application/x-pdf"}))
PNG = Kind("image/png", _("a PNG picture"), ("png",), frozenset({"image/x-png"}))
JPEG = Kind(
    "image/jpeg", _("a JPEG picture"), ("jpg", "jpeg", "jpe", "jfif"), frozenset({"image/jpg", "image/pjpeg"})
)
GIF = Kind("image/gif", _("a GIF picture"), ("gif",))
WEBP = Kind("image/webp", _("a WebP picture"), ("webp",))
TIFF = Kind("image/tiff", _("a TIFF picture"), ("tif", "tiff"), frozenset({"image/tif", "image/x-tiff"}))
TEXT = Kind(
    "text/plain", _("plain text"), ("txt", "text", "log", "md"), _CSV_NAMES | {"text/markdown", "text/x-log"}
)
CSV = Kind("text/csv", _("a CSV table"), ("csv",), _CSV_NAMES | {"text/plain"})
DOCX = Kind(packages.DOCX, _("a Word document"), ("docx",), _ZIP_NAMES)
XLSX = Kind(packages.XLSX, _("an Excel workbook"), ("xlsx",), _ZIP_NAMES)
ODT = Kind(packages.ODT, _("an OpenDocument text"), ("odt",), _ZIP_NAMES)
KINDS = (PDF, PNG, JPEG, GIF, WEBP, TIFF, TEXT, CSV, DOCX, XLSX, ODT)
_PACKAGED = {kind.content_type: kind for kind in (DOCX, XLSX, ODT)}

_MAGIC: tuple[tuple[Callable[[bytes], bool], Kind], ...] = (
    (lambda head: re.match(rb"%PDF-[12]\.[0-9]", head) is not None, PDF),
    (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR", PNG),
    (lambda head: head.startswith(b"\xff\xd8\xff") and head[3:4] >= b"\xc0", JPEG),
    (lambda head: head.startswith((b"GIF87a", b"GIF89a")), GIF),
    (lambda head: head.startswith(b"RIFF") and head[8:15] == b"WEBPVP8", WEBP),
    (lambda head: head.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")), TIFF),
)

# What a browser or a viewer would take for markup, a program or another format, though it is written in
# characters.
_NOT_PLAIN = re.compile(
    r"[\s\ufeff]*(?:<(?:!|\?|/?[a-z][a-z0-9:]*[\s/>])|\{\\rtf|%!|%PDF|#!|mime-version:|begin:vc)",
    re.IGNORECASE,
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_UNDECLARED = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/x-download"})
_ENDINGS_OF_PROGRAMS_AND_PAGES = (
    "app apk bat chm cmd com cpl dll docm dotm exe gadget hta img inf iso jar js jse lnk mjs msc msi msp mst "
    "pif ps1 psm1 reg scf scr sct settingcontent-ms sh svg svgz url vb vbe vbs vhd ws wsc wsf wsh xht xhtml "
    "xlam xlsm xltm htm html shtml mht mhtml xml php py rb pl"
)
_PROGRAMS = frozenset(_ENDINGS_OF_PROGRAMS_AND_PAGES.split())
_TYPES = mimetypes.MimeTypes(filenames=()).types_map[True]


def sniff(file: BinaryIO) -> Kind:
    """The kind of a whole file, by its bytes alone. Raises KindRefused and what packages raise."""
    file.seek(0)
    head = file.read(64)
    for is_so, kind in _MAGIC:
        if is_so(head):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _PACKAGED[packages.inspect(file)]
    if _is_plain_text(file):
        return TEXT
    raise KindRefused


def _is_plain_text(file: BinaryIO) -> bool:
    """UTF-8 to the last byte, no control characters, and not the start of markup or of a program."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    file.seek(0)
    first = True
    try:
        while chunk := file.read(64 * 1024):
            text = decoder.decode(chunk)
            if _CONTROL.search(text) or (first and _NOT_PLAIN.match(text)):
                return False
            first = False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def extension_of(name: str) -> str:
    """What follows the last point, in lower case; empty where that is no extension."""
    found = re.search(r"\.([A-Za-z0-9-]{1,15})\Z", name)
    return found.group(1).lower() if found else ""


def agree(kind: Kind, *, name: str, declared_type: str) -> Kind:
    """The kind, checked against what the name and the sender say; text becomes CSV where they say so.

    Raises KindMismatch. An ending that is nobody's extension (letter.final) says nothing, and neither does a
    sender who only knows that it is bytes.
    """
    extension, declared = extension_of(name), declared_type.partition(";")[0].strip().lower()
    if kind is TEXT and (extension == "csv" or (not extension and declared in _CSV_NAMES)):
        kind = CSV
    if extension not in kind.extensions and (f".{extension}" in _TYPES or _is_known(extension)):
        raise KindMismatch(_mismatch % {"said": f".{extension}", "found": kind.label})
    if declared not in _UNDECLARED and declared != kind.content_type and declared not in kind.also:
        raise KindMismatch(_mismatch % {"said": declared[:80], "found": kind.label})
    return kind


_mismatch = _(
    "This file says it is %(said)s, but inside is %(found)s. Send it under its own name, as it was made."
)


def _is_known(extension: str) -> bool:
    return extension in _PROGRAMS or any(extension in kind.extensions for kind in KINDS)
