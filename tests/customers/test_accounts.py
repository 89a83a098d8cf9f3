"""Accounts: opened under a number of their own, on hold, closed, reopened; who holds them and may act for them."""

import pytest
from django.db import IntegrityError, transaction

from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import Approval, StaffMember
from frontoffice.customers import objecting
from frontoffice.customers.acting import (
    NoRoleOnAccount,
    OutOfScope,
)
from frontoffice.customers.actions.changing_accounts import (
    AccountIsClosed,
    ChangeOutOfBounds,
    NotClosed,
    NotOnHold,
    RequestNotNamed,
    StandsSoAlready,
    UnknownReason,
    WhoAsked,
    close_account,
    hold_account,
    release_account,
    reopen_account,
)
from frontoffice.customers.actions.defining_accounts import (
    EverythingStays,
    define_account_code,
    define_account_kind,
)
from frontoffice.customers.actions.opening_accounts import OpenedOutOfBounds, UnknownAccountKind, open_account
from frontoffice.customers.models import (
    Account,
    AccountChange,
    AccountList,
    AccountRole,
    AccountStatus,
    AtWord,
    Party,
    RoleKind,
)
from frontoffice.customers.queries.accounts import level_demanded
from frontoffice.customers.verified import NotVerified, level_needed
from frontoffice.foundation.models import Event
from frontoffice.foundation.refusals import Refused
from tests import factories
from tests.customers.accounting import DAY, OPENED, TODAY, account, dana, given, marisol, mateo, opened
from tests.factories import NOW

__all__ = ["account", "dana", "marisol", "mateo"]
pytestmark = pytest.mark.django_db


def test_an_account_is_opened_for_its_holder(account: Account, marisol: Party) -> None:
    assert (account.status, account.customer, account.opened_on) == ("open", marisol, OPENED)
    assert account.roles.get().kind == RoleKind.HOLDER
    told = Event.objects.get(name="customers.AccountOpened")
    assert told.payload["account_id"] == account.pk
    assert {one.kind for one in told.subjects.all()} == {"customers.account", "customers.party"}


def test_what_cannot_be_opened_is_refused(marisol: Party, dana: StaffMember) -> None:
    with pytest.raises(UnknownAccountKind):
        open_account(party=marisol, kind="castle", by=dana.actor, at=NOW)
    with pytest.raises(OpenedOutOfBounds):
        open_account(party=marisol, kind="service", opened_on=TODAY + DAY, by=dana.actor, at=NOW)
    with pytest.raises(NotAuthorized):
        open_account(party=marisol, kind="service", by=factories.staff().actor, at=NOW)
    assert not Account.objects.exists()


def test_acc_11_a_closed_account_is_reopened_under_its_number_with_its_whole_history(
    account: Account, dana: StaffMember
) -> None:
    number, by = account.number, dana.actor
    hold_account(account=account, reason="letters_returned", by=by, at=NOW)
    release_account(account=account, reason="settled", by=by, at=NOW)
    close_account(account=account, reason="moved_away", note="To Oregon", by=by, at=NOW)
    account.refresh_from_db()
    assert (account.status, account.closed_on) == (AccountStatus.CLOSED, TODAY)
    reopen_account(account=account, reason="by_mistake", by=by, at=NOW)
    account.refresh_from_db()
    assert (account.number, account.status, account.closed_on) == (number, AccountStatus.OPEN, None)
    rows = account.changes.order_by("position").values_list("before", "after", "reason")
    assert list(rows) == [
        ("", "open", "opened"),
        ("open", "on_hold", "letters_returned"),
        ("on_hold", "open", "settled"),
        ("open", "closed", "moved_away"),
        ("closed", "open", "by_mistake"),
    ]


def test_a_change_that_does_not_follow_is_refused(account: Account, dana: StaffMember) -> None:
    by = dana.actor
    with pytest.raises(NotOnHold):
        release_account(account=account, reason="settled", by=by, at=NOW)
    with pytest.raises(NotClosed):
        reopen_account(account=account, reason="by_mistake", by=by, at=NOW)
    with pytest.raises(UnknownReason):
        close_account(account=account, reason="letters_returned", by=by, at=NOW)
    for day in (TODAY + DAY, OPENED - DAY):
        with pytest.raises(ChangeOutOfBounds):
            close_account(account=account, reason="moved_away", effective_on=day, by=by, at=NOW)
    close_account(account=account, reason="moved_away", by=by, at=NOW)
    with pytest.raises(StandsSoAlready):
        close_account(account=account, reason="moved_away", by=by, at=NOW)
    with pytest.raises(AccountIsClosed):
        hold_account(account=account, reason="order", by=by, at=NOW)


def test_acc_11_what_another_room_objects_to_is_not_closed(
    account: Account, dana: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    class BalanceOpen(Refused):
        pass

    monkeypatch.setattr(objecting, "_OBJECTIONS", [])
    objecting.add_objection(lambda _account, _at: BalanceOpen())
    with pytest.raises(BalanceOpen):
        close_account(account=account, reason="moved_away", by=dana.actor, at=NOW)
    account.refresh_from_db()
    assert account.status == AccountStatus.OPEN


def test_what_is_on_hold_is_closed_by_more_than_routine(account: Account, marisol: Party) -> None:
    clerk = factories.staff("Noor Haddad", grants=["customers.hold_account"])
    factories.grant(clerk, "customers.close_account", asks=True)
    hold_account(account=account, reason="order", by=clerk.actor, at=NOW)
    waits = close_account(account=account, reason="moved_away", by=clerk.actor, at=NOW)
    assert isinstance(waits, Approval)
    account.refresh_from_db()
    assert account.status == AccountStatus.ON_HOLD


def test_acc_14_who_asks_for_the_closing_must_be_entitled_to_it(
    account: Account, marisol: Party, mateo: Party, dana: StaffMember
) -> None:
    def close(**said: object) -> None:
        close_account(account=account, reason="asked_for", by=dana.actor, at=NOW, **said)  # type: ignore[arg-type]

    signed = {"at_word": AtWord.SIGNED_REQUEST, "evidence": "Letter of 12 November"}
    with pytest.raises(NoRoleOnAccount):
        close(**signed, asked_by=mateo)
    given(account, mateo, dana, scopes=["information", "payments"])
    with pytest.raises(OutOfScope):
        close(**signed, asked_by=mateo)
    with pytest.raises(WhoAsked):
        close(at_word=AtWord.SIGNED_REQUEST)
    with pytest.raises(RequestNotNamed):
        close(at_word=AtWord.SIGNED_REQUEST, asked_by=marisol)
    with pytest.raises(NotVerified):
        close(at_word=AtWord.IN_CONTACT, asked_by=marisol)
    close(**signed, asked_by=marisol)
    assert account.changes.latest("position").asked_by == marisol


def test_the_database_defends_what_must_hold(account: Account, mateo: Party, dana: StaffMember) -> None:
    role = given(account, mateo, dana)
    change = account.changes.get()
    stamped = {"recorded_at": NOW, "recorded_by": dana.actor, "received_on": TODAY}

    def refused(act: object) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()  # type: ignore[operator]

    mine = {"account": account, "party": mateo, "evidence_kind": "x", "from_on": TODAY, **stamped}
    refused(lambda: AccountRole.objects.create(kind="representative", scopes="information", **mine))
    refused(lambda: AccountRole.objects.create(kind="representative", **mine))
    refused(lambda: AccountRole.objects.create(kind="payer", scopes="payments", **mine))
    refused(lambda: AccountRole.objects.create(kind="payer", until_on=TODAY - DAY, **mine))
    refused(lambda: AccountRole.objects.filter(pk=role.pk).update(scopes="everything"))
    refused(lambda: AccountRole.objects.filter(pk=role.pk).delete())
    refused(lambda: AccountChange.objects.filter(pk=change.pk).update(reason="x"))
    follows = {"account": account, "reason": "x", "effective_on": TODAY, **stamped}
    refused(lambda: AccountChange.objects.create(position=2, before="closed", after="open", **follows))
    refused(lambda: AccountChange.objects.create(position=3, before="open", after="closed", **follows))
    refused(lambda: Account.objects.filter(pk=account.pk).update(number="4821-3097-5615"))
    refused(lambda: Account.objects.filter(pk=account.pk).update(status="closed"))
    copied = {"kind": "service", "customer": mateo, "opened_on": TODAY, "number": account.number}
    refused(lambda: Account.objects.create(**copied, recorded_at=NOW, recorded_by=dana.actor))


def test_kinds_and_codes_are_the_agencys(
    account: Account, marisol: Party, mateo: Party, dana: StaffMember
) -> None:
    boss = factories.supervisor()
    define_account_kind(code="mooring", name="Mooring account", level=3, by=boss.actor, at=NOW)
    define_account_kind(code="service", name="Service", active=False, by=boss.actor, at=NOW)
    with pytest.raises(UnknownAccountKind):
        opened(marisol, dana, "service")
    opened(marisol, dana, "mooring")
    said = {"of_list": AccountList.SCOPE, "name": "Move the boat"}
    define_account_code(**said, code="moving", by=boss.actor, at=NOW)  # type: ignore[arg-type]
    assert given(account, mateo, dana, scopes=["moving"]).codes == ["moving"]
    with pytest.raises(EverythingStays):
        define_account_code(**said, code="everything", active=False, by=boss.actor, at=NOW)  # type: ignore[arg-type]
    with pytest.raises(NotAuthorized):
        define_account_code(**said, code="sailing", by=dana.actor, at=NOW)  # type: ignore[arg-type]


def test_acc_1_an_account_demands_how_well_its_holder_is_verified(
    marisol: Party, mateo: Party, dana: StaffMember
) -> None:
    assert (level_demanded(marisol), level_needed(marisol)) == (0, 2)
    account = opened(marisol, dana, "business_tax")
    given(account, mateo, dana)
    assert (level_needed(marisol), level_needed(mateo)) == (3, 2)
    close_account(account=account, reason="business_ended", by=dana.actor, at=NOW)
    assert level_needed(marisol) == 2
