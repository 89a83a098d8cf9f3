"""House rules about words: American spelling, translatable sentences, no address of a registry or machine."""

import ast
import re

from tests.house import tree
from tests.house.tree import Findings, rule

PROSE = (
    ".py",
    ".html",
    ".md",
    ".js",
    ".mjs",
    ".css",
    ".scss",
    ".toml",
    ".txt",
    ".jsonl",
    ".json",
    ".yml",
    "Makefile",
)
LOCKS = ("requirements/core.txt", "requirements/dev.txt", "requirements/build.txt", "requirements/node.txt")
SPANISH = "demo/articles/es/"
WORD_LIST = "tests/house/british.txt"
# Spelled so that this file does not hold what it looks for.
ADDRESSES = re.compile(
    r"py[p]i\.org|pythonhoste[d]|registry\.npmj[s]|npmj[s]\.com|yarnpk[g]\.com|deb\.debia[n]|archive\.ubunt[u]"
    r"|proxy\.golan[g]|crate[s]\.io|ghc[r]\.io|--(extra-)?inde[x]-url\s|\"resolve[d]\":\s*\"http",
    re.IGNORECASE,
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(w[o]rk|r[o]ot|hom[e]/\w+|tm[p]|Users/\w+)/")
SPANISH_LINE = re.compile(r'"language": ?"es"')
SENTENCES = {"message", "label", "help_text", "title", "verbose_name", "verbose_name_plural", "error_message"}


def british_words() -> re.Pattern[str]:
    lines = (line.split("#")[0].strip() for line in tree.text(WORD_LIST).splitlines())
    return re.compile(rf"(?<![a-z])({'|'.join(line for line in lines if line)})(?![a-z])", re.IGNORECASE)


def prose() -> list[str]:
    """English texts: what is British in them may be right in Spanish."""
    skipped = {*LOCKS, WORD_LIST, "LICENSE", "assets/package-lock.json", "tests/house/exceptions.toml"}
    return [path for path in tree.matching(*PROSE) if path not in skipped and not path.startswith(SPANISH)]


@rule("American spelling", prose)
def british(path: str, source: str) -> Findings:
    """Where: path:word. A word inside a name counts as well: in fooBar and FOO_BAR."""
    english = "\n".join(line for line in source.splitlines() if not SPANISH_LINE.search(line))
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", english)
    found = {match.group().lower() for match in british_words().finditer(words)}
    return [(f"{path}:{word}", "American spelling, please") for word in sorted(found)]


@rule("no registry address", lambda: list(tree.files()))
def addresses(path: str, source: str) -> Findings:
    return [
        (f"{path}:{match.group()}", "address of a package registry") for match in ADDRESSES.finditer(source)
    ]


@rule("no machine path", lambda: list(tree.files()))
def machine_paths(path: str, source: str) -> Findings:
    return [(f"{path}:{match.group()}", "a path of one machine") for match in MACHINE_PATHS.finditer(source)]


@rule("translatable sentences", lambda: [path for path in tree.product() if path.startswith("frontoffice/")])
def untranslated(path: str, source: str) -> Findings:
    """What Python code shows to people: refusals, titles of actions, labels of fields and choices."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            found += [(line, value) for line, value in class_sentences(node) if is_prose(value)]
        if isinstance(node, ast.Call):
            given = [(word.arg or "", word.value) for word in node.keywords]
            found += [
                (one.lineno, text(one)) for name, one in given if name in SENTENCES and is_prose(text(one))
            ]
    return [(f"{path}:{value[:40]}", f"not translatable (line {line})") for line, value in found]


def class_sentences(node: ast.ClassDef) -> list[tuple[int, str]]:
    """The literal texts that a class of this kind shows: a refusal's message, the labels of choices."""
    bases = " ".join(ast.unparse(base) for base in node.bases)
    if "AppConfig" in bases:
        return []
    assigned = [line for line in node.body if isinstance(line, ast.Assign)]
    found = []
    for line in assigned:
        target = ast.unparse(line.targets[0])
        if "Choices" in bases and isinstance(line.value, ast.Tuple):
            found.append((line.lineno, text(line.value.elts[-1])))
        elif target in SENTENCES:
            found.append((line.lineno, text(line.value)))
    return found


def text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def is_prose(value: str) -> bool:
    return bool(re.search(r"[A-Za-z]{2,}", value))
