"""May somebody act for an account: the one question that every room asks before it acts at their word (ACC-14).

    standing = may_act(account, party, scope="refunds", on=today)
    if not standing.allowed: say standing.words
    demand_to_act(account, party, scope="refunds", on=today)    # the same, as a refusal

Holders may do everything, payers pay, representatives what their authority says while it counts. Files that were merged
are one person.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontoffice.customers.account_words import TOLD_IN_CONTACT
from frontoffice.customers.models import EVERYTHING, Account, AccountRole, Flag, Party, RoleKind
from frontoffice.customers.queries.together import going_on, whole
from frontoffice.foundation.refusals import Refused

PAYMENTS, DECEASED = "payments", "deceased"
# What a holder gives ends with the holder's life; what a court orders, a birth or an office brings does not.
BY_A_HOLDER = frozenset({"power_of_attorney", "signed_form", TOLD_IN_CONTACT})


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


class GiverDied(MayNotAct):
    message = gettext_lazy("Whoever gave them the authority died, and it ended with that.")


REFUSALS: dict[Why, type[MayNotAct]] = {
    Why.OUT_OF_SCOPE: OutOfScope,
    Why.NOT_BEGUN: AuthorityNotBegun,
    Why.OVER: AuthorityOver,
    Why.DIED: GiverDied,
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

    One query; another two where the authority is one that ends with the life of who gave it.
    """
    rows = AccountRole.objects.filter(account=account, party__in=whole(party)).order_by("pk")
    answers = [Standing(_why(row, scope, on), row) for row in rows]
    order = list(Why)
    answers.sort(key=lambda one: order.index(one.why))
    best = answers[0] if answers else Standing(Why.NO_ROLE)
    if best.why is Why.REPRESENTATIVE and _rests_on_the_dead(best, answers, account, on):
        return Standing(Why.DIED, best.role)
    return best


def demand_to_act(account: Account, party: Party, *, scope: str, on: dt.date) -> AccountRole:
    """The role by which they may. Raises NoRoleOnAccount, AuthorityNotBegun, AuthorityOver, OutOfScope."""
    standing = may_act(account, party, scope=scope, on=on)
    if not standing.allowed or standing.role is None:
        raise REFUSALS[standing.why](standing.words)
    return standing.role


def _rests_on_the_dead(best: Standing, answers: list[Standing], account: Account, on: dt.date) -> bool:
    """Whether all that lets them act was given by holders, and none of these lives."""
    yes = [one.role for one in answers if one.why is best.why and one.role is not None]
    return all(role.evidence_kind in BY_A_HOLDER for role in yes) and not _a_holder_lives(account, on)


def _a_holder_lives(account: Account, on: dt.date) -> bool:
    holders = AccountRole.objects.filter(account=account, kind=RoleKind.HOLDER).select_related("party")
    living = {going_on(role.party) for role in holders if role.covers(on)}
    died = Flag.objects.filter(kind=DECEASED, from_on__lte=on, set_aside_in__isnull=True)
    died = died.filter(Q(until_on__isnull=True) | Q(until_on__gt=on))
    files = died.filter(Q(party__in=living) | Q(party__merged_into__in=living)).select_related("party")
    return bool(living - {going_on(flag.party) for flag in files})


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
