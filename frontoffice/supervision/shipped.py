"""What the office starts with until it decides otherwise: kinds of errors and the rule for shares, as data."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop

from frontoffice.foundation.models import Actor
from frontoffice.supervision.models import Kind, Scorecard, ScorecardItem, ShareRule


@dataclass(frozen=True)
class Item:
    code: str
    name: str
    weight: int
    explanation: str = ""
    critical: bool = False


_COMMON = (
    Item(
        "wrong-rule",
        gettext_noop("Wrong rule"),
        40,
        "The rule named does not apply, or is not in force.",
        True,
    ),
    Item(
        "wrong-figure",
        gettext_noop("Wrong figure or date"),
        40,
        "A fee, a sum, a date or a number is wrong.",
        True,
    ),
    Item("privacy", gettext_noop("Privacy"), 60, "Told somebody what they may not know.", True),
    Item(
        "missing-information",
        gettext_noop("Something missing"),
        20,
        "What was asked was not answered in full.",
    ),
    Item("unclear", gettext_noop("Hard to understand"), 15, "Not plain, or in a wrong order."),
    Item("tone", gettext_noop("Tone"), 15, "Not courteous, or not as one talks to a customer."),
)
ITEMS: dict[str, tuple[Item, ...]] = {
    Kind.MESSAGES: (
        *_COMMON,
        Item("missing-citation", gettext_noop("Missing citation"), 20, "A statement rests on no passage."),
        Item("language", gettext_noop("Spelling and grammar"), 10),
    ),
    Kind.CONTACTS: (
        *_COMMON,
        Item(
            "identity",
            gettext_noop("Identity not verified"),
            60,
            "Spoke of an account too early.",
            True,
        ),
        Item(
            "record", gettext_noop("Not put on record"), 20, "Purpose, outcome or what was said is missing."
        ),
    ),
}
# What counts as certain, and how much of a share moves at once; each agency sets its own.
RULE: dict[str, Any] = {
    "days": 90,
    "least": 30,
    "too_many": Decimal("0.05"),
    "few_enough": Decimal("0.12"),
    "factor": Decimal("2"),
    "floor": Decimal("0.25"),
    "every_days": 30,
    "due_days": 5,
}


def scorecard(kind: Kind | str, *, by: Actor, at: datetime) -> Scorecard:
    """The newest scorecard of the kind; the shipped one is written down where there is none yet."""
    found = newest_scorecard(kind)
    if found is not None:
        return found
    made = Scorecard.objects.create(kind=kind, version=1, by=by, from_at=at)
    write_items(made, ITEMS[kind])
    return made


def newest_scorecard(kind: Kind | str) -> Scorecard | None:
    return Scorecard.objects.filter(kind=kind).order_by("-version").first()


def write_items(card: Scorecard, items: "tuple[Item, ...] | list[Item]") -> None:
    """The items of a new version, in their order."""
    ScorecardItem.objects.bulk_create(
        ScorecardItem(
            scorecard=card,
            code=item.code,
            name=item.name,
            explanation=item.explanation,
            weight=item.weight,
            critical=item.critical,
            position=position,
        )
        for position, item in enumerate(items, start=1)
    )


def items(kind: Kind | str) -> list[Item]:
    """What a reviewer of this kind looks at now."""
    card = newest_scorecard(kind)
    if card is None:
        return list(ITEMS[kind])
    rows = card.items.order_by("position", "pk")
    return [Item(row.code, row.name, row.weight, row.explanation, row.critical) for row in rows]


def rule_of(kind: Kind | str, *, by: Actor, at: datetime) -> ShareRule:
    """The newest rule of the kind; the shipped one is written down where there is none yet."""
    found = newest_rule(kind)
    return found or ShareRule.objects.create(kind=kind, set_by=by, from_at=at, **RULE)


def newest_rule(kind: Kind | str) -> ShareRule | None:
    return ShareRule.objects.filter(kind=kind).order_by("-pk").first()
