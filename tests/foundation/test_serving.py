"""The web server and the worker are kept as one, with real processes that start, die and are told to stop."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from frontoffice.foundation.serving import port_is_free

WEB = """
import signal, socket, sys, time
server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
while True: server.accept()[0].close()
"""
WORKER = """
import os, pathlib, signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
with open(sys.argv[1], "a") as lines: lines.write(f"{os.getpid()}\\n")
time.sleep(60)
"""
STUBBORN = WORKER.replace("lambda *_: sys.exit(0)", "signal.SIG_IGN")
FAILS = "import sys; sys.exit('no such module')"


@pytest.fixture
def port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Office:
    """A process that looks after a web server and a worker made of the programs given."""

    def __init__(self, folder: Path, port: int, *, web: str = WEB, worker: str = WORKER) -> None:
        self.port, self.started = port, folder / "started"
        self.started.touch()
        program = f"""
            import sys
            from frontoffice.foundation.serving import Child, ServingFailed, Watch
            web = Child("web", [sys.executable, "-c", {web!r}, "{port}"], grace=5)
            worker = Child("worker", [sys.executable, "-c", {worker!r}, {str(self.started)!r}], grace=5)
            say = lambda text: print(text, flush=True)
            watch = Watch(web, worker, "127.0.0.1", {port}, on_ready=lambda: say("ready"), say=say)
            try: watch.run()
            except ServingFailed as failure: sys.exit(str(failure))
        """
        command = [sys.executable, "-c", textwrap.dedent(program)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )

    def workers(self) -> list[int]:
        """The process ids of the workers so far, in the order they started."""
        return [int(line) for line in self.started.read_text().split()]

    def is_served(self) -> bool:
        return not port_is_free("127.0.0.1", self.port)

    def until(self, holds: Callable[[], bool], seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, "it did not come to that"
            time.sleep(0.02)

    def running(self) -> "Office":
        self.until(lambda: self.is_served() and len(self.workers()) == 1)
        return self

    def stop(self, how: int, *, within: float) -> int:
        """Send the signal and give back the exit code."""
        self.process.send_signal(how)
        return self.process.wait(within)


Open = Callable[..., Office]


@pytest.fixture
def opened(tmp_path: Path, port: int) -> Iterator[Open]:
    offices: list[Office] = []

    def open_one(**programs: str) -> Office:
        offices.append(Office(tmp_path, port, **programs))
        return offices[-1]

    yield open_one
    for office in offices:
        office.process.kill()
        office.process.communicate()


def alive(process: int) -> bool:
    """Whether the process runs; one that ended and was not yet asked after does not."""
    try:
        return ") Z" not in Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_both(opened: Open, how: signal.Signals) -> None:
    office = opened().running()
    assert office.stop(how, within=5) == 0
    assert not office.is_served()
    assert not alive(office.workers()[0])


def test_it_says_when_it_is_ready(opened: Open) -> None:
    office = opened().running()
    assert office.process.stdout is not None
    assert office.process.stdout.readline() == "ready\n"


def test_a_worker_that_dies_is_started_again(opened: Open) -> None:
    office = opened().running()
    for times in (1, 2):
        os.kill(office.workers()[-1], signal.SIGKILL)
        office.until(lambda times=times: len(office.workers()) == times + 1)
    assert alive(office.workers()[-1])
    assert office.is_served()
    office.stop(signal.SIGTERM, within=5)
    assert not any(alive(worker) for worker in office.workers())


def test_a_worker_that_keeps_dying_is_started_ever_more_slowly(opened: Open) -> None:
    dying = WORKER.replace("time.sleep(60)", "sys.exit(1)")
    office = opened(worker=dying)
    office.until(lambda: len(office.workers()) == 3)
    began = time.monotonic()
    office.until(lambda: len(office.workers()) == 4)
    assert time.monotonic() - began > 1.5


def test_a_web_server_that_cannot_start_is_an_error(opened: Open) -> None:
    office = opened(web=FAILS)
    _, said = office.process.communicate(timeout=10)
    assert office.process.returncode == 1
    assert "The web server did not start" in said
    assert not any(alive(worker) for worker in office.workers())


def test_a_web_server_that_goes_down_ends_it(opened: Open) -> None:
    brief = WEB.replace("while True: server.accept()[0].close()", "time.sleep(2); sys.exit(3)")
    office = opened(web=brief).running()
    assert office.process.wait(10) == 1
    assert not any(alive(worker) for worker in office.workers())


def test_told_twice_it_waits_for_nothing(opened: Open) -> None:
    office = opened(worker=STUBBORN).running()
    office.process.send_signal(signal.SIGINT)
    time.sleep(0.5)
    assert office.process.poll() is None, "the first time it waits for the worker to finish"
    began = time.monotonic()
    office.stop(signal.SIGINT, within=5)
    assert time.monotonic() - began < 2
    assert not alive(office.workers()[0])


def test_a_worker_that_does_not_stop_is_killed_after_its_time(opened: Open) -> None:
    office = opened(worker=STUBBORN).running()
    began = time.monotonic()
    office.stop(signal.SIGTERM, within=10)
    assert 4 < time.monotonic() - began < 8
    assert not alive(office.workers()[0])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel tells children on Linux only")
def test_nothing_is_left_when_the_one_looking_after_them_is_killed(opened: Open) -> None:
    office = opened().running()
    office.stop(signal.SIGKILL, within=5)
    office.until(lambda: not office.is_served() and not alive(office.workers()[0]))


def test_a_port_that_something_listens_on_is_not_free(port: int) -> None:
    assert port_is_free("127.0.0.1", port)
    with closing(socket.socket()) as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        assert not port_is_free("127.0.0.1", port)
