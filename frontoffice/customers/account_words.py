"""The kinds of accounts and the codes that they speak in: those shipped, as the agency changed them, and its own."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models import (
    EVERYTHING,
    AccountChange,
    AccountCode,
    AccountKind,
    AccountList,
    AccountRole,
)

Words = dict[str, str | Promise]
OPENED = "opened"
TOLD_IN_CONTACT = "told_in_contact"


@dataclass(frozen=True)
class Kind:
    """`level` is how well somebody has to be verified before something is changed at their word (ACC-1)."""

    code: str
    name: str | Promise
    level: int = 2


SHIPPED_KINDS = {
    kind.code: kind
    for kind in (
        Kind("service", _("Service account")),
        Kind("vehicle", _("Vehicle account")),
        Kind("license", _("License account")),
        Kind("business_tax", _("Business tax account"), level=3),
        Kind("benefit", _("Benefit account"), level=3),
    )
}
SHIPPED: dict[AccountList, Words] = {
    AccountList.SCOPE: {
        "information": _("Be told what is on record"),
        "details": _("Change addresses and details"),
        "filing": _("Sign and file"),
        "payments": _("Pay and agree on payments"),
        "refunds": _("Receive refunds"),
        "closing": _("Close and reopen"),
        EVERYTHING: _("Everything"),
    },
    AccountList.EVIDENCE: {
        "power_of_attorney": _("Power of attorney"),
        "signed_form": _("Signed authorization form"),
        "court_order": _("Court order"),
        "parent": _("Birth certificate, for a parent"),
        "officer": _("Register of businesses, for an officer"),
        TOLD_IN_CONTACT: _("Said by the holder in a contact"),
    },
    AccountList.HOLD: {
        "asked_for": _("The customer asked for it"),
        "payment_returned": _("A payment was returned"),
        "letters_returned": _("Letters come back"),
        "identity_in_doubt": _("Identity in doubt"),
        "order": _("An order or a law"),
    },
    AccountList.RELEASE: {
        "settled": _("The reason is settled"),
        "by_mistake": _("It was put on hold by mistake"),
        "order_ended": _("The order ended"),
    },
    AccountList.CLOSE: {
        "asked_for": _("The customer asked for it"),
        "moved_away": _("Moved away"),
        "business_ended": _("The business ended"),
        "deceased": _("The holder died"),
        "not_used": _("Not used any more"),
        "by_mistake": _("It was opened by mistake"),
    },
    AccountList.REOPEN: {
        "asked_for": _("The customer asked for it"),
        "by_mistake": _("It was closed by mistake"),
        "came_back": _("The business goes on"),
    },
}


def kinds() -> dict[str, Kind]:
    """Each kind of account that is offered, by its code. One query."""
    found = dict(SHIPPED_KINDS)
    for row in AccountKind.objects.order_by("name"):
        found.pop(row.code, None)
        if row.active:
            found[row.code] = Kind(row.code, row.name, row.level)
    return found


def codes(of: AccountList) -> Words:
    """Code and name of what a list offers. One query."""
    return _offered(of, [row for row in AccountCode.objects.order_by("name") if row.of_list == of.value])


@dataclass(frozen=True)
class Names:
    """What codes are called, also those that are offered no more. Read once for a page."""

    rows: dict[tuple[str, str], str]

    def of(self, of_list: AccountList, code: str) -> str:
        """The agency's name for the code, else the shipped one, else the code in words."""
        shipped = SHIPPED[of_list].get(code)
        said = self.rows.get((of_list.value, code)) or (str(shipped) if shipped is not None else "")
        return said or in_words(code)

    def reason(self, change: AccountChange) -> str:
        """Why an account came to stand so; empty for its opening."""
        return "" if change.position == 1 else self.of(list_of(change.before, change.after), change.reason)

    def evidence(self, role: AccountRole) -> str:
        """What shows that they may; that somebody opened the account says it of its first holder."""
        return "" if role.evidence_kind == OPENED else self.of(AccountList.EVIDENCE, role.evidence_kind)

    def scopes(self, role: AccountRole) -> list[str]:
        return [self.of(AccountList.SCOPE, code) for code in role.codes]


def names() -> Names:
    """One query."""
    rows = AccountCode.objects.values_list("of_list", "code", "name")
    return Names({(of_list, code): name for of_list, code, name in rows})


def kind_names() -> dict[str, str]:
    """What each kind is called, also where it is offered no more. One query."""
    found = {code: str(kind.name) for code, kind in SHIPPED_KINDS.items()}
    return found | dict(AccountKind.objects.values_list("code", "name"))


def list_of(before: str, after: str) -> AccountList:
    """The list of reasons for a change from one status to another."""
    if after == "on_hold":
        return AccountList.HOLD
    if after == "closed":
        return AccountList.CLOSE
    return AccountList.REOPEN if before == "closed" else AccountList.RELEASE


def in_words(code: str) -> str:
    return code.replace("_", " ").capitalize()


def _offered(of: AccountList, rows: list[AccountCode]) -> Words:
    found = dict(SHIPPED[of])
    for row in rows:
        found.pop(row.code, None)
        if row.active:
            found[row.code] = row.name
    return found
