"""Whether a program wrote a mail: what it says of itself (RFC 3834), how it was sent, and, weakly, how it reads."""

import re
from email.message import Message

from frontoffice.intake.models import Automatic
from frontoffice.intake.parsing import headers

AWAY = re.compile(
    r"^\s*(?:(?:re|aw|rv|fw|fwd)\s*:\s*)*"
    r"(?:automatic reply|auto[- ]?reply|auto(?:matic)? response|out of (?:the )?office"
    r"|away from (?:the|my) (?:office|desk)|i am (?:out|away)|on (?:vacation|leave)|vacation (?:reply|notice)"
    r"|respuesta autom[aá]tica|fuera de (?:la )?oficina|autorespuesta|ausente|ausencia|de vacaciones)\b",
    re.IGNORECASE,
)
DAEMONS = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon)@", re.IGNORECASE)
_OWN_HEADERS = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply-From")


def kind_of(mail: "Message[str, str]", *, sender: str, subject: str) -> Automatic:
    """What speaks loudest counts: a delivery report, an answer by a program, anything else by one, mail to many."""
    if mail.get_content_type() == "multipart/report":
        return Automatic.REPORT if _reports_delivery(mail) else Automatic.REPLY
    said = headers.raw(mail, "Auto-Submitted").partition(";")[0].partition("(")[0].strip().lower()
    precedence = headers.raw(mail, "Precedence").lower()
    reads_away = bool(AWAY.match(subject))
    if (
        said == "auto-replied"
        or precedence == "auto_reply"
        or any(name in mail for name in _OWN_HEADERS)
        or _came_from_nobody(mail)
        or DAEMONS.match(sender)
    ):
        return Automatic.REPLY
    if said not in {"", "no"} or _suppresses(mail) or precedence in {"bulk", "junk"}:
        return Automatic.REPLY if reads_away else Automatic.GENERATED
    if precedence == "list" or "List-Id" in mail or "List-Unsubscribe" in mail:
        return Automatic.LIST
    return Automatic.MAYBE if reads_away else Automatic.NO


def _reports_delivery(mail: "Message[str, str]") -> bool:
    kind = str(mail.get_param("report-type", "") or "").lower()
    return kind == "delivery-status" or (
        not kind and any(part.get_content_type() == "message/delivery-status" for part in mail.walk())
    )


def _came_from_nobody(mail: "Message[str, str]") -> bool:
    return "Return-Path" in mail and headers.raw(mail, "Return-Path") in {"<>", ""}


def _suppresses(mail: "Message[str, str]") -> bool:
    """Exchange marks so what must not be answered by a program: what programs wrote."""
    said = {one.strip().lower() for one in headers.raw(mail, "X-Auto-Response-Suppress").split(",")}
    return "all" in said or {"oof", "autoreply"} <= said
