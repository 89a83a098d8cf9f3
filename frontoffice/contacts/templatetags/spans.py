"""How stretches of time are read."""

import datetime as dt

from django import template

from frontoffice.contacts.models import PeriodKind

register = template.Library()


@register.filter
def span(length: object) -> str:
    """4:05, or 1:04:05 from an hour on; a dash for none."""
    if not isinstance(length, dt.timedelta):
        return "–"
    seconds = max(int(length.total_seconds()), 0)
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


@register.filter
def kind_name(kind: str) -> str:
    """What people read for a kind of period."""
    return str(PeriodKind(kind).label)
