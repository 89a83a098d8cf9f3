"""What a transport takes, gives and raises."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeAlias

from frontoffice.correspondence.addressing import one_line

LONGEST_WORDS = 900


@dataclass(frozen=True)
class Mail:
    """What is handed over: `content` goes out byte by byte; by `message_id` it is known again."""

    message_id: str
    sender: str
    to_name: str
    to_address: str
    subject: str
    content: bytes


class NotSent(Exception):
    """Why a mail did not go, in the transport's own words, as far as a line of text can hold them."""

    def __init__(self, words: str) -> None:
        self.words = one_line(words)[:LONGEST_WORDS]
        super().__init__(self.words)


class TryAgain(NotSent):
    """Nothing went, and the same may go through later."""


class RefusedForGood(NotSent):
    """Nothing went, and trying again would not change that."""


class Unknown(NotSent):
    """It may have gone or not: the other side had all of it and gave no answer."""


HandOver: TypeAlias = Callable[[datetime], str]


class Transport(Protocol):
    """One way out.

    `ready(mail)` does all that can fail without anything of the mail going out, and yields the function that hands it
    over and gives the other side's words; either raises TryAgain, RefusedForGood or (only the latter) Unknown.
    `patience(mail)` is how long handing over may take at most: who has no outcome by then is gone.
    `went(message_id)` says whether the mail is there, where that can be looked up; None where it can't.
    """

    name: str

    def ready(self, mail: Mail) -> AbstractContextManager[HandOver]: ...

    def patience(self, mail: Mail) -> timedelta: ...

    def went(self, message_id: str) -> bool | None: ...
