"""Handing stored files out: always as a download, never as a page of ours (X7)."""

import re
import unicodedata
from urllib.parse import quote

from django.http import FileResponse

from frontoffice.foundation.files.storing import open_bytes
from frontoffice.foundation.models import StoredFile


def download(file: StoredFile) -> FileResponse:
    """The response that hands the bytes out. Whether the viewer may have them is decided before. Raises
    BytesMissing.

    The browser is told to save and not to open, not to guess another type, and, should it open it all the
    same, to do so in a sandbox without scripts; nothing on the way keeps a copy.
    """
    charset = "; charset=utf-8" if file.content_type.startswith("text/") else ""
    answer = FileResponse(open_bytes(file), content_type=f"{file.content_type}{charset}")
    answer["Content-Length"] = str(file.size)
    answer["Content-Disposition"] = content_disposition(file.name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer


def content_disposition(name: str) -> str:
    """RFC 6266: a plain name for old programs, and the true one, encoded, for all others."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    # A percent sign or a quotation mark means something else to one browser or another.
    plain = re.sub(r"[^A-Za-z0-9 ._()+-]", "_", plain).strip(" .") or "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
