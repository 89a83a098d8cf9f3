"""What a text module leaves open: `{{customer}}` is filled from the case, `{{? the amount}}` by whoever writes.

What nothing is known of stays marked as a blank, `[[the amount]]`, and nothing with a blank in it is sent.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import formats, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Case
from frontoffice.foundation.refusals import BadInput

PLACE = re.compile(r"\{\{\s*(\?\s*)?([^{}\n]{1,80}?)\s*\}\}")
BLANK = re.compile(r"\[\[([^\[\]\n]{1,80})\]\]")
MOST_NAMED = 3


class BlanksLeft(BadInput):
    message = _("Something is still to be filled in.")
    field = "text"


class UnknownPlaceholder(BadInput):
    message = _("There is no such placeholder.")
    field = "texts"


@dataclass(frozen=True)
class Told:
    """What a placeholder is filled from: the case, who writes, and the language of the text."""

    case: Case
    member: StaffMember | None
    language: str


@dataclass(frozen=True)
class Place:
    """A placeholder: how it is written, what people call it, and what it is in a case; empty where it is not known."""

    name: str
    label: str | Promise
    value: Callable[[Told], str]


def _day(day: date | None, told: Told) -> str:
    if day is None:
        return ""
    with translation.override(told.language if told.language in {"en", "es"} else "en"):
        return formats.date_format(day, "DATE_FORMAT")


def _customer(told: Told) -> str:
    named = told.case.customer.name if told.case.customer is not None else ""
    return told.case.asker_name or named


PLACES = {
    place.name: place
    for place in (
        Place("customer", _("customer’s name"), _customer),
        Place("case", _("case number"), lambda told: told.case.number),
        Place("subject", _("subject"), lambda told: told.case.subject),
        Place("topic", _("topic"), lambda told: told.case.topic.name),
        Place("received", _("date received"), lambda told: _day(told.case.received_on, told)),
        Place("due", _("due date"), lambda told: _day(told.case.due_on, told)),
        Place("email", _("e-mail address"), lambda told: told.case.reply_to),
        Place("phone", _("telephone number"), lambda told: told.case.phone),
        Place("unit", _("unit"), lambda told: told.case.unit.name),
        Place("me", _("your name"), lambda told: told.member.actor.name if told.member is not None else ""),
        Place("post", _("your post"), lambda told: told.member.post if told.member is not None else ""),
    )
}


def check(text: str) -> None:
    """That every placeholder is one that can be filled. Raises UnknownPlaceholder, which names it."""
    for match in PLACE.finditer(text):
        asks, name = match.groups()
        if not asks and name not in PLACES:
            raise UnknownPlaceholder(
                _("{{%(name)s}} is no placeholder. Write {{? %(name)s}} for what is filled in by hand.")
                % {"name": name}
            )


def filled(text: str, told: Told) -> str:
    """The text with all that is known of the case put in, and the rest left as blanks."""

    def put(match: re.Match[str]) -> str:
        asks, name = match.groups()
        place = None if asks else PLACES.get(name)
        if place is None:
            return f"[[{name}]]"
        return place.value(told) or f"[[{place.label}]]"

    return PLACE.sub(put, text)


def blanks(text: str) -> list[str]:
    """What is still to be filled in, each once, in the order of the text."""
    return list(dict.fromkeys(BLANK.findall(text)))


def refuse_blanks(text: str, *, field: str = "text") -> None:
    """Raises BlanksLeft, which names what is still to be filled in."""
    left = blanks(text)
    if left:
        names = "; ".join(left[:MOST_NAMED])
        raise BlanksLeft(_("Fill in first: %(names)s.") % {"names": names}, field=field)
