"""Reading in a process of its own, with bounds on time, memory and what it hands back."""

import json
import os
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from frontoffice.knowledge.documents import Document
from frontoffice.knowledge.sources.reading import Problem, Read, Source

SECONDS = 60.0  # for one file
LARGEST_ANSWER = 512 * 1024 * 1024  # bytes that one file may bring
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Task:
    """A file to read, what it is called in reports, and what is known of its document elsewhere."""

    file: Path
    path: str
    told: dict[str, Any] = field(default_factory=dict)


class _Lost(Exception):
    """The process ended, or was ended, within a file; says why."""


def read_apart(tasks: Sequence[Task], *, seconds: float = SECONDS) -> Read:
    """Everything in the files, in order. One that takes too long or too much is a problem; the next is read."""
    left = list(tasks)
    while left:
        done = 0
        try:
            for one in _run(left, seconds):
                if one is None:
                    done += 1
                else:
                    yield one
            if done < len(left):
                raise _Lost("could not be read: the reader stopped")
        except _Lost as lost:
            yield Problem(left[done].path, 0, str(lost))
            done += 1
        left = left[done:]


def _run(tasks: Sequence[Task], seconds: float) -> Iterator[Source | Problem | None]:
    """What one process makes of the tasks; None after each file. Raises _Lost."""
    with tempfile.TemporaryFile() as asked:
        for task in tasks:
            row = {"file": str(task.file.resolve()), "path": task.path, "told": task.told}
            asked.write(json.dumps(row).encode() + b"\n")
        asked.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-m", "frontoffice.knowledge.sources.child"],
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                "LANG": "C.UTF-8",
                "PATH": os.defpath,
            },
            cwd=Path(__file__).parents[3],
        )
    try:
        if process.stdout is None:
            raise _Lost("could not be read: the reader did not start")
        for line in _lines(process.stdout, seconds):
            yield from _told(line)
    finally:
        process.kill()
        process.communicate()


def _told(line: bytes) -> Iterator[Source | Problem | None]:
    said = json.loads(line)
    if "document" in said:
        yield Source(Document.model_validate_json(said["document"]), said["path"], said["line"])
    elif "problem" in said:
        yield Problem(said["path"], said["line"], said["problem"])
    elif "end" in said:
        yield None


def _lines(stream: IO[bytes], seconds: float) -> Iterator[bytes]:
    """The lines that come, as long as each file is done in time. Raises _Lost."""
    chooser = selectors.DefaultSelector()
    chooser.register(stream, selectors.EVENT_READ)
    kept, size, until = bytearray(), 0, time.monotonic() + seconds
    while True:
        if not chooser.select(max(0.0, until - time.monotonic())):
            raise _Lost(f"took longer than {seconds:.0f} seconds to read")
        chunk = os.read(stream.fileno(), _CHUNK)
        if not chunk:
            return
        size += len(chunk)
        kept += chunk
        if size > LARGEST_ANSWER:
            raise _Lost("holds more text than is taken")
        *whole, rest = bytes(kept).split(b"\n") if b"\n" in chunk else (bytes(kept),)
        if not whole:
            continue
        kept = bytearray(rest)
        for line in whole:
            if line.startswith(b'{"end"'):
                size, until = 0, time.monotonic() + seconds
            yield line
