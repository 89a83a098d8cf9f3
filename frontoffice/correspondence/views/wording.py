"""How messages read on screens: tones, and what a person can do about each."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.correspondence.models import Outcome, Status

TONES: dict[str, str] = {
    Status.DRAFT: "neutral",
    Status.HELD: "warning",
    Status.RELEASED: "open",
    Status.SENDING: "open",
    Status.SENT: "done",
    Status.FAILED: "urgent",
    Status.INCONCLUSIVE: "urgent",
    Status.BOUNCED: "urgent",
}
DISPATCH_TONES: dict[str, str] = {
    "": "open",
    Outcome.SENT: "done",
    Outcome.PUT_OFF: "warning",
    Outcome.REFUSED: "urgent",
    Outcome.UNKNOWN: "urgent",
    Outcome.NOTHING_WENT: "neutral",
}
CARRIERS: dict[str, Promise] = {
    "smtp": _("Mail server"),
    "page": _("Page of this installation"),
}
LETTER_HEADINGS: dict[str, Promise] = {
    Status.DRAFT: _("As it would go out"),
    Status.HELD: _("As it would go out"),
    Status.RELEASED: _("As it goes out"),
    Status.SENT: _("As it went out"),
    Status.BOUNCED: _("As it went out"),
}
WHAT_TO_DO: dict[str, Promise] = {
    Status.BOUNCED: _(
        "It went out and came back: the customer does not have it. Find out the right address, or reach them another "
        "way. The date it was sent stays on record."
    ),
    Status.FAILED: _(
        "It did not go out. Put right what the reason names and send it again, or write to another address."
    ),
    Status.INCONCLUSIVE: _(
        "The mail server had this message, but its answer never came: it may have gone. Look for the Message-ID in the "
        "mail server's log, or ask the customer. Then write down what you found."
    ),
}
