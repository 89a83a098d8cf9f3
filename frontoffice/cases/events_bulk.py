"""What others may learn of what is done with many cases at once."""

from frontoffice.foundation.events import fact


@fact("cases.BulkPrepared")
class BulkPrepared:
    """It was looked at; nothing has happened yet."""

    bulk_id: int
    act: str
    cases: int


@fact("cases.BulkStarted")
class BulkStarted:
    bulk_id: int
    act: str
    cases: int


@fact("cases.BulkGoesOn")
class BulkGoesOn:
    """Some of its cases are still to be done; the worker does the next of them. `round` counts."""

    bulk_id: int
    round: int


@fact("cases.BulkStopped")
class BulkStopped:
    bulk_id: int
    left: int


@fact("cases.BulkEnded")
class BulkEnded:
    """All of its cases are done or refused."""

    bulk_id: int
    done: int
    refused: int
