"""The kinds of things that happen in the week, as plain data.

`day` counts business days: 0 is the last one that was over when the demonstration was loaded, -1 the one before,
1 the next one, of which only what lies in the past is played. `time` is the wall clock of the agency's default
time zone. `who` is a key of the cast. A passage is named by article and heading.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """Something done on a day at a time."""

    day: int
    time: str


@dataclass(frozen=True)
class Takes(Step):
    """A representative takes the case."""

    who: str


@dataclass(frozen=True)
class Assigns(Step):
    """Somebody gives the case to a colleague."""

    who: str
    to: str
    reason: str = ""


@dataclass(frozen=True)
class Notes(Step):
    """An internal note, which the customer never sees."""

    who: str
    text: str


@dataclass(frozen=True)
class Replies(Step):
    """A message to the customer, citing passages; `waits` when the customer has to do something next."""

    who: str
    text: str
    cites: tuple[tuple[str, str], ...] = ()
    waits: bool = False


@dataclass(frozen=True)
class Tells(Step):
    """What was said on the telephone or at the counter, with the passages that were read to the customer."""

    who: str
    text: str
    cites: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Approves(Step):
    """Somebody with enough authority lets the reply go that waits for it."""

    who: str


@dataclass(frozen=True)
class Declines(Step):
    """Somebody with enough authority gives the reply back, with a reason."""

    who: str
    reason: str


@dataclass(frozen=True)
class Adds(Step):
    """The customer adds to the case: words, and perhaps a file of `demo/files`."""

    text: str
    file: str = ""


@dataclass(frozen=True)
class Attaches(Step):
    """A representative puts a file on the case."""

    who: str
    file: str


@dataclass(frozen=True)
class Resolves(Step):
    """The case ends with a resolution in words."""

    who: str
    text: str


@dataclass(frozen=True)
class Matter:
    """A case from its first word on.

    `customer` is a key of the cast, or empty for somebody who did not say who they are. `opened_by` is the
    representative who took it in, or empty where it came through the portal; then `asked` are the questions
    put to the portal before, each read with those before it. An `access_code` of its own lets a reader of the
    demonstration follow the case as the customer does.
    """

    key: str
    day: int
    time: str
    topic: str
    channel: str
    subject: str
    words: str
    customer: str = ""
    opened_by: str = ""
    language: str = "en"
    access_code: str = ""
    asked: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Visit:
    """Somebody asks the portal, and no case comes of it; `helped` is what they said, or None.

    Each question is read with those before it.
    """

    key: str
    day: int
    time: str
    questions: tuple[str, ...]
    helped: bool | None = None
    language: str = "en"


@dataclass(frozen=True)
class Decision(Step):
    """Why no article will be written for what a visit asked."""

    who: str
    visit: str
    reason: str
