"""What every template knows: the agency, where the viewer works, what the viewer may do."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from frontoffice.foundation.agencies import the_agency
from frontoffice.foundation.models import Agency


def agency(request: HttpRequest) -> dict[str, Any]:
    """`agency`, `staff_member`, `powers`, `at`, `office_zone`; each read only where a template asks for it."""
    staff_member = getattr(request, "staff_member", None)
    return {
        "agency": SimpleLazyObject(_agency),
        "staff_member": staff_member,
        "powers": getattr(request, "powers", frozenset()),
        "at": getattr(request, "at", None),
        "demo": settings.DEMO,
        "passkeys_offered": settings.SECOND_FACTOR != "off",
        "provider_name": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
    }


def _agency() -> Agency:
    return the_agency() or Agency(name="Front Office", short_name="Front Office")
