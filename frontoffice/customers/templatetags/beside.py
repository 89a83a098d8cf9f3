"""What has to be known of a customer beside a case: where they live, how they want to be served, and flags."""

from typing import Any

from django import template

from frontoffice.customers import flag_kinds
from frontoffice.customers.models import Party
from frontoffice.customers.queries.reading import (
    CONFIDENTIAL,
    REVIEW,
    addresses_shown,
    flags_shown,
    preferences_of,
)
from frontoffice.foundation.clock import today_in

register = template.Library()


@register.simple_tag(takes_context=True)
def beside(context: dict[str, Any], party: Party | None) -> dict[str, Any]:
    """Addresses of today by role, preferences and flags, as far as the viewer sees them. Nothing for outsiders."""
    request = context.get("request")
    if party is None or request is None or not getattr(request, "staff_member", None):
        return {}
    today = today_in(request.staff_member.office.zone, request.at)
    flags = flags_shown(party, today, by=request.actor, reviews=REVIEW in request.powers)
    kinds = flag_kinds.kinds() if flags else {}
    same: dict[str, dict[str, Any]] = {}
    mine = addresses_shown(party, today, by=request.actor, protects=CONFIDENTIAL in request.powers)
    for role, address in mine.items():
        shown = same.setdefault(address.normal, {"it": address, "roles": []})
        shown["roles"].append(role.label)
    return {
        "addresses": list(same.values()),
        "preferences": preferences_of(party),
        "flags": [(kinds.get(flag.kind) or flag_kinds.unknown(flag.kind), flag) for flag in flags],
    }
