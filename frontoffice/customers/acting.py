"""May somebody act for an account: the one question that every room asks before it acts at their word (ACC-14).

    standing = may_act(account, party, scope="refunds", on=today)
    if not standing.allowed: say standing.words
    demand_to_act(account, party, scope="refunds", on=today)    # the same, as a refusal

Holders may do everything, payers pay, representatives what their authority says while it counts. Files that were merged
are one person.
"""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontoffice.customers.models import EVERYTHING, Account, AccountRole, Flag, Party, RoleKind
from frontoffice.customers.queries.together import going_on, whole
from frontoffice.foundation.refusals import Refused

PAYMENTS, DECEASED = "payments", "deceased"
# What a holder gives ends with the holder's life; what a court orders, a birth or an office brings does not.
OUTLASTS = frozenset({"court_order", "parent", "officer"})


class Why(StrEnum):
    """The first three say yes; of several reasons to say no the one nearest to yes is told."""

    HOLDER = "holder"
    PAYER = "payer"
    REPRESENTATIVE = "representative"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_BEGUN = "not_begun"
    OVER = "over"
    DIED = "died"
    NO_ROLE = "no_role"


ALLOWED = (Why.HOLDER, Why.PAYER, Why.REPRESENTATIVE)


class MayNotAct(Refused):
    """The message says why: one of those below is raised."""

    part = "authority"


class NoRoleOnAccount(MayNotAct):
    message = gettext_lazy("They have no role on this account.")


class AuthorityNotBegun(MayNotAct):
    message = gettext_lazy("Their authority has not begun yet.")


class AuthorityOver(MayNotAct):
    message = gettext_lazy("Their authority is over.")


class OutOfScope(MayNotAct):
    message = gettext_lazy("Their authority does not go that far.")


class EndedByDeath(MayNotAct):
    message = gettext_lazy("Somebody died, and what they might do for this account ended with that.")


REFUSALS: dict[Why, type[MayNotAct]] = {
    Why.OUT_OF_SCOPE: OutOfScope,
    Why.NOT_BEGUN: AuthorityNotBegun,
    Why.OVER: AuthorityOver,
    Why.DIED: EndedByDeath,
    Why.NO_ROLE: NoRoleOnAccount,
}


@dataclass(frozen=True)
class Standing:
    """The answer, and the role that it rests on where there is one."""

    why: Why
    role: AccountRole | None = None

    @property
    def allowed(self) -> bool:
        return self.why in ALLOWED

    @property
    def words(self) -> str:
        """The answer as it is told to a colleague."""
        if self.allowed and self.role is not None:
            return _("They may: %(role)s.") % {"role": self.role.get_kind_display()}
        if self.why is Why.NOT_BEGUN and self.role is not None:
            return _("Their authority counts from %(day)s only.") % {"day": self.role.from_on.isoformat()}
        if self.why is Why.OVER and self.role is not None and self.role.until_on is not None:
            return _("Their authority is over: it counts no more since %(day)s.") % {
                "day": self.role.until_on.isoformat()
            }
        return str(REFUSALS[self.why].message)


def may_act(account: Account, party: Party, *, scope: str, on: dt.date) -> Standing:
    """Whether the party may act for the account in this scope on this day, and if not why.

    One query, and where the answer would be yes another two: nobody acts after their death, and what a holder gave
    ends with the holder's.
    """
    rows = AccountRole.objects.filter(account=account, party__in=whole(party)).order_by("pk")
    answers = [Standing(_why(row, scope, on), row) for row in rows]
    if any(one.allowed for one in answers):
        answers = _of_the_living(answers, account, party, on)
    order = list(Why)
    return min(answers, key=lambda one: order.index(one.why), default=Standing(Why.NO_ROLE))


def demand_to_act(account: Account, party: Party, *, scope: str, on: dt.date) -> AccountRole:
    """The role by which they may. Raises NoRoleOnAccount, AuthorityNotBegun, AuthorityOver, OutOfScope."""
    standing = may_act(account, party, scope=scope, on=on)
    if not standing.allowed or standing.role is None:
        raise REFUSALS[standing.why](standing.words)
    return standing.role


def _of_the_living(answers: list[Standing], account: Account, party: Party, on: dt.date) -> list[Standing]:
    """The same answers, less what ended by a death."""
    roles = AccountRole.objects.filter(account=account, kind=RoleKind.HOLDER).select_related("party")
    holders = {going_on(role.party) for role in roles if role.covers(on)}
    died = _died({*holders, going_on(party)}, on)
    if going_on(party) in died:
        return [replace(one, why=Why.DIED) if one.allowed else one for one in answers]
    if holders and holders <= died:
        return [replace(one, why=Why.DIED) if _given_by_a_holder(one) else one for one in answers]
    return answers


def _died(parties: set[int], on: dt.date) -> set[int]:
    flags = Flag.objects.filter(kind=DECEASED, from_on__lte=on, set_aside_in__isnull=True)
    flags = flags.filter(Q(until_on__isnull=True) | Q(until_on__gt=on))
    files = flags.filter(Q(party__in=parties) | Q(party__merged_into__in=parties))
    return {going_on(flag.party) for flag in files.select_related("party")}


def _given_by_a_holder(one: Standing) -> bool:
    """What the agency added to its kinds of evidence is taken to be a holder's word: it ends rather than goes on."""
    return one.why is Why.REPRESENTATIVE and one.role is not None and one.role.evidence_kind not in OUTLASTS


def _why(role: AccountRole, scope: str, on: dt.date) -> Why:
    if on < role.from_on:
        return Why.NOT_BEGUN
    if not role.covers(on):
        return Why.OVER
    if role.kind == RoleKind.HOLDER:
        return Why.HOLDER
    if role.kind == RoleKind.PAYER:
        return Why.PAYER if scope == PAYMENTS else Why.OUT_OF_SCOPE
    within = scope in role.codes or EVERYTHING in role.codes
    return Why.REPRESENTATIVE if within else Why.OUT_OF_SCOPE
