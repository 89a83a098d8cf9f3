"""What came in by e-mail: a new matter, an answer to a reply, a letter to many that is held, an automatic reply, and
an acknowledgment that came back.
"""

import datetime as dt
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from demo.scene import Scene
from demo.story import work
from frontoffice.correspondence.models import Message
from frontoffice.foundation.actors import service
from frontoffice.intake.actions.keeping import keep
from frontoffice.intake.actions.setting_up import set_up_mailbox
from frontoffice.intake.imap import Fetched
from frontoffice.intake.models import Mailbox

ADDRESS = "help@agency.example"
USER = "help"
ANSWERED = "ingrid-title"  # the case whose reply is answered


@dataclass(frozen=True)
class Letter:
    """An e-mail, when it came, and the headers that say what it is."""

    day: int
    time: str
    sender: str
    subject: str
    text: str
    headers: tuple[tuple[str, str], ...] = ()
    answers: str = ""


LETTERS = (
    Letter(
        -2,
        "16:40",
        "Samuel Adeyemi <s.adeyemi@example.com>",
        "Which office for an interpreter",
        "Good afternoon,\n\nmy mother has an appointment next week and speaks Yoruba. Do we bring somebody, or does "
        "the office have an interpreter? And which floor is it?\n\nThank you\nSamuel Adeyemi",
    ),
    Letter(
        -1,
        "10:12",
        "Ingrid Sorensen <ingrid.sorensen@example.com>",
        "Re: Out-of-state title",
        "Hello Mr. Bell,\n\nthe bank is Lakeland Savings, 400 Second Street, Duluth. The loan number is on the "
        "statement that I bring along. Is Thursday morning good for the car?\n\nIngrid Sorensen",
        answers=ANSWERED,
    ),
    Letter(
        -1,
        "13:05",
        "Office Supply Letter <news@offers.example>",
        "This week: paper and toner",
        "Dear customer,\n\ntoner is 20 percent off until Friday.\n\nTo end this letter, answer with STOP.",
        headers=(("Precedence", "bulk"), ("List-Unsubscribe", "<mailto:stop@offers.example>")),
    ),
    Letter(
        -1,
        "15:31",
        "Alicia Fennimore <alicia.fennimore@example.net>",
        "Automatic reply: Your request",
        "I am away until Monday and read no e-mail.\n\nAlicia Fennimore",
        headers=(("Auto-Submitted", "auto-replied"),),
    ),
)


def take_in(scene: Scene) -> None:
    """As the worker does it, from the bytes on. The mailbox is switched off: behind it there is no mail server."""
    mailbox = set_up_mailbox(
        address=ADDRESS,
        host="imap.agency.example",
        user=USER,
        secret=USER,
        topic="help",
        active=False,
        by=scene.actor("gordon"),
        at=scene.timetable.moment(-4, "08:10", "mailbox"),
    )
    for uid, letter in enumerate(LETTERS, 1):
        at = scene.timetable.moment(letter.day, letter.time, f"mail-{uid}")
        _came(letter, uid, mailbox, scene, at)
        work(at=at + dt.timedelta(seconds=20))
    at = scene.timetable.moment(-1, "16:20", "mail-back")
    _keep(_report(at), len(LETTERS) + 1, mailbox, at)
    work(at=at + dt.timedelta(seconds=20))


def _report(at: datetime) -> bytes:
    """That the acknowledgment of the first mail did not arrive: the mailbox is closed (RFC 3464)."""
    said = Message.objects.filter(to_address="s.adeyemi@example.com", by__key="service:intake").latest("pk")
    lines = [
        "From: Mail Delivery System <MAILER-DAEMON@mx.example.com>",
        f"To: {ADDRESS}",
        "Subject: Undelivered Mail Returned to Sender",
        f"Date: {format_datetime(at)}",
        "Message-ID: <back.demonstration@mx.example.com>",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="back"',
        "",
        "--back",
        "Content-Type: text/plain",
        "",
        "Your message to s.adeyemi@example.com could not be delivered.",
        "--back",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.example.com",
        "",
        "Final-Recipient: rfc822; s.adeyemi@example.com",
        "Action: failed",
        "Status: 5.2.1",
        "Diagnostic-Code: smtp; 550 5.2.1 The mailbox is closed",
        "",
        "--back",
        "Content-Type: text/rfc822-headers",
        "",
        f"Message-ID: <{said.message_id}>",
        "",
        "--back--",
        "",
    ]
    return "\r\n".join(lines).encode()


def _came(letter: Letter, uid: int, mailbox: Mailbox, scene: Scene, at: datetime) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = letter.sender, ADDRESS, letter.subject
    mail["Date"], mail["Message-ID"] = format_datetime(at), f"<{uid}.demonstration@mail.example>"
    for name, value in letter.headers:
        mail[name] = value
    text = letter.text
    if letter.answers:
        said = _said(letter.answers, scene)
        mail["In-Reply-To"] = mail["References"] = f"<{said.message_id}>"
        text += "\n\n" + _quoted(said)
    mail.set_content(text)
    _keep(mail.as_bytes(), uid, mailbox, at)


def _keep(content: bytes, uid: int, mailbox: Mailbox, at: datetime) -> None:
    fetched = Fetched(uid=uid, received_at=at, size=len(content), content=content, whole=True)
    keep(mailbox, 1, fetched, by=service("intake"), at=at + dt.timedelta(seconds=20))


def _said(case: str, scene: Scene) -> Message:
    """What the agency last said on that case."""
    return Message.objects.filter(thread=f"case:{scene.cases[case].pk}", message_id__isnull=False).latest(
        "pk"
    )


def _quoted(said: Message) -> str:
    lines = "\n".join(f"> {line}".rstrip() for line in said.body.splitlines())
    return f"On {said.created_at:%b %d, %Y} {ADDRESS} wrote:\n{lines}"
