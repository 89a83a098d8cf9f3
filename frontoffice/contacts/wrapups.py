"""How what was asked for can end: the codes shipped, as the agency changed them, and its own."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.contacts.models import Outcome, WrapUpCode


@dataclass(frozen=True)
class WrapUp:
    """`resolves`: what was asked for is settled by it (INQ-8)."""

    code: str
    name: str | Promise
    resolves: bool
    order: int

    @property
    def outcome(self) -> Outcome:
        """What that is for the contact as a whole."""
        if self.code in Outcome.values:
            return Outcome(self.code)
        return Outcome.ANSWERED if self.resolves else Outcome.REFERRED


SHIPPED = (
    WrapUp("answered", _("Answered"), True, 10),
    WrapUp("done", _("Done as asked"), True, 20),
    WrapUp("form", _("Form or leaflet given"), True, 30),
    WrapUp("referred", _("Referred elsewhere"), False, 40),
    WrapUp("transferred", _("Passed on to somebody else"), False, 50),
    WrapUp("case", _("Goes on as a case"), False, 60),
    WrapUp("call_back", _("Call-back promised"), False, 70),
    WrapUp("no_answer", _("No answer found"), False, 80),
    WrapUp("ended", _("Ended by the customer"), False, 90),
)


def wrap_ups() -> dict[str, WrapUp]:
    """All that are offered, by code, in order. One query."""
    found = {one.code: one for one in SHIPPED}
    for row in WrapUpCode.objects.all():
        found.pop(row.code, None)
        if row.active:
            found[row.code] = WrapUp(row.code, row.name, row.resolves, row.order)
    return dict(sorted(found.items(), key=lambda one: (one[1].order, one[0])))


def name_of(code: str, among: dict[str, WrapUp]) -> str:
    """What people read for a code, also for one that is no longer offered."""
    return str(among[code].name) if code in among else code.replace("_", " ")
