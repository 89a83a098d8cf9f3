"""What reviewers look at: each change makes a new version, and earlier reviews keep theirs (STF-7)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput
from frontoffice.supervision.events import ScorecardChanged
from frontoffice.supervision.models import Kind, Scorecard
from frontoffice.supervision.shipped import Item, items, scorecard, write_items

Code = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class NothingLeft(BadInput):
    message = _("A scorecard has at least one kind of error.")
    field = "code"


@action("supervision.set_item", title=_("Change what reviewers look at"))
def set_item(
    *,
    kind: Kind,
    code: Code,
    name: Annotated[str, Field(min_length=1, max_length=100)],
    explanation: Annotated[str, Field(max_length=500)] = "",
    weight: Annotated[int, Field(ge=1, le=100)] = 20,
    critical: bool = False,
    remove: bool = False,
    by: Actor,
    at: datetime,
) -> Scorecard:
    """Put a kind of error on the scorecard, change it, or take it off; a new version counts from now on.

    Raises NothingLeft.
    """
    current = Scorecard.objects.select_for_update().get(pk=scorecard(kind, by=by, at=at).pk)
    wanted = Item(code, name.strip(), weight, explanation.strip(), critical)
    kept = items(kind)
    places = {item.code: place for place, item in enumerate(kept)}
    if remove:
        kept = [item for item in kept if item.code != code]
    elif code in places:
        kept[places[code]] = wanted
    else:
        kept.append(wanted)
    if not kept:
        raise NothingLeft
    made = Scorecard.objects.create(kind=kind, version=current.version + 1, by=by, from_at=at)
    write_items(made, kept)
    announce(ScorecardChanged(scorecard_id=made.pk, kind=kind.value), about=made, by=by, at=at)
    return made
