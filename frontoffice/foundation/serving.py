"""Keeping the web server and the worker running as one: started together, looked after, stopped together."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType

LOOK = 0.1  # seconds between looks at the children
START = 60.0  # seconds within which the web server must answer
WEB_GRACE = 15  # seconds that requests under way have to finish
WORKER_GRACE = 30.0  # seconds that the worker has to finish what it does
STEADY = 60.0  # a worker that ran this long starts again without delay
LONGEST_DELAY = 30.0
PR_SET_PDEATHSIG = 1


class ServingFailed(Exception):
    """The web server did not start or went down; the message says so in plain words."""


def port_is_free(host: str, port: int) -> bool:
    """Whether nothing listens there. The web server shares its port, so a second one would go unnoticed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


@dataclass
class Child:
    """A process of ours in a group of its own, so that Ctrl-C reaches only the one who looks after it."""

    name: str
    command: list[str]
    grace: float
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0

    def start(self) -> None:
        """Start the process; on Linux it is told to stop when the one looking after it is killed."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own programs, no shell
            self.command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=_end_with(os.getpid())
        )

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        if self.process is not None and self.running():
            self.process.terminate()

    def clear_away(self) -> None:
        """Kill whatever is left of the process and of those it started."""
        if self.process is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _end_with(parent: int) -> Callable[[], None] | None:
    """What a child does before it becomes its program: ask the kernel for SIGTERM at its parent's death."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl

    def prepare() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return prepare


@dataclass
class Watch:
    """Looks after one web server and, when there is one, a worker."""

    web: Child
    worker: Child | None
    host: str
    port: int
    on_ready: Callable[[], None]
    say: Callable[[str], None]
    _told: int = 0  # how often we were told to stop
    _delay: float = 0.0
    _restart_at: float | None = None

    @property
    def stopping(self) -> bool:
        return self._told > 0

    def run(self) -> None:
        """Serve until told to stop by SIGINT, SIGTERM or SIGHUP; told twice, nothing is waited for.

        Raises ServingFailed when the web server does not start or goes down.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            self.web.start()
            if self.worker:
                self.worker.start()
            self._await_answer()
            if not self.stopping:
                self.on_ready()
            while not self.stopping:
                self._look()
                time.sleep(LOOK)
        finally:
            self._stop_all()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._told += 1

    def _await_answer(self) -> None:
        deadline = time.monotonic() + START
        while not self.stopping:
            with suppress(OSError), socket.create_connection((self.host, self.port), timeout=1):
                return
            if not self.web.running():
                raise ServingFailed("The web server did not start; the reason is above.")
            if time.monotonic() > deadline:
                raise ServingFailed(f"The web server did not answer within {START:.0f} seconds.")
            time.sleep(LOOK)

    def _look(self) -> None:
        if not self.web.running():
            raise ServingFailed("The web server went down.")
        if self.worker and not self.worker.running():
            self._restart(self.worker)

    def _restart(self, worker: Child) -> None:
        """Start a worker that died again: at once the first time, then after 1, 2, 4 … 30 seconds."""
        now = time.monotonic()
        if self._restart_at is None:
            steady = now - worker.started > STEADY
            self._restart_at = now + (0 if steady else self._delay)
            self._delay = 1.0 if steady else min(max(1.0, self._delay * 2), LONGEST_DELAY)
            code = worker.process.returncode if worker.process else None
            self.say(f"The worker ended ({code}); starting it again.")
        if now >= self._restart_at:
            self._restart_at = None
            worker.start()

    def _stop_all(self) -> None:
        children = [child for child in (self.web, self.worker) if child]
        for child in children:
            child.ask_to_stop()
        asked = time.monotonic()
        while self._told < 2 and any(child.running() for child in children):
            if all(time.monotonic() > asked + child.grace for child in children if child.running()):
                break
            time.sleep(LOOK)
        for child in children:
            child.clear_away()
