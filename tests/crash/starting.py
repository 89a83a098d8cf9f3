"""Real processes of the product, without importing it anew for each: one process has it loaded and forks the others.

`Stable` runs this module in an installation; what it forks runs `frontoffice …` as it is, or fills the office.
"""

import importlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from tests.installations import ROOT, Installation


class Stable:
    """An installation's processes: started, waited for, and killed, from the test."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def start(self, *command: str, settings: dict[str, Any] | None = None, **environment: str) -> int:
        """Start `frontoffice …` with these variables and settings; its process id."""
        return int(self._ask(start=list(command), settings=settings or {}, environment=environment))

    def wait(self, pid: int) -> int:
        """The exit code of a process that was started here; -9 when it was killed."""
        return int(self._ask(wait=pid))

    def run(self, *command: str, settings: dict[str, Any] | None = None, **environment: str) -> int:
        """Run `frontoffice …` to its end; its exit code."""
        return self.wait(self.start(*command, settings=settings, **environment))

    def kill(self, pid: int) -> None:
        """End it as a power cut would."""
        os.kill(pid, signal.SIGKILL)
        assert self.wait(pid) == -signal.SIGKILL

    def _ask(self, **question: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the process that starts the others is gone"
        return json.loads(line)


@contextmanager
def stable(installation: Installation) -> Iterator[Stable]:
    """The processes of that installation; at the end all are gone."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.starting"],
        cwd=ROOT,
        env=installation.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield Stable(process)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def main() -> None:
    """Answer one question a line until there are no more. All is loaded once; connections belong to the forked."""
    import django
    from django.core.checks import run_checks

    django.setup()
    # Loaded here, so that what is forked need not: what fills the office, the URLs, the worker.
    importlib.import_module("tests.crash.owing")
    importlib.import_module("frontoffice.foundation.management.commands.worker")
    run_checks()

    for line in sys.stdin:
        question = json.loads(line)
        if "start" in question:
            answer = _fork(question["start"], question["settings"], question["environment"])
        else:
            answer = os.waitstatus_to_exitcode(os.waitpid(question["wait"], 0)[1])
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _fork(command: list[str], given: dict[str, Any], environment: dict[str, str]) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.environ.update(environment)
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.dup2(2, 1)
        for name, value in given.items():
            setattr(settings, name, value)
        code = _carry_out(command)
    finally:
        sys.stderr.flush()
        os._exit(code)


def _carry_out(command: list[str]) -> int:
    from django.core.management import execute_from_command_line

    from tests.crash import owing, storming

    if command[0] == "owe":
        getattr(owing if hasattr(owing, command[1]) else storming, command[1])(*map(int, command[2:]))
        return 0
    try:
        execute_from_command_line(["frontoffice", *command])
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


if __name__ == "__main__":
    main()
