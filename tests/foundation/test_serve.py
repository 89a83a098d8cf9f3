"""`frontoffice serve` as it is really started: web server and worker on a database of their own."""

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from frontoffice.foundation.serving import WEB_GRACE, port_is_free
from tests.installations import Installation

Serve = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def serve(installation: Installation, port: int) -> Iterator[Serve]:
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> "subprocess.Popen[str]":
        started.append(installation.start("serve", "--port", str(port), *arguments))
        return started[-1]

    yield start
    for process in started:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=40)
        process.kill()


def until_ready(process: "subprocess.Popen[str]") -> str:
    """Wait for the sentence that says where it is."""
    assert process.stdout is not None
    line = process.stdout.readline()
    assert "Front Office is at" in line, line + process.communicate()[1]
    return line


def get(port: int, path: str) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", path, headers={"Host": "localhost"})
        return connection.getresponse().status


def answers(port: int) -> bool:
    """Whether a page comes; a web process that was just killed, or is just starting, refuses."""
    with suppress(OSError, http.client.HTTPException):
        return get(port, "/") == 200
    return False


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.05)


def children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [child for name in found for child in [int(name), *children(int(name))]]


def test_it_serves_pages_until_it_is_told_to_stop(serve: Serve, port: int) -> None:
    process = serve()
    assert f"http://localhost:{port}" in until_ready(process)
    assert get(port, "/") == 200
    family = children(process.pid)
    assert len(family) == 4, "granian, its two processes, and the worker"
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 0, said
    assert time.monotonic() - began < WEB_GRACE, "nothing had to be killed"
    assert "Traceback" not in said
    assert port_is_free("127.0.0.1", port)
    assert [one for one in family if Path(f"/proc/{one}").exists()] == []


def test_a_web_process_that_dies_is_replaced(serve: Serve, port: int) -> None:
    process = serve("--no-worker")
    until_ready(process)
    family = children(process.pid)
    assert len(family) == 3
    os.kill(family[-1], signal.SIGKILL)
    until(lambda: family[-1] not in children(process.pid) and len(children(process.pid)) == 3)
    until(lambda: answers(port))


def test_a_worker_that_is_killed_is_started_again(serve: Serve, port: int) -> None:
    process = serve()
    until_ready(process)
    worker = next(
        one for one in children(process.pid) if b"\0worker\0" in Path(f"/proc/{one}/cmdline").read_bytes()
    )
    os.kill(worker, signal.SIGKILL)
    assert process.stdout is not None
    assert "The worker ended (-9); starting it again." in process.stdout.readline()
    assert get(port, "/") == 200


def test_a_port_in_use_is_said_in_a_sentence(serve: Serve, port: int) -> None:
    with closing(socket.create_server(("127.0.0.1", port))):
        process = serve()
        _, said = process.communicate(timeout=30)
    assert process.returncode != 0
    assert f"Port {port} on 127.0.0.1 is in use" in said
    assert f"--port {port + 1}" in said
    assert "Traceback" not in said


def test_a_second_start_on_the_same_port_leaves_the_first_alone(serve: Serve, port: int) -> None:
    until_ready(serve())
    second = serve()
    assert "is in use" in second.communicate(timeout=30)[1]
    assert second.returncode != 0
    assert get(port, "/") == 200


def test_a_database_without_tables_is_said_in_a_sentence(tmp_path: Path, port: int) -> None:
    empty = Installation(tmp_path, f"sqlite:///{tmp_path}/empty.sqlite3")
    done = empty.run("serve", "--port", str(port))
    assert done.returncode != 0
    assert "Run: frontoffice migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_is_away_is_said_in_a_sentence(tmp_path: Path, port: int) -> None:
    away = Installation(tmp_path, f"postgres://nobody@127.0.0.1:{port}/none")
    done = away.run("serve", "--port", str(port))
    assert done.returncode != 0
    assert "The database does not answer" in done.stderr
    assert "Traceback" not in done.stderr


def test_missing_static_files_are_said_in_a_sentence(installation: Installation, port: int) -> None:
    live = {"FRONTOFFICE_TESTING": "false", "FRONTOFFICE_DEMO": "true"}
    real = Installation(installation.folder, installation.url, live)
    done = real.run("serve", "--port", str(port))
    assert done.returncode != 0
    assert "Run: frontoffice collectstatic" in done.stderr
