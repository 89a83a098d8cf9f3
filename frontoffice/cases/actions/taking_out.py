"""Taking a list out of the house as a file: that it was done, by whom, and how many rows it had, is on record."""

from datetime import datetime
from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.auditing import looking
from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.cases.events_views import CasesExported
from frontoffice.cases.models import SavedView
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused

MOST_ROWS = 50_000


class TooManyRows(Refused):
    message = _("At most 50,000 cases can be taken out at once. Narrow the list down.")


class NobodyToTake(Refused):
    message = _("Only somebody with a post at the agency takes cases out.")
    status = 403
    part = "grant"


@action("cases.take_out", title=_("Take a list of cases out as a file"), subject="view")
def take_out(
    *,
    rows: Annotated[int, Field(ge=0, lt=2**31)],
    columns: Annotated[int, Field(ge=0, le=100)],
    form: Literal["csv", "xlsx"],
    view: SavedView | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Put on record that a file of so many rows and columns is handed out; nothing is handed out without it.

    The number of rows. Raises TooManyRows, NobodyToTake.
    """
    if rows > MOST_ROWS:
        raise TooManyRows
    member = StaffMember.objects.filter(actor=by).first()
    if member is None:
        raise NobodyToTake
    exported = CasesExported(
        view_id=view.pk if view is not None else None, form=form, rows=rows, columns=columns
    )
    announce(exported, about=view if view is not None else member, by=by, at=at)
    looking.exported("cases", found=rows, by=by, at=at)
    return rows
