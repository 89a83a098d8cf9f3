"""Delivery reports (RFC 3464): which of our mails they are about, for whom, and what the other side said."""

from email.message import Message
from typing import Any

from frontoffice.intake.parsing import headers

_WORST = {"failed": 0, "delayed": 1, "relayed": 2, "delivered": 3, "expanded": 4}


def report_in(mail: "Message[str, str]") -> dict[str, Any]:
    """`action`, `status`, `recipient`, `words` of the recipient that it went worst for; `message_id` of the mail."""
    found: dict[str, Any] = {}
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            found |= _worst(part)
        elif kind in {"message/rfc822", "text/rfc822-headers", "message/global", "message/rfc822-headers"}:
            identifier = _identifier(part)
            if identifier and "message_id" not in found:
                found["message_id"] = identifier
    return found


def _worst(part: "Message[str, str]") -> dict[str, Any]:
    blocks = part.get_payload()
    found: list[dict[str, Any]] = []
    for block in blocks if isinstance(blocks, list) else []:
        if not isinstance(block, Message) or "Action" not in block:
            continue
        recipient = headers.raw(block, "Final-Recipient") or headers.raw(block, "Original-Recipient")
        found.append(
            {
                "action": headers.raw(block, "Action").lower()[:20],
                "status": headers.raw(block, "Status").partition(" ")[0][:12],
                "recipient": recipient.rpartition(";")[2].strip()[:254],
                "words": headers.raw(block, "Diagnostic-Code").partition(";")[2].strip()[:900],
            }
        )
    return min(found, key=lambda one: _WORST.get(one["action"], 1), default={})


def _identifier(part: "Message[str, str]") -> str:
    """The Message-ID of the mail that came back, whether it is enclosed whole or by its headers."""
    inner = part.get_payload()
    if isinstance(inner, list) and inner and isinstance(inner[0], Message):
        return next(iter(headers.identifiers(inner[0], "Message-ID")), "")
    from email import message_from_string

    return next(iter(headers.identifiers(message_from_string(str(inner)), "Message-ID")), "")
