"""What rows of authority say in plain words: how far a power goes, where it comes from, which part failed."""

from decimal import Decimal
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontoffice.authority.models import Effect, Grant, Source
from frontoffice.authority.separation import Part
from frontoffice.foundation.models import Unit
from frontoffice.foundation.money import Money, agency_currency

CONFIDENTIALITY = {
    0: gettext_lazy("public"),
    1: gettext_lazy("internal"),
    2: gettext_lazy("confidential"),
    3: gettext_lazy("restricted"),
}
COMPLEXITY = {
    1: gettext_lazy("routine"),
    2: gettext_lazy("difficult"),
    3: gettext_lazy("highly complex"),
}
PARTS: dict[str, str | Promise] = {
    "grant": gettext_lazy("Power"),
    "limit": gettext_lazy("Limit"),
    "restriction": gettext_lazy("Restriction"),
    "training": gettext_lazy("Certification"),
    "conflict": gettext_lazy("Conflict of interest"),
    "separation": gettext_lazy("Separation of duties"),
    "session": gettext_lazy("Sign-in and post"),
}
P = Part
DID: dict[str, str | Promise] = {
    P.TAKE_MONEY: gettext_lazy("taking the money"),
    P.APPROVE_VOID: gettext_lazy("approving the void"),
    P.CLOSE_DRAWER: gettext_lazy("closing the drawer"),
    P.APPROVE_OVER_SHORT: gettext_lazy("approving the over or short"),
    P.PREPARE_DEPOSIT: gettext_lazy("preparing the deposit"),
    P.VERIFY_DEPOSIT: gettext_lazy("verifying the deposit"),
    P.RECONCILE: gettext_lazy("reconciling"),
    P.REQUEST_REFUND: gettext_lazy("asking for the refund"),
    P.APPROVE_REFUND: gettext_lazy("approving the refund"),
    P.ISSUE_CREDENTIAL: gettext_lazy("issuing the credential"),
    P.ADJUST_LEDGER: gettext_lazy("adjusting the ledger"),
    P.WRITE_RULE: gettext_lazy("writing the rule"),
    P.PUBLISH_RULE: gettext_lazy("publishing the rule"),
    P.WRITE_LETTER: gettext_lazy("writing the letter"),
    P.APPROVE_LETTER: gettext_lazy("approving the letter"),
    P.DISPOSE_FIRST: gettext_lazy("the first disposition"),
    P.DISPOSE_SECOND: gettext_lazy("the second disposition"),
    P.EVALUATE: gettext_lazy("evaluating"),
    P.BE_EVALUATED: gettext_lazy("being evaluated"),
    P.GRANT: gettext_lazy("giving the power"),
    P.RECEIVE_GRANT: gettext_lazy("receiving the power"),
    P.HANDLE_COMPLAINT: gettext_lazy("handling the complaint"),
    P.SUBJECT_OF_COMPLAINT: gettext_lazy("being the subject of the complaint"),
}


class Limited(Protocol):
    """What a grant and a level's default have in common."""

    @property
    def amount_limit(self) -> Decimal | None: ...
    @property
    def confidentiality_limit(self) -> int | None: ...
    @property
    def complexity_limit(self) -> int | None: ...
    @property
    def review_share(self) -> Decimal | None: ...
    @property
    def certification(self) -> str: ...


def limits_of(row: Limited, *, certifications: dict[str, str] | None = None) -> list[str]:
    """How far it goes, one sentence part for each bound. `certifications`: names of the kinds, by code."""
    said = []
    if row.amount_limit is not None:
        amount = Money(row.amount_limit, agency_currency())
        said.append(_("up to %(amount)s") % {"amount": amount})
    if row.confidentiality_limit is not None:
        highest = CONFIDENTIALITY[row.confidentiality_limit]
        said.append(_("nothing more confidential than “%(highest)s”") % {"highest": highest})
    if row.complexity_limit is not None:
        highest = COMPLEXITY[row.complexity_limit]
        said.append(_("nothing more complex than “%(highest)s”") % {"highest": highest})
    if row.review_share:
        said.append(share_in_words(row.review_share))
    if row.certification:
        name = (certifications or {}).get(row.certification, row.certification)
        said.append(_("with the certification “%(name)s”") % {"name": name})
    return said


def share_in_words(share: Decimal) -> str:
    """How much of it a colleague reads first."""
    if share >= 1:
        return _("each is read by a colleague first")
    percent = f"{share * 100:f}".rstrip("0").rstrip(".") if share * 100 % 1 else str(int(share * 100))
    return _("%(percent)s%% are read by a colleague first") % {"percent": percent}


def place_of(grant: Grant, *, units: dict[int, str] | None = None) -> list[str]:
    """Where it holds, where not everywhere. `units`: names by id, so that rows of a list don't ask for theirs."""
    said = []
    if grant.unit_id is not None:
        name = (units or {}).get(grant.unit_id) or Unit.objects.values_list("name").get(pk=grant.unit_id)[0]
        said.append(_("in %(unit)s only") % {"unit": name})
    if grant.program:
        said.append(_("for the program %(program)s only") % {"program": grant.program})
    return said


def source_of(grant: Grant) -> str:
    """Where the row comes from: the level, added, acting for a colleague, probation or training."""
    if grant.acting_for is not None:
        return _("acting for %(name)s") % {"name": grant.acting_for.name}
    if grant.effect == Effect.NARROWS and grant.source != Source.STATUS:
        return _("restricted for this person")
    return str(Source(grant.source).label)


def did(part: str) -> str:
    """The words for one part of what takes two people."""
    return str(DID.get(part, part.replace("_", " ")))


def names(people: list[str]) -> str:
    """A, B or C."""
    if len(people) < 2:
        return "".join(people)
    return _("%(some)s or %(last)s") % {"some": ", ".join(people[:-1]), "last": people[-1]}


def title_of(action: str) -> str:
    """The words for an action; its name where it is not known any more."""
    from frontoffice.authority import registry

    known = registry.ACTIONS.get(action)
    return str(known.title) if known else action
