"""Writing the body of a mail in parts: 7-bit ASCII with CRLF line ends, as it is kept, hashed and handed over."""

import binascii
import secrets
from collections.abc import Sequence
from email.message import MIMEPart
from email.policy import SMTP

_PRINTABLE = SMTP.clone(cte_type="7bit")


def text(subtype: str, words: str) -> bytes:
    """A part of text, in quoted-printable: whatever stands in it stays within 76 characters a line."""
    # As the mail has it a line ends with CRLF, whatever it ended with here.
    lines = b"".join(line + b"\r\n" for line in words.encode().splitlines())
    head = f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    return head.encode("ascii") + binascii.b2a_qp(lines, istext=True)


def file(content: bytes, *, content_type: str, name: str) -> bytes:
    """A part that is a file, in base64."""
    maintype, _slash, subtype = content_type.partition("/")
    part = MIMEPart(policy=_PRINTABLE)
    part.set_content(
        content,
        maintype=maintype,
        subtype=subtype,
        disposition="attachment",
        filename=name,
        params={"charset": "utf-8"} if maintype == "text" else None,
    )
    return part.as_bytes()


def together(kind: str, parts: Sequence[bytes]) -> bytes:
    """Parts as one: `alternative` for the same in several forms, `mixed` for one after another."""
    # Neither quoted-printable nor base64 ever has these two characters side by side.
    boundary = f"=_{secrets.token_hex(16)}"
    head = f'Content-Type: multipart/{kind};\r\n boundary="{boundary}"\r\n\r\n'.encode("ascii")
    line = f"--{boundary}".encode("ascii")
    return head + b"".join(line + b"\r\n" + part + b"\r\n" for part in parts) + line + b"--\r\n"
