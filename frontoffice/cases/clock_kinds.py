"""What clocks are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.models import FIRST_ANSWER, RESOLUTION

_LABELS: dict[str, str | Promise] = {FIRST_ANSWER: _("First answer"), RESOLUTION: _("Resolution")}


def label_of(kind: str) -> str:
    """A kind of clock in words."""
    return str(_LABELS.get(kind, kind))
