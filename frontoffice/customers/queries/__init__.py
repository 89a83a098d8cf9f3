"""Questions about customers."""

from frontoffice.customers.queries.finding import Found, found, search
from frontoffice.customers.queries.parties import (
    current,
    earlier_points,
    email_of,
    nothing_arrives_at,
    page_of,
    parties_visible_to,
    phone_of,
    points,
)
from frontoffice.customers.queries.reading import address_on, addresses_on, addresses_visible_to

__all__ = [
    "Found",
    "address_on",
    "addresses_on",
    "addresses_visible_to",
    "current",
    "earlier_points",
    "email_of",
    "found",
    "nothing_arrives_at",
    "page_of",
    "parties_visible_to",
    "phone_of",
    "points",
    "search",
]
