"""What a storm of mails left behind, counted in the office's books, and the report of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from frontoffice.foundation.benchmarking import reports
from tests.crash.ledger import Ledger
from tests.installations import ROOT, Installation

REPORT = ROOT / "benchmarks" / "storm.md"
HEAD = """# A storm of mails while worker and database are killed

Written by `make storm` (tests/crash/test_storm.py); nothing here is typed by hand. Mails are handed to a real postfix,
which delivers them to a real dovecot; workers take them in from there by IMAP, read them, open a case each and
acknowledge it, while they are killed (SIGKILL) at random, first once at each point between two steps. On PostgreSQL the
connections of all workers are cut at random too, and the database server itself is killed and recovers.

- **mails**: each with words of its own; **again**: delivered a second time on top of these.
- **killed**: workers; **cut**: times that the database hung up on everybody; **database killed**: times that a process
  of the server was killed outright, which ends all others and makes the server recover.
- **held**: every attempt of these was killed; a person sees them, and nothing came of them.
- **lost**: in no case, no duplicate and not held. **doubled**: two lines of the ledger that count, two ends, two posts,
  or two acknowledgments of one mail.
"""
OPENED = "SELECT message_id, case_id FROM intake_incoming WHERE disposition = 'opened'"
HELD = "SELECT message_id, reason, case_id, post_id FROM intake_incoming WHERE state = 'held'"
DUPLICATES = "SELECT count(*) FROM intake_incoming WHERE disposition = 'duplicate'"
TWICE = """
    SELECT message_id FROM intake_incoming WHERE disposition <> 'duplicate' AND message_id <> ''
    GROUP BY message_id HAVING count(*) > 1
"""
HANDLED_TWICE = """
    SELECT s.subject_id FROM foundation_event e JOIN foundation_eventsubject s ON s.event_id = e.id
    WHERE e.name = 'intake.MailHandled' AND s.kind = 'intake.incoming' GROUP BY s.subject_id HAVING count(*) <> 1
"""
POSTS = "SELECT text FROM cases_post"
# One acknowledgment a case, kept once by what stands for the mail server, by one attempt that went.
ACKNOWLEDGED_TWICE = """
    SELECT thread FROM correspondence_message WHERE thread LIKE 'case:%%' GROUP BY thread HAVING count(*) > 1
"""
SENT_TWICE = """
    SELECT message_id FROM correspondence_dispatch WHERE outcome = 'sent' GROUP BY message_id HAVING count(*) > 1
"""


@dataclass(frozen=True)
class Storm:
    """What was done."""

    mails: int
    again: int
    kills: int
    cuts: int
    crashes: int
    seconds: float


@dataclass(frozen=True)
class Left:
    """What came of it."""

    opened: int
    duplicates: int
    held: int
    lost: list[str]
    doubled: list[str]


def left_behind(ledger: Ledger, sent: Iterable[str], words: dict[str, str]) -> Left:
    """Count the mails of these Message-IDs; `words` is what each says, as it stands in its post."""
    opened = [str(message) for message, _case in ledger.ask(OPENED)]
    held = [str(message) for message, *_rest in ledger.ask(HELD)]
    missing = sorted(set(sent) - set(opened) - set(held))
    unread = held.count("")  # what could not even be read has no Message-ID in the ledger
    said = Counter(str(text) for (text,) in ledger.ask(POSTS))
    doubled = [
        str(one)
        for query in (TWICE, HANDLED_TWICE, ACKNOWLEDGED_TWICE, SENT_TWICE)
        for (one,) in ledger.ask(query)
    ]
    doubled += [f"{text} ({times})" for text, times in said.items() if times > 1]
    wordless = [message for message in opened if not said[words[message]]]
    return Left(
        opened=len(opened),
        duplicates=ledger.count(DUPLICATES),
        held=len(held),
        lost=[*missing[unread:], *wordless],
        doubled=doubled,
    )


def section(storm: Storm, left: Left, vendor: str) -> str:
    """The part of the report for one kind of database."""
    killed = f"{storm.crashes:,}" if vendor == "postgresql" else "–"
    cut = f"{storm.cuts:,}" if vendor == "postgresql" else "–"
    return "\n".join(
        [
            f"## {reports.title(vendor)}",
            "",
            "| mails | again | killed | cut | database killed | opened | duplicates | held | lost | doubled "
            "| seconds |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
            f"| {storm.mails:,} | {storm.again:,} | {storm.kills:,} | {cut} | {killed} | {left.opened:,} "
            f"| {left.duplicates:,} | {left.held:,} | {len(left.lost):,} | {len(left.doubled):,} "
            f"| {storm.seconds:.0f} |",
            "",
        ]
    )


def write(storm: Storm, left: Left, installation: Installation, *, path: Path = REPORT) -> None:
    """Put the figures of this database into the report, whatever they are."""
    vendor = "postgresql" if installation.url.startswith("postgres") else "sqlite"
    reports.put(path, head=HEAD, section=section(storm, left, vendor), vendor=vendor)
