"""Keeping the words by which a customer is found: all names, and the addresses that are not kept confidential."""

from frontoffice.customers import spelling
from frontoffice.customers.models import Party
from frontoffice.foundation.search import words

LONGEST = 4_000


def index(party: Party) -> None:
    """Read the words anew after names or addresses changed, inside the caller's action."""
    names = party.names.order_by("pk").values_list("as_given", flat=True)
    places = party.addresses.filter(confidential=False).order_by("-pk")
    texts = [*names, *(f"{row.as_given} {row.standardized}" for row in places)]
    others = dict.fromkeys(word for text in texts for word in words(text))
    own = words(party.name)
    for word in own:
        others.pop(word, None)
    found_by = " ".join(others)[:LONGEST]
    if found_by != party.found_by:
        party.found_by = found_by
        party.save(update_fields=["found_by"])
    spelling.learn([*own, *others])
