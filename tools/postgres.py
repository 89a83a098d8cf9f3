"""A PostgreSQL server to test on: the one that is there, or a private one for as long as it is needed.

`python tools/postgres.py COMMAND …` runs COMMAND with DATABASE_URL naming that server. With `--durable` before it a
private cluster writes as a real one does; with `--database NAME` there is a database of that name while it runs.
"""

import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from argparse import REMAINDER, ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote

import psycopg

MAY_CREATE = """
    select current_setting('server_version') from pg_roles
     where rolname = current_user and (rolcreatedb or rolsuper)
"""
# Nothing in a private cluster outlives the run, so it need not survive a power cut.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
LIKE_REAL = ("shared_buffers=1GB", "effective_cache_size=6GB", "max_wal_size=4GB", "max_connections=200")
START_SECONDS = 60
PR_SET_PDEATHSIG = 1
Process: TypeAlias = "subprocess.Popen[Any]"


class Unavailable(Exception):
    """No PostgreSQL can be used; the message says why."""


@dataclass(frozen=True)
class Server:
    """A server that lets us create databases: its URL, its version, and in words which one it is."""

    url: str
    version: str
    which: str


@contextmanager
def postgres(*, durable: bool = False) -> Iterator[Server]:
    """Yield DATABASE_URL's server, else the one at 127.0.0.1:5432, else a private cluster.

    A private cluster ends with the block. Raises Unavailable when DATABASE_URL names a PostgreSQL that does
    not answer, or when none is installed.
    """
    named = os.environ.get("DATABASE_URL", "")
    if named.startswith("postgres"):
        version = _version(named)
        if version is None:
            raise Unavailable("DATABASE_URL names a PostgreSQL that refuses us, or refuses us new databases.")
        yield Server(named, version, "the server DATABASE_URL names")
        return
    local = _local_url()
    version = _version(local)
    if version is not None:
        yield Server(local, version, "the server at " + local.rpartition("@")[2].partition("/")[0])
        return
    with _private_cluster(LIKE_REAL if durable else FAST) as url:
        yield Server(url, _version(url) or "of unknown version", "a private cluster")


def _version(url: str) -> str | None:
    """The server's version, or None when it does not answer or may not create the databases of the tests."""
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            row = connection.execute(MAY_CREATE).fetchone()
    except psycopg.Error:
        return None
    return str(row[0]) if row else None


def _local_url() -> str:
    """The usual server of this machine, with libpq's own variables where they are set."""
    user = quote(os.environ.get("PGUSER", "postgres"), safe="")
    password = quote(os.environ.get("PGPASSWORD", ""), safe="")
    address = f"{os.environ.get('PGHOST', '127.0.0.1')}:{os.environ.get('PGPORT', '5432')}"
    return f"postgres://{user}{':' + password if password else ''}@{address}/postgres"


@contextmanager
def _private_cluster(settings: Sequence[str]) -> Iterator[str]:
    binaries = _binaries()
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="frontoffice-pg-"))
    try:
        if owner:
            shutil.chown(folder, owner, pwd.getpwnam(owner).pw_gid)
        password = _make_cluster(binaries, folder, owner)
        server, port = _start(binaries, folder, owner, settings)
        try:
            yield f"postgres://frontoffice:{password}@127.0.0.1:{port}/postgres"
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    """The newest installed server's programs; distributions keep them off the PATH."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    found.sort(key=lambda path: float(path.parent.name.removeprefix("pgsql-")))
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    usable = [path for path in found if (path / "initdb").exists() and (path / "postgres").exists()]
    if not usable:
        raise Unavailable(
            "No PostgreSQL answers at 127.0.0.1:5432 and none is installed (Debian: postgresql)."
        )
    return usable[-1]


def _owner() -> str | None:
    """PostgreSQL refuses to run as root: root runs it as the package's user; anyone else as themselves."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise Unavailable("Run by root, PostgreSQL needs the user “postgres”, and there is none.") from None


def _as(owner: str | None) -> dict[str, Any]:
    return {"user": owner, "group": pwd.getpwnam(owner).pw_gid, "extra_groups": []} if owner else {}


def _make_cluster(binaries: Path, folder: Path, owner: str | None) -> str:
    password = secrets.token_urlsafe(18)
    secret = folder / "password"
    secret.touch(mode=0o600)
    secret.write_text(password)
    if owner:
        shutil.chown(secret, owner)
    command: list[str | Path] = [
        binaries / "initdb",
        "-D",
        folder / "data",
        "-U",
        "frontoffice",
        "--pwfile",
        secret,
    ]
    command += ["-A", "scram-sha-256", "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **_as(owner))
    secret.unlink()
    if made.returncode != 0:
        raise Unavailable(f"initdb failed: {made.stderr.strip()}")
    return password


def _start(binaries: Path, folder: Path, owner: str | None, settings: Sequence[str]) -> tuple[Process, int]:
    """Start the server on a free port; another program may take that port first, hence the three tries."""
    log = folder / "log"
    for _ in range(3):
        port = _free_port()
        command: list[str | Path] = [binaries / "postgres", "-D", folder / "data"]
        command += ["-p", str(port), "-h", "127.0.0.1", "-k", folder]
        for setting in settings:
            command += ["-c", setting]
        with log.open("wb") as lines:
            # A session of its own: Ctrl-C is for the tests, which then stop the server.
            own = _as(owner) | {"cwd": folder, "start_new_session": True, "preexec_fn": _end_with_us}
            server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=lines, stderr=lines, **own)
        if _answers(server, port):
            return server, port
        _stop(server)
    raise Unavailable(f"The private PostgreSQL did not start: {log.read_text()[-2000:]}")


def _end_with_us() -> None:
    """Run in the new process: on Linux it is told to stop when the one that started it is killed."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(server: Process, port: int) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="nobody", dbname="postgres", connect_timeout=2)
        except psycopg.OperationalError as error:
            if "authentication failed" in str(error) or "no password supplied" in str(error):
                return True
        time.sleep(0.1)
    return False


def _stop(server: Process) -> None:
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if server.poll() is not None:
            return
        server.send_signal(how)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            continue


@contextmanager
def database(server: Server, name: str) -> Iterator[str]:
    """A database of that name on the server, gone again at the end; yields its URL."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{server.url.rpartition('/')[0]}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def main() -> int:
    """Run the command given with DATABASE_URL set; its exit code is ours, or EX_UNAVAILABLE (69)."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    wanted = ArgumentParser(description=__doc__)
    wanted.add_argument("--durable", action="store_true")
    wanted.add_argument("--database", default="")
    wanted.add_argument("command", nargs=REMAINDER)
    given = wanted.parse_args()
    try:
        with postgres(durable=given.durable) as server:
            print(f"PostgreSQL {server.version}: {server.which}", flush=True)
            if not given.database:
                return _run(given.command, server.url)
            with database(server, given.database) as url:
                return _run(given.command, url)
    except Unavailable as problem:
        print(f"Not on PostgreSQL: {problem}", file=sys.stderr)
        return os.EX_UNAVAILABLE


def _run(command: Sequence[str], url: str) -> int:
    return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
