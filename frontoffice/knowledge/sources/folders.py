"""A file, a folder, a package or a sitemap with its saved pages: which files there are to read."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from frontoffice.knowledge.sources import sitemaps
from frontoffice.knowledge.sources.apart import SECONDS, Task, read_apart
from frontoffice.knowledge.sources.packages import BadPackage, Package
from frontoffice.knowledge.sources.reading import ENDINGS, KINDS, Problem, Read, slug_of

SITEMAP = "sitemap.xml"
MOST_FILES = 50_000


def read(path: Path, *, seconds: float = SECONDS) -> Read:
    """Everything in a file, or in the files of a folder and the folders below it, in the order of their names.

    A sitemap (`.xml`) stands for the saved pages that it lists; so does a folder that holds a `sitemap.xml`. A package
    (`.zip`) is read like the folder that it was made of. A file is given so many `seconds`.
    """
    if path.suffix.lower() == ".zip" and path.is_file():
        yield from _package(path, seconds)
        return
    tasks: list[Task] = []
    for one in _found(path):
        if isinstance(one, Problem):
            yield one
        else:
            tasks.append(one)
    yield from read_apart(tasks, seconds=seconds)


def _found(path: Path) -> Iterator[Task | Problem]:
    if path.is_dir():
        yield from _folder(path)
    elif not path.exists():
        yield Problem(str(path), 0, "is not there")
    elif path.suffix.lower() == ".xml":
        yield from _sitemap(path)
    else:
        yield Task(path, str(path))


def _folder(folder: Path) -> Iterator[Task | Problem]:
    files = sorted(file for file in folder.rglob("*") if file.is_file() and not file.name.startswith("."))
    known = [file for file in files if file.suffix.lower() in ENDINGS][:MOST_FILES]
    if (folder / SITEMAP).is_file():
        listed = list(_sitemap(folder / SITEMAP))
        yield from listed
        taken = {one.file for one in listed if isinstance(one, Task)}
        known = [file for file in known if file not in taken]
    elif not known:
        yield Problem(str(folder), 0, f"holds no {KINDS.replace(' and ', ' or ')} file")
    yield from (Task(file, str(file)) for file in known)


def _sitemap(sitemap: Path) -> Iterator[Task | Problem]:
    """The saved pages. Their addresses name them: what they are called on the disk says nothing."""
    slugs: set[str] = set()
    for one in sitemaps.pages(sitemap):
        if isinstance(one, Problem):
            yield one
            continue
        told = {"source_url": one.address[:1000], "slug": _slug(one.address, slugs)}
        if one.changed is not None:
            told["received_on"] = one.changed.isoformat()
        yield Task(one.file, str(one.file), told)


def _slug(address: str, taken: set[str]) -> str:
    """From the path of the address: as much of its end as tells the page apart from the others."""
    path = PurePosixPath(address.split("?")[0].split("#")[0].partition("://")[2])
    names = [PurePosixPath(name).stem if name.endswith((".html", ".htm")) else name for name in path.parts]
    names = [name for name in names if name not in {"index", "/"}] or ["page"]
    for many in range(1, len(names) + 1):
        slug = slug_of("-".join(names[-many:]))
        if slug and slug not in taken:
            break
    number, base = 1, slug or "page"
    while not slug or slug in taken:
        number += 1
        slug = f"{base[:110]}-{number}"
    taken.add(slug)
    return slug


def _package(file: Path, seconds: float) -> Read:
    """A package is unpacked, within bounds, into a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        try:
            package = Package(file)
            for number, name in enumerate(package.names):
                if Path(name).suffix.lower() in {*ENDINGS, ".xml"} or not Path(name).suffix:
                    target = folder / Path(*PurePosixPath(name.replace("\\", "/")).parts)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(package.read(name))
                elif number > MOST_FILES:
                    break
        except (BadPackage, OSError) as error:
            yield Problem(str(file), 0, str(error) if isinstance(error, BadPackage) else "can't be unpacked")
            return
        tops = [one for one in folder.iterdir() if one.name != "__MACOSX"]
        root = tops[0] if len(tops) == 1 and tops[0].is_dir() else folder
        for one in read(root, seconds=seconds):
            yield replace(one, path=one.path.replace(str(root), file.name, 1))
