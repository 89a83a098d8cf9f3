"""What is printed many times on a page: its template is rendered once for each shape, and then only filled in.

The template stays the one place of the HTML. Rendering it for each of fifty rows takes fifty times as long as all that
is asked for the page; putting words into their places takes next to nothing.
"""

import html
import re
from collections.abc import Collection, Mapping

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

Values = Mapping[str, str | bool]


class Misprinted(Exception):
    """The template did something to a value other than printing it, or asking whether there is one."""


class Stencil:
    """A template that is given words and yes-or-no; what `values` are named is the same each time, and their order.

    It may print a value and ask whether it is there (an empty one is not); what else it would do with one is done
    beforehand. It sees nothing of the request. The values that are `in_addresses` may stand there also: references,
    and what else is made of plain letters and digits.
    """

    def __init__(self, template: str, *, in_addresses: Collection[str] = ()) -> None:
        self._template = template
        self._in_addresses = frozenset(in_addresses)
        self._cut: dict[tuple[object, ...], str] = {}

    def filled(self, values: Values) -> SafeString:
        """The template's HTML for these values, with what they say escaped."""
        shape: tuple[object, ...] = (get_language(), *map(bool, values.values()))
        cut = self._cut.get(shape)
        if cut is None:
            cut = self._cut[shape] = self._cut_for(values)
        # Safe: the pattern came from the template, and each value is escaped or was safe before.
        return mark_safe(cut % {name: _escaped(value) for name, value in values.items()})  # noqa: S308

    def _cut_for(self, values: Values) -> str:
        """Rendered twice with other marks: what differs between the two but the marks was made of a value."""
        parts, again = self._parts(values, "\ue001", "Z0"), self._parts(values, "\ue002\ue003", "Z00")
        if parts != again or "\ue000" in "".join(parts) or not values.keys() >= set(parts[1::2]):
            raise Misprinted(self._template)
        return "".join(
            f"%({part})s" if place % 2 else part.replace("%", "%%") for place, part in enumerate(parts)
        )

    def _parts(self, values: Values, end: str, plain_end: str) -> list[str]:
        """What stands between the values, and every second the name of one."""
        marks = {name: f"\ue000{name}{end}" if value else "" for name, value in values.items()}
        plain = {name: f"Z9{name}{plain_end}" for name in self._in_addresses if values[name]}
        page = get_template(self._template).render(marks | plain)
        for name, mark in plain.items():
            page = page.replace(mark, f"\ue000{name}{end}")
        return re.split(f"\ue000(\\w+){end}", page)


def _escaped(value: str | bool) -> str:
    return value if isinstance(value, SafeString | bool) else html.escape(value)  # type: ignore[return-value]
