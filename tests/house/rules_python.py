"""House rules about modules: their size and names, and what actions and models keep to."""

import ast
from collections.abc import Iterator
from typing import TypeAlias

from tests.house import tree
from tests.house.tree import Findings, rule

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

LONGEST_FILE, LONGEST_FUNCTION = 300, 40
CODE = (".py", ".html", ".css", ".scss", ".js", ".mjs", ".sql", ".sh")
EMPTY_NAMES = {"service", "util", "utility", "helper", "manager", "misc", "common", "stuff"}
SCREENS = ("django.http", "django.shortcuts", "django.views", "django.forms", "django.contrib.messages")
CLOCKS = {"now", "utcnow", "today", "localdate", "localtime", "time_ns"}
QUERYING = {"objects", "filter", "exclude", "all", "exists", "count", "first", "last", "get", "aggregate"}


def functions(source: str) -> Iterator[Function]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, Function))


@rule("file size", lambda: tree.matching(*CODE))
def long_file(path: str, source: str) -> Findings:
    lines = source.count("\n")
    return [(path, f"{lines} lines; at most {LONGEST_FILE}")] if lines > LONGEST_FILE else []


@rule("function size", lambda: tree.matching(".py"))
def long_functions(path: str, source: str) -> Findings:
    found = []
    for node in functions(source):
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > LONGEST_FUNCTION:
            found.append((f"{path}:{node.name}", f"{lines} lines; at most {LONGEST_FUNCTION}"))
    return found


@rule("module names", lambda: tree.matching(".py"))
def empty_names(path: str, source: str) -> Findings:
    words = {part.removesuffix(".py").rstrip("s") for part in path.split("/")}
    return [(path, f"“{word}” says nothing: name what it does") for word in sorted(words & EMPTY_NAMES)]


@rule("gerund modules", lambda: tree.floors("actions"))
def not_a_gerund(path: str, source: str) -> Findings:
    name = path.rsplit("/", 1)[-1].removesuffix(".py")
    if name == "__init__" or any(word.endswith("ing") for word in name.split("_")):
        return []
    return [(path, "a module of actions says what is being done: assigning, taking_payments")]


@rule("action signatures", lambda: tree.floors("actions"))
def action_signatures(path: str, source: str) -> Findings:
    """Keyword-only, fully typed, `by` who and `at` when without defaults, named room.verb, with a docstring."""
    found = []
    for node in functions(source):
        name = action_name(node)
        if name is None:
            continue
        given = node.args
        if given.posonlyargs or given.args or given.vararg or given.kwarg:
            found.append("takes only named parameters, after *")
        typed = {one.arg: ast.unparse(one.annotation) for one in given.kwonlyargs if one.annotation}
        if len(typed) < len(given.kwonlyargs) or node.returns is None:
            found.append("names the type of each parameter and of what it returns")
        required = {
            one.arg for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True) if not default
        }
        if typed.get("by") != "Actor" or typed.get("at") not in {"datetime", "dt.datetime"}:
            found.append("takes by: Actor and at: datetime")
        elif not {"by", "at"} <= required:
            found.append("gives no default to by and at")
        if name.split(".")[0] != path.split("/")[1] or name.count(".") != 1:
            found.append(f"is named after its room, not “{name}”")
        if not ast.get_docstring(node):
            found.append("promises in a docstring what it does")
        found = [
            item if isinstance(item, tuple) else (f"{path}:{node.name}", f"an action {item}")
            for item in found
        ]
    return found


def action_name(node: Function) -> str | None:
    """The name given to @action, or None for a function that is no action."""
    for call in node.decorator_list:
        if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] == "action":
            first = call.args[0] if call.args else None
            return str(first.value) if isinstance(first, ast.Constant) else ""
    return None


@rule("no clock", lambda: tree.floors("actions", "queries", "reactions", "permissions", "events"))
def reads_the_clock(path: str, source: str) -> Findings:
    """The time is given as `at`, so that a past week can be told again."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    asked = [(call.lineno, ast.unparse(call.func)) for call in calls if asks_the_clock(call)]
    return [(f"{path}:{line}", f"{name}() is not asked here; take `at`") for line, name in asked]


def asks_the_clock(call: ast.Call) -> bool:
    """Whether the call gives back the present; one that is given `at` only converts it."""
    name = ast.unparse(call.func)
    given = [*call.args, *(word.value for word in call.keywords)]
    told = any(isinstance(node, ast.Name) and node.id == "at" for one in given for node in ast.walk(one))
    return (name.split(".")[-1] in CLOCKS or name == "time.time") and not told


@rule("no request", lambda: tree.floors("actions", "queries", "reactions", "permissions", "events", "models"))
def knows_the_web(path: str, source: str) -> Findings:
    found = []
    for node in ast.walk(ast.parse(source)):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module == "django":
            names += [f"django.{alias.name}" for alias in node.names]
        found += [
            (node.lineno, f"{name} belongs to the screens") for name in names if name.startswith(SCREENS)
        ]
        if isinstance(node, ast.arg) and node.arg == "request":
            found.append((node.lineno, "a request belongs to the screens"))
    return [(f"{path}:{line}", wrong) for line, wrong in found]


@rule("models are nouns", lambda: tree.floors("models"))
def busy_models(path: str, source: str) -> Findings:
    """No logic in save(), no signals, and a property never queries."""
    found = []
    for node in functions(source):
        if node.name in {"save", "delete"}:
            found.append((f"{path}:{node.name}", "states change in actions, not in save() or delete()"))
        if any("property" in ast.unparse(decorator) for decorator in node.decorator_list):
            asked = {ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}
            wrong = sorted(name for name in asked if "." in name and name.split(".")[-1] in QUERYING)
            found += [(f"{path}:{node.name}", f"a property never queries: {name}()") for name in wrong]
    return found


@rule("no signals", tree.product)
def signals(path: str, source: str) -> Findings:
    """Rooms hear each other by events. That migrations begin and end is what only Django can tell."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module in {
            "django.db.models.signals",
            "django.dispatch",
        }:
            names = sorted({alias.name for alias in node.names} - {"pre_migrate", "post_migrate"})
            found += [(f"{path}:{name}", "no signals: announce an event") for name in names]
    return found


@rule("packages", lambda: [path for path in tree.product() if path.startswith("frontoffice/")])
def not_in_a_package(path: str, source: str) -> Findings:
    """A folder without __init__.py is not seen by the import contracts."""
    folder = path.rsplit("/", 1)[0]
    return [] if f"{folder}/__init__.py" in tree.files() else [(folder, "has no __init__.py")]
