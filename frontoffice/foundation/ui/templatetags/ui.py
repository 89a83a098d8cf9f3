"""The kit's tags and filters. Settings load them in every template."""

import datetime as dt
import secrets
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from django import template
from django.contrib.messages.storage.base import Message
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from frontoffice.foundation.money import Money
from frontoffice.foundation.ui import charts, fields, nodes, slots, times, toasts
from frontoffice.foundation.ui.sorting import Sorting

register = template.Library()
register.tag("url", nodes.url)
register.tag("translate", nodes.translate)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon from the sprite. Without a label it is decoration and is not read out."""
    if not label:
        return _decoration(name)
    address = f"{static('ui/built/icons.svg')}#{name}"
    return format_html(
        '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, address
    )


@lru_cache(maxsize=1024)
def _decoration(name: str) -> SafeString:
    address = f"{static('ui/built/icons.svg')}#{name}"
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', address
    )


@register.simple_tag(takes_context=True)
def slot_parts(context: template.Context, name: str, about: object = None) -> SafeString:
    """What rooms above put into this slot of the screen; nothing where they have nothing to show."""
    request = context["request"]
    filled = ((part.template, part.context(request, about)) for part in slots.parts_of(name))
    made = ((render_to_string(page, given, request=request),) for page, given in filled if given is not None)
    return format_html_join("", "{}", made)


@register.filter
def money(amount: Money | None) -> str:
    """An amount as this language writes it: $1,204.50. Nothing for None."""
    return "" if amount is None else str(amount)


def _time(text: str, machine: str, exact: str, classes: str = "") -> SafeString:
    return format_html('<time class="{}" datetime="{}" title="{}">{}</time>', classes, machine, exact, text)


def _today(context: template.Context) -> dt.date | None:
    at = context.get("at")
    return at.astimezone(times.zone_in(context)).date() if at else None  # type: ignore[arg-type]  # Context reads like a mapping


@register.simple_tag(takes_context=True)
def instant(context: template.Context, at: dt.datetime | None) -> SafeString | str:
    """An aware datetime in the office's time zone: 11/17 9:02 AM, the full form as its title."""
    if not at:
        return ""
    zone = times.zone_in(context)  # type: ignore[arg-type]
    return _time(
        times.clock_text(at, zone, _today(context)), at.isoformat(), times.full_text(at, zone), "nowrap"
    )


@register.simple_tag(takes_context=True)
def day(context: template.Context, date: dt.date | None) -> SafeString | str:
    """A date: 12/04, with the year where it is not this year's."""
    if not date:
        return ""
    return _time(times.day_text(date, _today(context)), date.isoformat(), date.isoformat(), "nowrap")


@register.simple_tag(takes_context=True)
def due(context: template.Context, when: dt.datetime | dt.date | None) -> SafeString | str:
    """How long is left against the page's `at`: due 3 h, due 2 d, late 1 d. Late and soon differ in words too."""
    at = context.get("at")
    if not when or not at:
        return ""
    said = times.due_in_words(when, at=at, zone=times.zone_in(context))  # type: ignore[arg-type]
    return _time(said.text, said.machine, said.exact, f"due due--{said.tone}")


@register.filter
def language(code: str) -> str:
    """A language's name in the reader's: Spanish for es. A code that nobody knows stays as it is."""
    try:
        names = Locale.parse(get_language() or "en", sep="-").languages
    except (UnknownLocaleError, ValueError):
        names = Locale.parse("en").languages
    return str(names.get(str(code).partition("-")[0].lower(), code))


@register.filter
def initials(name: str) -> str:
    """The first letters of the first and last word: Dana Whitfield is DW."""
    words = [word for word in str(name).split() if word[0].isalnum()]
    return "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)).upper()


@register.simple_tag
def idempotency_key() -> SafeString:
    """The hidden field by which the same form, sent again, is known to be the same (one key a rendering)."""
    return format_html('<input type="hidden" name="idempotency_key" value="{}">', secrets.token_hex(16))


@register.simple_tag
def field_view(bound: BoundField | None = None, **given: Any) -> fields.FieldView:
    """What the field component prints; of the Django field in `bound`, or of the attributes alone."""
    return fields.from_bound(bound, given) if isinstance(bound, BoundField) else fields.from_attributes(given)


@register.simple_tag
def form_errors(
    form: BaseForm | None, errors: Iterable[tuple[str, str]] | None = None
) -> list[tuple[str, str]]:
    """What is wrong in a form as (address within the page, sentence); the form's own errors have no address."""
    found = [(str(address), str(text)) for address, text in errors or ()]
    if form is None or not form.is_bound:
        return found
    found += [("", str(error)) for error in form.non_field_errors()]
    for bound in form:
        view = fields.from_bound(bound, {})
        found += [(f"#{view.focus_id}", f"{bound.label}: {error}") for error in view.errors]
    return found


@register.simple_tag
def chart_of(kind: str, points: Sequence[tuple[str, charts.Number]], unit: str = "") -> charts.Chart:
    """The geometry of a chart: kind is bar or line."""
    return charts.line(points, unit=unit) if kind == "line" else charts.bars(points, unit=unit)


@register.simple_tag
def sort_state(sorting: Sorting, name: str) -> str:
    """What aria-sort says of this column: none, ascending, descending."""
    return sorting.state(name)


@register.simple_tag
def sort_address(sorting: Sorting, name: str) -> str:
    """The address that sorts by this column."""
    return sorting.address(name)


@register.filter
def undo_address(message: Message) -> str:
    """Where a message's undo goes, or nothing."""
    return toasts.undo_address(message.extra_tags)
