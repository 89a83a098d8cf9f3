"""Who may do what, worked out slowly from the series files and the matrix: no code of the product has a part in it.

It reads the YAML as plain data and goes through every row, every day and every pair anew for each question.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SERIES = Path(__file__).parents[3] / "frontoffice" / "authority" / "series"

# The matrix of the domain, row by row: X parts, S parts unless the office is small.
COLUMNS = [
    "take_money",
    "approve_void",
    "close_drawer",
    "approve_over_short",
    "prepare_deposit",
    "verify_deposit",
    "reconcile",
    "request_refund",
    "approve_refund",
    "issue_credential",
    "adjust_ledger",
]
MATRIX = {
    "take_money": "- X . X S X X . X S X",
    "approve_over_short": "X . X - . . X . . . X",
    "prepare_deposit": "S . S . - X X . . . X",
    "reconcile": "X . X X X X - . X . X",
    "request_refund": ". . . . . . . - X . X",
}
ALSO = [
    ("write_rule", "publish_rule"),
    ("write_letter", "approve_letter"),
    ("dispose_first", "dispose_second"),
    ("evaluate", "be_evaluated"),
    ("grant", "receive_grant"),
    ("handle_complaint", "subject_of_complaint"),
]


def apart(one: str, other: str) -> str:
    """X: never in one person; S: only in a small office; otherwise a dot."""
    if (one, other) in ALSO or (other, one) in ALSO:
        return "X"
    found = "."
    for row, column in ((one, other), (other, one)):
        if row in MATRIX and column in COLUMNS:
            mark = MATRIX[row].split()[COLUMNS.index(column)]
            found = mark if mark in "XS" and found != "X" else found
    return found


@dataclass
class Row:
    """One dated row about one action of one person."""

    narrows: bool = False
    unit: str = ""
    program: str = ""
    amount: Decimal | None = None
    confidentiality: int | None = None
    complexity: int | None = None
    asks: bool = False
    reads_each: bool = False
    certification: str = ""
    begins: dt.datetime | None = None
    ends: dt.datetime | None = None


@dataclass
class Person:
    """What is known of somebody: rows, certifications, interests, who they supervise, what they did before."""

    name: str
    automated: bool = False
    rows: list[Row] = field(default_factory=list)
    certified: list[tuple[str, dt.datetime, dt.datetime]] = field(default_factory=list)
    interests: list[tuple[int, str]] = field(default_factory=list)
    supervises: list["Person"] = field(default_factory=list)
    did: list[tuple[str, int]] = field(default_factory=list)
    post_ends: dt.datetime | None = None
    small_office: bool = False


@dataclass(frozen=True)
class Wish:
    """One act that somebody wants to do."""

    thing: int
    amount: Decimal
    confidentiality: int
    complexity: int
    unit: str
    program: str
    part: str
    at: dt.datetime


def judge(person: Person, wish: Wish, *, part: str | None = None) -> str:
    """`does`, `waits` or `refused`."""
    verdict = _rows_say(person, wish)
    if verdict == "refused" or _involved(person, wish) or _did_the_other(person, wish, part or wish.part):
        return "refused"
    return verdict


def may_decide(person: Person, asker: Person, wish: Wish, *, part: str) -> bool:
    """Whether somebody may let another's act go through."""
    if person is asker or person.automated or person.name == asker.name:
        return False
    kept = [row for row in person.rows if row.narrows or not row.reads_each]
    alike = Person(**{**person.__dict__, "rows": kept})
    return judge(alike, wish, part=part) == "does"


def _alive(row: Row, at: dt.datetime) -> bool:
    return (row.begins is None or row.begins <= at) and (row.ends is None or at < row.ends)


def _about(row: Row, wish: Wish) -> bool:
    return row.unit in ("", wish.unit) and row.program in ("", wish.program)


def _within(row: Row, wish: Wish) -> bool:
    if row.amount is not None and wish.amount > row.amount:
        return False
    if row.confidentiality is not None and wish.confidentiality > row.confidentiality:
        return False
    return row.complexity is None or wish.complexity <= row.complexity


def _rows_say(person: Person, wish: Wish) -> str:
    if person.post_ends is not None and person.post_ends <= wish.at:
        return "refused"
    lowered = False
    for row in person.rows:
        if not row.narrows or not _alive(row, wish.at) or not _about(row, wish):
            continue
        bare = row.amount is None and row.confidentiality is None and row.complexity is None
        if bare and not row.asks and not row.reads_each:
            return "refused"
        lowered = lowered or row.asks or row.reads_each or not _within(row, wish)
    best = "refused"
    for row in person.rows:
        if row.narrows or not _alive(row, wish.at) or not _about(row, wish):
            continue
        held = [c for c in person.certified if c[0] == row.certification and c[1] <= wish.at < c[2]]
        if row.certification and not held:
            continue
        if _within(row, wish) and not row.asks and not row.reads_each and not lowered:
            return "does"
        best = "waits"
    return best


def _involved(person: Person, wish: Wish) -> bool:
    own = any(thing == wish.thing for thing, _relation in person.interests)
    theirs = any((wish.thing, "self") in one.interests for one in person.supervises)
    return own or theirs


def _did_the_other(person: Person, wish: Wish, part: str) -> bool:
    for done, thing in person.did:
        mark = apart(done, part)
        if thing == wish.thing and (mark == "X" or (mark == "S" and not person.small_office)):
            return True
    return False


def _rank(name: str, powers: dict[str, Any]) -> int:
    ranks = list(powers["authorities"])
    return ranks.index(name) if name in ranks else -1


@cache
def read(name: str) -> dict[str, Any]:
    """One of the files as plain data. Nobody changes what is in it."""
    found: dict[str, Any] = yaml.safe_load((SERIES / f"{name}.yaml").read_text())
    return found


def level_says(series: str, code: str, action: str) -> dict[str, Any] | None:
    """How the files let a level do an action: `asks`, limits and `share`; None where not at all.

    `code` is a level of the series, or `supervisor` or `auditor` for the posts outside it.
    """
    powers, file = read("powers"), read(series)
    levels = {str(level["code"]): level for level in file["levels"]}
    posts = {post["code"]: post for post in read("posts")["posts"]}
    level = levels.get(code) or posts[code]
    best: dict[str, Any] | None = None
    for name in _carried(file, levels, level, powers):
        power = powers["powers"][name]
        if action not in [*power.get("actions", []), *power.get("planned", [])]:
            continue
        held = _held(name, power, level, powers)
        if held is not None and (best is None or (best["asks"] and not held["asks"])):
            reviewed = action in power.get("reviewed", [])
            share = level.get("review", powers["shares"][level["supervision"]]) if reviewed else None
            best = held | {"share": None if share is None else Decimal(str(share))}
    return best


def _carried(
    file: dict[str, Any], levels: dict[str, Any], level: dict[str, Any], powers: dict[str, Any]
) -> set[str]:
    everyone = {name for name, power in powers["powers"].items() if power.get("everyone")}
    if level.get("everything"):
        return {name for name, power in powers["powers"].items() if not power.get("posts")}
    order = list(levels)
    code = str(level["code"])
    below = order[: order.index(code) + 1] if file.get("cumulative") and code in order else [code]
    found = everyone | set(level.get("set", {}))
    for each in levels.values():
        found |= set(each.get("powers", [])) if str(each["code"]) in below else set()
    for duty in file["duties"]:
        of = duty["level"] if isinstance(duty["level"], list) else [duty["level"]]
        if "all" in of or {str(one) for one in of} & set(below):
            found |= set(duty.get("powers", []))
    return found | (set(level.get("powers", [])) if code not in order else set())


def _held(
    name: str, power: dict[str, Any], level: dict[str, Any], powers: dict[str, Any]
) -> dict[str, Any] | None:
    own = level.get("set", {}).get(name, {})
    rank = _rank(level["authority"], powers)
    give = own.get("give")
    if give is None:
        outright, asks = power.get("outright"), power.get("asks")
        if level["authority"] == "auditor" or power.get("posts"):
            give = "outright" if level["authority"] == "auditor" and power.get("posts") else "never"
        elif (
            outright and rank >= _rank(outright, powers) and (level.get("may_lead") or not power.get("leads"))
        ):
            give = "outright"
        else:
            give = "asks" if asks and rank >= _rank(asks, powers) else "never"
    if give == "never":
        return None
    limits = {key: own[key] for key in ("amount", "confidentiality", "complexity") if key in own}
    if not limits:
        for authority, of in (power.get("limits") or {}).items():
            if _rank(authority, powers) <= rank:
                limits = of
    return {"asks": give == "asks", "certification": own.get("certification", ""), **limits}
