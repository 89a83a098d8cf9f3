"""The banner of cautions, on each page that is about a customer."""

from collections.abc import Sequence
from typing import Any

from django import template

from frontoffice.customers.caution_kinds import name_of
from frontoffice.customers.models import Caution, Party
from frontoffice.customers.safekeeping import REVIEW, cautions_of

register = template.Library()


@register.simple_tag(takes_context=True)
def cautions(context: dict[str, Any], party: Party | None) -> Sequence[tuple[str, Caution]]:
    """The cautions that this viewer sees, each with the name of its kind; none for anybody outside. One query."""
    request = context.get("request")
    if party is None or request is None or not getattr(request, "staff_member", None):
        return []
    found = cautions_of(party, by=request.actor, at=request.at, reviews=REVIEW in request.powers)
    return [(name_of(one.kind), one) for one in found]
