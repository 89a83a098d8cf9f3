"""How many wrong passwords are borne, so that guessing gets nowhere and nobody can shut the owner out.

What counts against a name comes from browsers that never signed in under it: they share a small number of tries, by
network and over all networks. A browser that did has tries of its own, which nobody else can use up. Each rule is
asked before the password is looked at, with the same answer for names that nobody has. Only wrong ones count.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from frontoffice.authority.signing_in.devices import Browser, folded
from frontoffice.foundation import rate_limits

MINUTE, QUARTER, HOUR, DAY = (
    timedelta(minutes=1),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(days=1),
)

PASSWORD, CODE = "sign-in", "code"


@dataclass(frozen=True)
class Limit:
    """No more than `most` in any stretch of `per`, counted under `key`."""

    key: str
    most: int
    per: timedelta


@dataclass(frozen=True)
class Try:
    """One password about to be looked at, counted under these limits."""

    limits: tuple[Limit, ...]
    at: datetime
    allowed: bool

    def was_right(self) -> None:
        """A right password is not counted."""
        for limit in self.limits:
            rate_limits.give_back(limit.key, at=self.at)


def limits_of(name: str, *, network: str, browser: Browser | None, what: str = PASSWORD) -> tuple[Limit, ...]:
    """What counts for this name from here, the narrowest first. `what` is tried: a password, or a code for one."""
    who = folded(name)
    if browser is not None and browser.knows(name):
        key = f"{what}.browser:{browser.identifier}:{who}"
        return (Limit(f"{key}:quarter", 5, QUARTER), Limit(f"{key}:day", 50, DAY))
    here = (
        Limit(f"{what}.name-here:{network}:{who}", 5, QUARTER),
        Limit(f"{what}.network:{network}:minute", 10, MINUTE),
        Limit(f"{what}.network:{network}:day", 200, DAY),
    )
    if what == CODE:  # sixty bits that nobody chose are not guessed; nobody shall use up the owner's tries
        return here
    return (*here, Limit(f"{what}.name:{who}:hour", 20, HOUR), Limit(f"{what}.name:{who}:day", 100, DAY))


def begin(name: str, *, network: str, browser: Browser | None, at: datetime, what: str = PASSWORD) -> Try:
    """Count one try under each limit, or none when any of them is reached."""
    taken: list[Limit] = []
    for limit in limits_of(name, network=network, browser=browser, what=what):
        if not rate_limits.take(limit.key, limit=limit.most, per=limit.per, at=at).allowed:
            Try(tuple(taken), at, allowed=False).was_right()
            return Try((), at, allowed=False)
        taken.append(limit)
    return Try(tuple(taken), at, allowed=True)
