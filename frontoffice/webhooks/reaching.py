"""Speaking to an address that somebody typed in: only what is public, only where the name led, and never for long.

A name is resolved once, each address that it has must be public, and the connection goes to one of those very
addresses, so that a name that changes in between leads nowhere else. Nothing is followed, nothing is read for long.
"""

import http.client
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from django.conf import settings

LONGEST_URL = 2000
MOST_READ = 16 * 1024
KEPT = 500
# Ways to say an IPv4 address in IPv6; where they lead depends on what lies between.
_TUNNELS = [
    IPv6Network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10")
]


class Unreachable(Exception):
    """It could not be sent there; the text says why, for people."""


class NotAnAddress(ValueError):
    """Nothing is sent to this address, whatever its name resolves to; the text says why."""


@dataclass(frozen=True)
class Target:
    host: str
    port: int
    path: str
    secure: bool

    @property
    def excepted(self) -> bool:
        """Whether the operator lets this host be in the house's own network, and be reached without TLS."""
        return bool({self.host, f"{self.host}:{self.port}"} & set(settings.WEBHOOK_HOSTS))


@dataclass(frozen=True)
class Answered:
    status: int
    text: str
    retry_after: int | None


def target_of(url: str) -> Target:
    """Where an address leads. Raises NotAnAddress."""
    if len(url) > LONGEST_URL or any(c <= " " or c == "\x7f" for c in url):
        raise NotAnAddress("An address has no spaces and is not longer than 2000 characters.")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (
            (parts.hostname or "").encode("idna").decode()
            if ":" not in (parts.hostname or "")
            else parts.hostname
        )
    except (ValueError, UnicodeError):
        raise NotAnAddress("This is not a web address.") from None
    secure = parts.scheme == "https"
    if not host or parts.scheme not in {"http", "https"} or port == 0:
        raise NotAnAddress("Enter an address that begins with https://.")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise NotAnAddress("An address has no user name, no password and no # part.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii():
        raise NotAnAddress("Write other letters than those of English in the address as %XX.")
    found = Target(host, port or (443 if secure else 80), path, secure)
    if not secure and not found.excepted:
        raise NotAnAddress("Enter an address that begins with https://.")
    _literal(found)
    return found


def _literal(target: Target) -> None:
    """An address in numbers is looked at at once."""
    try:
        number = ip_address(target.host)
    except ValueError:
        return
    if not target.excepted and not is_public(number):
        raise NotAnAddress("This is an address inside a network; only public ones can be reached.")


def is_public(number: IPv4Address | IPv6Address) -> bool:
    """Whether the address is one of the public internet."""
    if isinstance(number, IPv6Address):
        if number.ipv4_mapped is not None:
            return is_public(number.ipv4_mapped)
        if any(number in net for net in _TUNNELS):
            return False
    return number.is_global and not (number.is_multicast or number.is_reserved or number.is_unspecified)


def resolved(target: Target) -> list[str]:
    """The addresses of the host, in the resolver's order. Raises Unreachable where one of them is not public."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except OSError:
        raise Unreachable("The name of the host could not be resolved.") from None
    numbers = list(dict.fromkeys(str(one[4][0]) for one in found))
    if not target.excepted and not all(is_public(ip_address(one.partition("%")[0])) for one in numbers):
        raise Unreachable("The name leads into a network; only public addresses are reached.")
    return numbers


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Connection(http.client.HTTPConnection):
    """A connection to addresses that were looked at, under the name that was asked for."""

    def __init__(self, target: Target, numbers: list[str], seconds: float) -> None:
        super().__init__(target.host, target.port, timeout=seconds)
        self.default_port = 443 if target.secure else 80
        self._target, self._numbers = target, numbers
        self.opened: socket.socket | None = None  # http.client lets go of its own before the answer is read

    def connect(self) -> None:
        """The first address that takes the connection."""
        error: OSError | None = None
        for number in self._numbers[:3]:
            try:
                sock = socket.create_connection((number, self.port), self.timeout)
                break
            except OSError as failed:
                error = failed
        else:
            raise error or OSError("no address")
        self.opened = sock
        self.sock = _tls().wrap_socket(sock, server_hostname=self.host) if self._target.secure else sock
        self.opened = self.sock


class Call:
    """One try to hand something over. `abort` ends it from another thread, whatever the other side does."""

    def __init__(self, url: str, headers: dict[str, str], body: bytes) -> None:
        self._url, self._headers, self._body = url, headers, body
        self._connection: _Connection | None = None
        self._over = threading.Event()
        self.milliseconds = 0

    def run(self) -> Answered:
        """Raises Unreachable."""
        began = time.monotonic()
        try:
            return self._run()
        except NotAnAddress as wrong:
            raise Unreachable(str(wrong)) from None
        except ssl.SSLError as error:
            raise Unreachable(
                f"The certificate or the encryption is not right ({error.reason or 'TLS'})."
            ) from None
        except TimeoutError:
            raise Unreachable(TOO_SLOW) from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            said = TOO_SLOW if self._over.is_set() else f"It could not be reached ({type(error).__name__})."
            raise Unreachable(said) from None
        finally:
            self.milliseconds = int((time.monotonic() - began) * 1000)
            self.abort()

    def _run(self) -> Answered:
        target = target_of(self._url)
        self._connection = _Connection(target, resolved(target), settings.WEBHOOK_SECONDS)
        if self._over.is_set():
            raise TimeoutError
        self._connection.request("POST", target.path, body=self._body, headers=self._headers)
        response = self._connection.getresponse()
        said = response.read(MOST_READ).decode("utf-8", "replace").replace("\x00", "")
        if self._over.is_set():  # what was cut off reads like an answer that ended
            raise TimeoutError
        return Answered(response.status, said[:KEPT], _seconds(response.headers.get("Retry-After")))

    def abort(self) -> None:
        """Close the connection, so that whoever waits on it stops waiting."""
        self._over.set()
        connection = self._connection
        sock = connection.opened if connection is not None else None
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        if connection is not None:
            connection.close()


TOO_SLOW = "It took too long."


def _seconds(said: str | None) -> int | None:
    return int(said) if said is not None and said.isdecimal() and len(said) < 9 else None
