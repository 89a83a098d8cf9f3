"""The process that reads: tasks come in as lines of JSON, documents and problems go out the same way.

It has no database, no settings and no more memory than it is given. Whatever a file does to it, only that file is
lost. A task is `{"file", "path", "told"}`; `{"begin": n}` and `{"end": n}` stand around what it brings.
"""

import json
import resource
import sys
from datetime import date
from pathlib import Path
from typing import Any

MEMORY = 1536 * 1024 * 1024
OPEN_FILES = 64


def limit() -> None:
    """No file written, no core dumped, memory in bounds."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        _soft, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def main() -> None:
    """Do the tasks one after the other."""
    from frontoffice.knowledge.sources.files import read_file
    from frontoffice.knowledge.sources.reading import Problem

    limit()
    for number, line in enumerate(sys.stdin.buffer):
        task = json.loads(line)
        _say({"begin": number})
        told = dict(task["told"])
        if told.get("received_on"):
            told["received_on"] = date.fromisoformat(told["received_on"])
        try:
            for one in read_file(Path(task["file"]), task["path"], told):
                if isinstance(one, Problem):
                    _say({"problem": one.reason, "path": one.path, "line": one.line})
                else:
                    said = one.document.model_dump_json(exclude_defaults=True)
                    _say({"document": said, "path": one.path, "line": one.line})
        except MemoryError:
            _say({"problem": "needs more memory to read than it is given", "path": task["path"], "line": 0})
        except RecursionError:
            _say({"problem": "is nested too deeply", "path": task["path"], "line": 0})
        except Exception as error:  # whatever a file from outside does, it is told and the next one is read
            reason = f"can't be read ({type(error).__name__})"
            _say({"problem": reason, "path": task["path"], "line": 0})
        _say({"end": number})


def _say(what: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(what).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
