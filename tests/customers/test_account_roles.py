"""Roles on an account: who holds it, who pays, and who may act for it, in what and for how long (ACC-14)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.models import Approval, StaffMember
from frontoffice.customers.acting import (
    AuthorityNotBegun,
    AuthorityOver,
    EndedByDeath,
    OutOfScope,
    Why,
    demand_to_act,
    may_act,
)
from frontoffice.customers.actions.flagging import place_flag
from frontoffice.customers.actions.giving_roles import (
    EvidenceNotNamed,
    HasThisRole,
    HolderHasNoEnd,
    LastHolder,
    NoScope,
    RoleDaysOutOfOrder,
    RoleEndedAlready,
    UnknownEvidence,
    UnknownScope,
    WhatMayTheyDo,
    end_account_role,
    give_account_role,
)
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import (
    Account,
    AccountRole,
    Party,
    RoleKind,
    Viewers,
)
from frontoffice.customers.queries.accounts import accounts_of
from frontoffice.customers.verified import NotVerified
from frontoffice.foundation.refusals import Refused
from tests import factories
from tests.customers.accounting import DAY, OPENED, TODAY, account, dana, given, marisol, mateo, opened
from tests.customers.pairs import joined, parted
from tests.factories import NOW

__all__ = ["account", "dana", "marisol", "mateo"]
pytestmark = pytest.mark.django_db


def test_acc_14_an_authority_counts_in_its_scope_from_its_first_to_its_last_day(
    account: Account, marisol: Party, mateo: Party, dana: StaffMember
) -> None:
    first, over = TODAY + DAY, TODAY + 10 * DAY
    given(account, mateo, dana, scopes=["information", "refunds"], from_on=first, until_on=over)

    def why(scope: str, day: dt.date, party: Party = mateo) -> Why:
        return may_act(account, party, scope=scope, on=day).why

    assert why("refunds", TODAY) is Why.NOT_BEGUN
    assert why("refunds", first) is Why.REPRESENTATIVE
    assert why("closing", first) is Why.OUT_OF_SCOPE
    assert why("refunds", over - DAY) is Why.REPRESENTATIVE
    assert why("refunds", over) is Why.OVER
    assert why("closing", first, marisol) is Why.HOLDER
    with pytest.raises(AuthorityNotBegun, match="2026-11-18"):
        demand_to_act(account, mateo, scope="refunds", on=TODAY)
    with pytest.raises(AuthorityOver, match="2026-11-27"):
        demand_to_act(account, mateo, scope="refunds", on=over)
    with pytest.raises(OutOfScope):
        demand_to_act(account, mateo, scope="nonsense", on=first)


def test_acc_14_a_payer_pays_and_no_more_and_who_was_merged_is_one_person(
    account: Account, marisol: Party, mateo: Party, dana: StaffMember
) -> None:
    given(account, mateo, dana, kind=RoleKind.PAYER, evidence_kind="signed_form")
    assert may_act(account, mateo, scope="payments", on=TODAY).why is Why.PAYER
    assert may_act(account, mateo, scope="information", on=TODAY).why is Why.OUT_OF_SCOPE
    again = register(name="Mateo Villanueva Ruiz", by=dana.actor, at=NOW)
    assert may_act(account, again, scope="payments", on=TODAY).why is Why.NO_ROLE
    joined(again, mateo, dana)
    again.refresh_from_db()
    with CaptureQueriesContext(connection) as asked:
        assert may_act(account, again, scope="payments", on=TODAY).allowed
    assert len(asked) == 3, "the roles, and whether anybody of these died"
    with CaptureQueriesContext(connection) as asked:
        assert not may_act(account, again, scope="information", on=TODAY).allowed
    assert len(asked) == 1
    assert [one.account for one in accounts_of(again, TODAY)] == [account]


def test_acc_14_everything_waits_for_a_second_colleague_where_the_first_keys_by_instruction(
    account: Account, mateo: Party
) -> None:
    clerk = factories.staff("Noor Haddad", grants=["customers.open_account"])
    factories.grant(clerk, "customers.give_account_role", asks=True)
    waits = give_account_role(
        account=account,
        party=mateo,
        kind=RoleKind.REPRESENTATIVE,
        scopes=["everything"],
        evidence_kind="power_of_attorney",
        evidence="Document 12",
        by=clerk.actor,
        at=NOW,
    )
    assert isinstance(waits, Approval)
    assert not may_act(account, mateo, scope="closing", on=TODAY).allowed


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"scopes": []}, WhatMayTheyDo),
        ({"scopes": ["flying"]}, UnknownScope),
        ({"kind": RoleKind.PAYER, "scopes": ["payments"]}, NoScope),
        ({"evidence_kind": "rumor"}, UnknownEvidence),
        ({"evidence": " "}, EvidenceNotNamed),
        ({"from_on": TODAY, "until_on": TODAY}, RoleDaysOutOfOrder),
        ({"from_on": TODAY + 400 * DAY}, RoleDaysOutOfOrder),
        ({"kind": RoleKind.HOLDER, "until_on": TODAY + DAY}, HolderHasNoEnd),
        ({"evidence_kind": "told_in_contact"}, NotVerified),
    ],
)
def test_a_role_that_cannot_be_is_refused(
    account: Account, mateo: Party, dana: StaffMember, said: dict[str, object], refusal: type[Refused]
) -> None:
    with pytest.raises(refusal):
        given(account, mateo, dana, **said)
    assert account.roles.count() == 1


def test_a_role_is_had_once_and_anew_when_it_is_over(
    account: Account, mateo: Party, dana: StaffMember
) -> None:
    past = {"from_on": TODAY - 20 * DAY, "until_on": TODAY - 10 * DAY}
    ran_out = given(account, mateo, dana, **past)
    with pytest.raises(RoleEndedAlready):
        end_account_role(role=ran_out, reason="Revoked", by=dana.actor, at=NOW)
    with pytest.raises(HasThisRole):
        given(account, mateo, dana, from_on=TODAY - 15 * DAY)
    runs = given(account, mateo, dana, scopes=["everything"])
    with pytest.raises(HasThisRole):
        given(account, mateo, dana)
    end_account_role(role=runs, reason="Revoked in writing", by=dana.actor, at=NOW)
    assert may_act(account, mateo, scope="information", on=TODAY).why is Why.OVER
    given(account, mateo, dana)
    assert may_act(account, mateo, scope="information", on=TODAY).allowed


def test_somebody_always_holds_the_account(
    account: Account, marisol: Party, mateo: Party, dana: StaffMember
) -> None:
    first = account.roles.get()
    with pytest.raises(LastHolder):
        end_account_role(role=first, reason="Divorced", by=dana.actor, at=NOW)
    given(account, mateo, dana, kind=RoleKind.HOLDER, evidence_kind="court_order")
    end_account_role(role=first, reason="Divorced", by=dana.actor, at=NOW)
    account.refresh_from_db()
    assert account.customer == mateo
    assert [one.counts for one in accounts_of(marisol, TODAY)] == [False]


def test_acc_14_what_a_holder_gave_ends_with_their_life_and_what_a_court_gave_does_not(
    account: Account, marisol: Party, mateo: Party, dana: StaffMember
) -> None:
    given(account, mateo, dana)
    ruth = register(name="Ruth Okafor", by=dana.actor, at=NOW)
    given(account, ruth, dana, evidence_kind="court_order")
    boss = factories.supervisor(username="boss")
    place_flag(party=marisol, kind="deceased", viewers=Viewers.STAFF, by=boss.actor, at=NOW)
    assert may_act(account, mateo, scope="information", on=TODAY).why is Why.DIED
    assert may_act(account, marisol, scope="refunds", on=TODAY).why is Why.DIED, "nobody speaks as her"
    assert may_act(account, ruth, scope="information", on=TODAY).allowed
    with pytest.raises(EndedByDeath, match="ended with that"):
        demand_to_act(account, mateo, scope="information", on=TODAY)
    # Of two holders one lives: the authority is theirs too.
    ines = register(name="Ines Ortega", by=dana.actor, at=NOW)
    given(account, ines, dana, kind=RoleKind.HOLDER, evidence_kind="court_order")
    assert may_act(account, mateo, scope="information", on=TODAY).allowed


def test_acc_14_before_anybody_held_it_nobody_died(account: Account, mateo: Party, dana: StaffMember) -> None:
    given(account, mateo, dana, evidence_kind="signed_form")
    day = OPENED - DAY
    assert may_act(account, mateo, scope="information", on=day).why is Why.NOT_BEGUN
    assert may_act(account, mateo, scope="information", on=TODAY).allowed


def test_acc_14_of_two_authorities_the_one_that_lasts_is_named(
    account: Account, marisol: Party, mateo: Party, dana: StaffMember
) -> None:
    again = register(name="Mateo Villanueva Ruiz", by=dana.actor, at=NOW)
    given(account, mateo, dana)
    lasting = given(account, again, dana, evidence_kind="court_order")
    joined(mateo, again, dana)
    place_flag(party=marisol, kind="deceased", viewers=Viewers.STAFF, by=dana.actor, at=NOW)
    assert demand_to_act(account, mateo, scope="information", on=TODAY) == lasting


def test_acc_8_a_role_that_came_after_a_merge_can_be_handed_over_when_it_is_undone(
    account: Account, marisol: Party, dana: StaffMember
) -> None:
    sister = register(name="Maribel Ortega-Reyes", by=dana.actor, at=NOW)
    shop = opened(register(name="Shop", by=dana.actor, at=NOW), dana)
    made = joined(marisol, sister, dana)
    later = NOW + dt.timedelta(minutes=5)
    role = give_account_role(
        account=shop, party=marisol, kind=RoleKind.PAYER, evidence_kind="signed_form", evidence="12",
        by=dana.actor, at=later,
    )  # fmt: skip
    assert isinstance(role, AccountRole)
    parted(made, dana, hand_over=[f"customers.account:{role.reference}"])
    sister.refresh_from_db()
    marisol.refresh_from_db()
    assert may_act(shop, sister, scope="payments", on=TODAY + DAY).allowed
    assert not may_act(shop, marisol, scope="payments", on=TODAY + DAY).allowed
