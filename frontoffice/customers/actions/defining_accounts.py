"""The agency's own kinds of accounts, and the codes of its lists: scopes, evidence, reasons."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.customers.account_events import AccountCodeDefined, AccountKindDefined
from frontoffice.customers.actions.opening_accounts import Code
from frontoffice.customers.models import EVERYTHING, AccountCode, AccountKind, AccountList
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput

Name = Annotated[str, Field(min_length=1, max_length=120)]


class EverythingStays(BadInput):
    message = _("This code keeps its meaning: whoever has it may do everything.")
    field = "code"


@action("customers.define_account_kind", title=_("Define a kind of account"))
def define_account_kind(
    *,
    code: Code,
    name: Name,
    level: Annotated[int, Field(ge=0, le=3)] = 2,
    active: bool = True,
    by: Actor,
    at: datetime,
) -> AccountKind:
    """Add a kind with the verification that it demands, change one, or offer it no more for new accounts."""
    given = {"name": name, "level": level, "active": active}
    made, _created = AccountKind.objects.update_or_create(code=code, defaults=given)
    announce(AccountKindDefined(account_kind_id=made.pk, active=active), about=made, by=by, at=at)
    return made


@action("customers.define_account_code", title=_("Define a code of accounts"))
def define_account_code(
    *, of_list: AccountList, code: Code, name: Name, active: bool = True, by: Actor, at: datetime
) -> AccountCode:
    """Add a code to a list, rename one, or offer it no more. Raises EverythingStays."""
    if of_list is AccountList.SCOPE and code == EVERYTHING and not active:
        raise EverythingStays
    given = {"name": name, "active": active}
    made, _created = AccountCode.objects.update_or_create(of_list=of_list, code=code, defaults=given)
    defined = AccountCodeDefined(account_code_id=made.pk, of_list=of_list.value, active=active)
    announce(defined, about=made, by=by, at=at)
    return made
