"""Delivery reports (RFC 3464) as other mail servers write them."""

from email.message import EmailMessage

ENCLOSED = "headers"
NAMED_ONLY = "named"


def report(
    told: EmailMessage,
    action: str = "failed",
    *,
    status: str = "5.1.1",
    words: str = "550 No such user",
    recipient: str = "jordan@example.org",
    how: str = ENCLOSED,
) -> bytes:
    """That a mail of ours did not arrive, or is late; `how` it names it: by its headers, or as what it answers."""
    identifier = str(told["Message-ID"])
    follows = f"In-Reply-To: {identifier}\r\nReferences: {identifier}\r\n" if how == NAMED_ONLY else ""
    enclosed = (
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {identifier}\r\n\r\n"
        if how == ENCLOSED
        else ""
    )
    return (
        "From: MAILER-DAEMON@mx.example.org\r\nTo: help@agency.example\r\nReturn-Path: <>\r\n"
        f"Subject: Undelivered\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n{follows}"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: {action}\r\n"
        f"Status: {status}\r\nDiagnostic-Code: smtp; {words}\r\n\r\n"
        f"{enclosed}--b--\r\n"
    ).encode()
