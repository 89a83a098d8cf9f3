"""The ways of verifying that are offered: those shipped, as the agency changed them, and its own."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.contacts.models import Channel, VerificationMethod

Label = str | Promise


@dataclass(frozen=True)
class Method:
    """A way of verifying: `level` 1 (weak) to 3 (strong), what may be looked at, where it works (empty: everywhere)."""

    code: str
    name: Label
    level: int
    evidence: dict[str, Label]
    channels: frozenset[str] = field(default_factory=frozenset)

    def works_by(self, channel: str) -> bool:
        return not self.channels or channel in self.channels


EVIDENCE: dict[str, Label] = {
    "address": _("Address on file"),
    "birth_date": _("Date of birth"),
    "last_matter": _("What their last case was about"),
    "code_by_text": _("Code sent to the telephone number on file"),
    "code_by_email": _("Code sent to the e-mail address on file"),
    "code_by_post": _("Code sent to the address on file"),
    "call_back": _("Called back on the number on file"),
    "driver_license": _("Driver license"),
    "state_id": _("State ID card"),
    "passport": _("Passport"),
    "tribal_id": _("Tribal ID card"),
    "military_id": _("Military ID card"),
    "notarized_letter": _("Notarized letter"),
}


def _of(*codes: str) -> dict[str, Label]:
    return {code: EVIDENCE[code] for code in codes}


IN_PERSON = frozenset({Channel.COUNTER.value, Channel.FIELD.value})
SHIPPED: tuple[Method, ...] = (
    Method("questions", _("Questions on what is on file"), 1, _of("address", "birth_date", "last_matter")),
    Method(
        "sent_code",
        _("Something only they can receive"),
        2,
        _of("code_by_text", "code_by_email", "code_by_post", "call_back"),
    ),
    Method(
        "photo_id",
        _("Photo identification"),
        3,
        _of("driver_license", "state_id", "passport", "tribal_id", "military_id"),
        IN_PERSON,
    ),
    Method(
        "notarized",
        _("Notarized request"),
        3,
        _of("notarized_letter"),
        frozenset({Channel.POST.value, Channel.FAX.value}),
    ),
)


def methods() -> dict[str, Method]:
    """All ways that are offered, by code, the weakest first. One query."""
    found = {method.code: method for method in SHIPPED}
    for row in VerificationMethod.objects.all():
        found.pop(row.code, None)
        if row.active:
            evidence = {code: EVIDENCE.get(code, code.replace("_", " ")) for code in row.evidence}
            found[row.code] = Method(row.code, row.name, row.level, evidence, frozenset(row.channels))
    return dict(sorted(found.items(), key=lambda one: (one[1].level, one[0])))
