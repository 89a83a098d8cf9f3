"""Mail servers that really listen, each with its own way of behaving; what they took is in `taken`."""

import asyncio
import datetime as dt
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
TAKEN = "250 2.0.0 Taken as 4711"


class MailServer:
    """Takes everything. `rcpt` and `data` hold what it says next time instead; the last one stays."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.rcpt: list[str] = []
        self.data: list[str] = []
        self.secure = False

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = self._next(self.rcpt)
        if said.startswith("2"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        said = self._next(self.data)
        if said.startswith("2"):
            self.taken.append(envelope)
            self.secure = session.ssl is not None
        return said

    def _next(self, said: list[str]) -> str:
        return (said.pop(0) if len(said) > 1 else said[0]) if said else TAKEN

    @property
    def mails(self) -> list[bytes]:
        return [bytes(envelope.original_content or b"") for envelope in self.taken]


class HangsUpAtRecipient(MailServer):
    async def handle_RCPT(self, server: SMTP, *_told: Any) -> str:  # type: ignore[override]
        _hang_up(server)
        return TAKEN


class HangsUpInTheMidst(MailServer):
    """Closes the line when the first piece of the content is there, well before its end: by bytes, not by time."""

    piece = 64_000

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, *told: Any) -> str:
        pass_on, transport, got = server.data_received, server.transport, 0
        assert transport is not None

        def count(data: bytes) -> None:
            nonlocal got
            got += len(data)
            if got > self.piece:
                transport.abort()  # type: ignore[attr-defined]
            else:
                pass_on(data)

        server.data_received = count  # type: ignore[method-assign]
        return await super().handle_RCPT(server, session, envelope, *told)


class TakesItAndHangsUp(MailServer):
    """Has the mail in its hands and is gone before it says so: the case that nobody can tell from outside."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await super().handle_DATA(server, session, envelope)
        _hang_up(server)
        return TAKEN


class ThinksLong(MailServer):
    """Takes the mail, and says so only after `seconds`."""

    seconds = 1.0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        said = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(self.seconds)
        return said


def _hang_up(server: SMTP) -> None:
    assert server.transport is not None
    server.transport.abort()  # type: ignore[attr-defined]


def free_port() -> int:
    """A port of this machine where nobody listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def listening(handler: MailServer, **options: Any) -> Iterator[int]:
    """The server, on a port of its own, until the end of the block; yields the port."""
    controller = Controller(handler, hostname=HOST, port=free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def signs_in(user: str, password: str) -> Any:
    """Lets in who gives these, and nobody else."""

    def check(_server: Any, _session: Any, _envelope: Any, _how: str, given: LoginPassword) -> AuthResult:
        right = (given.login, given.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    return check


def certificate(folder: Path, *, name: str = "localhost") -> tuple[Path, ssl.SSLContext]:
    """A certificate that nobody signed but itself, as a file to trust, and a server's context that shows it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "certificate.pem", folder / "key.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return public, context
