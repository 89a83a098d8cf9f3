"""Speaking to a mail server by IMAP: what lies in a folder, the bytes of one mail, and putting it away.

By the standard library: libraries above it parse each mail as they fetch it, and here the bytes are kept first. UIDs
only, sequence numbers never; `PEEK`, so that nothing is marked as read.
"""

import datetime as dt
import imaplib
import re
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from frontoffice.intake.models import After, Mailbox, Security
from frontoffice.intake.secrets import secret_of

TAKEN_IN = "FrontOfficeTakenIn"  # the keyword that marks a mail that is in the ledger
SECONDS = 30
_INTERNALDATE = re.compile(rb'INTERNALDATE "[^"]+"')
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_UID = re.compile(rb"\bUID (\d+)")


class MailServerTrouble(Exception):
    """Why a mailbox can't be read, in words for the person who set it up."""


@dataclass(frozen=True)
class Fetched:
    """A mail as the server has it; where it is too large, `content` is its headers alone."""

    uid: int
    received_at: dt.datetime
    size: int
    content: bytes
    whole: bool


class Folder:
    """One selected folder of a mailbox."""

    def __init__(self, client: imaplib.IMAP4, mailbox: Mailbox) -> None:
        self._client = client
        self._mailbox = mailbox
        self._marks = True
        self.uid_validity = self._select()

    def uids(self) -> list[int]:
        """All that lie in the folder; where mails stay there, those that are not marked as taken in."""
        wanted = f"UNKEYWORD {TAKEN_IN}" if self._mailbox.after == After.FLAG and self._marks else "ALL"
        return self._search(wanted)

    def all_uids(self) -> list[int]:
        return self._search("ALL")

    def sizes(self, uids: list[int]) -> dict[int, int]:
        """The size of each in bytes."""
        found: dict[int, int] = {}
        for start in range(0, len(uids), 500):
            named = ",".join(map(str, uids[start : start + 500]))
            for line in self._ask("FETCH", named, "(UID RFC822.SIZE)"):
                told = line if isinstance(line, bytes) else line[0]
                size, uid = _SIZE.search(told), _UID.search(told)
                if size and uid:
                    found[int(uid[1])] = int(size[1])
        return found

    def fetch(self, uid: int, size: int) -> Fetched | None:
        """The mail; None when it is gone meanwhile."""
        whole = size <= settings.MAIL_MAX_BYTES
        part = "BODY.PEEK[]" if whole else "BODY.PEEK[HEADER]"
        for line in self._ask("FETCH", str(uid), f"(UID INTERNALDATE {part})"):
            if isinstance(line, tuple):
                return Fetched(uid, _received_at(line[0]), size, bytes(line[1]), whole)
        return None

    def put_away(self, uid: int) -> None:
        """Move the mail to the folder for what was taken in, or mark it; doing so again changes nothing."""
        if self._mailbox.after == After.FLAG:
            self._ask("STORE", str(uid), "+FLAGS.SILENT", f"({TAKEN_IN})")
        elif "MOVE" in self._client.capabilities:
            self._ask("MOVE", str(uid), _quoted(self._mailbox.done_folder))
        else:
            self._ask("COPY", str(uid), _quoted(self._mailbox.done_folder))
            self._ask("STORE", str(uid), "+FLAGS.SILENT", r"(\Deleted)")
            self._expunge(uid)

    def _expunge(self, uid: int) -> None:
        if "UIDPLUS" in self._client.capabilities:
            self._ask("EXPUNGE", str(uid))

    def _select(self) -> int:
        if self._mailbox.after == After.MOVE:
            with suppress(imaplib.IMAP4.error):  # it is there already; if it can't be made, moving says so
                self._client.create(_quoted(self._mailbox.done_folder))
        code, told = self._client.select(_quoted(self._mailbox.folder))
        if code != "OK":
            raise MailServerTrouble(f"There is no folder {self._mailbox.folder}: {_words(told)}")
        allowed = self._client.response("PERMANENTFLAGS")[1] or [b""]
        self._marks = b"\\*" in (allowed[-1] or b"") or TAKEN_IN.encode() in (allowed[-1] or b"")
        validity = self._client.response("UIDVALIDITY")[1]
        if not validity or validity[-1] is None:
            raise MailServerTrouble(
                "The server does not say UIDVALIDITY: its mails can't be told apart for good."
            )
        return int(validity[-1])

    def _search(self, wanted: str) -> list[int]:
        found = self._ask("SEARCH", wanted)
        return sorted(int(uid) for line in found if isinstance(line, bytes) for uid in line.split())

    def _ask(self, command: str, *arguments: str) -> list[Any]:
        code, told = self._client.uid(command, *arguments)
        if code != "OK":
            raise MailServerTrouble(f"{command}: {_words(told)}")
        return [line for line in told if line is not None]


@contextmanager
def opened(mailbox: Mailbox) -> Iterator[Folder]:
    """The folder of the mailbox, connected and signed in. Raises MailServerTrouble whatever goes wrong."""
    client: imaplib.IMAP4 | None = None
    try:
        client = _connected(mailbox)
        yield Folder(client, mailbox)
    except ssl.SSLCertVerificationError as error:
        raise MailServerTrouble(
            f"The certificate of {mailbox.host} is not good: {error.verify_message}."
        ) from error
    except ssl.SSLError as error:
        raise MailServerTrouble(
            f"No TLS with {mailbox.host}, port {mailbox.port}: {error.reason}."
        ) from error
    except TimeoutError as error:
        raise MailServerTrouble(f"{mailbox.host} did not answer within {SECONDS} seconds.") from error
    except ConnectionRefusedError as error:
        raise MailServerTrouble(f"Nobody listens at {mailbox.host}, port {mailbox.port}.") from error
    except imaplib.IMAP4.error as error:
        raise MailServerTrouble(f"The server said: {error}") from error
    except OSError as error:
        raise MailServerTrouble(f"{mailbox.host} can't be reached: {error.strerror or error}.") from error
    finally:
        if client is not None:
            with suppress(imaplib.IMAP4.error, OSError):
                client.logout()
            with suppress(OSError):
                client.shutdown()


def _connected(mailbox: Mailbox) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    password = secret_of(mailbox.secret)
    if password is None:
        raise MailServerTrouble(f"There is no password named {mailbox.secret}: see docs/operate.md.")
    client: imaplib.IMAP4
    if mailbox.security == Security.TLS:
        client = imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=context, timeout=SECONDS)
    else:
        client = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=SECONDS)
    if mailbox.security == Security.STARTTLS:
        client.starttls(context)
    try:
        client.login(mailbox.user, password)
    except imaplib.IMAP4.error as error:
        raise MailServerTrouble(f"{mailbox.user} could not sign in: {_said(error)}") from error
    # What a server can do may change with signing in.
    client.capabilities = tuple(client.capability()[1][-1].decode().upper().split())
    return client


def _received_at(told: bytes) -> dt.datetime:
    found = _INTERNALDATE.search(told)
    local = imaplib.Internaldate2tuple(found[0]) if found else None
    if local is None:
        raise MailServerTrouble("The server does not say when it received a mail.")
    return dt.datetime.fromtimestamp(time.mktime(local), tz=dt.UTC)


def _quoted(name: str) -> str:
    """A folder's name in modified UTF-7 (RFC 3501), quoted."""
    out, held = "", ""
    for character in [*name, ""]:
        if character and not 0x20 <= ord(character) <= 0x7E:
            held += character
            continue
        if held:
            import base64

            coded = base64.b64encode(held.encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
            out, held = f"{out}&{coded}-", ""
        out += "&-" if character == "&" else character
    return '"' + out.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _words(told: Any) -> str:
    return " ".join(line.decode("utf-8", "replace") for line in told if isinstance(line, bytes))[:300]


def _said(error: Exception) -> str:
    said = error.args[0] if error.args else ""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
