"""Runs the scenarios of the duties and keeps what they showed: in the product for its page, in the README as a count.

The product's file is frontoffice/authority/series/shown.json; the count stands between two markers in README.md.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BETWEEN = re.compile(r"(<!-- duties -->\n).*?(<!-- /duties -->)", re.DOTALL)


def main() -> int:
    environment = os.environ | {"FRONTOFFICE_TESTING": "1", "WRITE_DUTIES": "1"}
    scenarios = [sys.executable, "-m", "pytest", "tests/duties", *sys.argv[1:]]
    code = subprocess.run(scenarios, cwd=ROOT, env=environment, check=False).returncode
    if code == 0:
        counted = [sys.executable, "-m", "frontoffice", "duties", "--count"]
        said = subprocess.run(counted, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
        text = README.read_text(encoding="utf-8")
        README.write_text(
            BETWEEN.sub(lambda found: found[1] + said.stdout + found[2], text), encoding="utf-8"
        )
        print(said.stdout, end="")
    return code


if __name__ == "__main__":
    sys.exit(main())
