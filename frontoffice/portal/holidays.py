"""The names of holidays as calendars are seeded with them, so that they can be read in each language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

OBSERVED = " (observed)"
NAMES = (
    gettext_noop("New Year's Day"),
    gettext_noop("Martin Luther King Jr. Day"),
    gettext_noop("Washington's Birthday"),
    gettext_noop("Presidents' Day"),
    gettext_noop("Presidents Day"),
    gettext_noop("Memorial Day"),
    gettext_noop("Juneteenth National Independence Day"),
    gettext_noop("Juneteenth"),
    gettext_noop("Independence Day"),
    gettext_noop("Labor Day"),
    gettext_noop("Columbus Day"),
    gettext_noop("Indigenous Peoples' Day"),
    gettext_noop("Veterans Day"),
    gettext_noop("Election Day"),
    gettext_noop("Thanksgiving Day"),
    gettext_noop("Day after Thanksgiving"),
    gettext_noop("Christmas Eve"),
    gettext_noop("Christmas Day"),
)


def in_language(reason: str) -> str:
    """Why an office is closed, in the language of the page where the name is a known one; else as it was written."""
    plain = reason.removesuffix(OBSERVED)
    if plain not in NAMES:
        return reason
    return _("%(holiday)s (observed)") % {"holiday": _(plain)} if plain != reason else _(plain)
