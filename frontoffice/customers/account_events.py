"""What others may learn of accounts."""

import datetime as dt

from frontoffice.foundation.events import fact


@fact("customers.AccountOpened")
class AccountOpened:
    account_id: int
    party_id: int
    kind: str
    opened_on: dt.date


@fact("customers.AccountStatusChanged")
class AccountStatusChanged:
    """The account was put on hold, released, closed or reopened, for a reason, from `effective_on` on."""

    account_id: int
    party_id: int
    change_id: int
    before: str
    after: str
    reason: str
    effective_on: dt.date


@fact("customers.AccountRoleGiven")
class AccountRoleGiven:
    """From `from_on` on `party_id` holds the account, pays, or may act for it; from `until_on` on no more."""

    account_id: int
    party_id: int
    role_id: int
    kind: str
    from_on: dt.date
    until_on: dt.date | None


@fact("customers.AccountRoleEnded")
class AccountRoleEnded:
    account_id: int
    party_id: int
    role_id: int
    kind: str
    until_on: dt.date


@fact("customers.AccountKindDefined")
class AccountKindDefined:
    account_kind_id: int
    active: bool


@fact("customers.AccountCodeDefined")
class AccountCodeDefined:
    account_code_id: int
    of_list: str
    active: bool
