"""Keeping the words by which a customer is found: all names, and the addresses that are not kept confidential."""

from frontoffice.customers import spelling
from frontoffice.customers.models import Address, Party, PartyName
from frontoffice.customers.queries.together import all_of
from frontoffice.foundation.search import words

LONGEST = 4_000


def index(party: Party) -> None:
    """Read the words of all files that are one anew after names or addresses changed, inside the caller's action."""
    names = all_of(PartyName, party).order_by("pk").values_list("as_given", flat=True)
    places = all_of(Address, party).filter(confidential=False).order_by("-pk")
    texts = [*names, *(f"{row.as_given} {row.standardized}" for row in places)]
    others = dict.fromkeys(word for text in texts for word in words(text))
    own = words(party.name)
    for word in own:
        others.pop(word, None)
    found_by = " ".join(others)[:LONGEST]
    changed = [] if party.to_compare else ["to_compare"]
    if found_by != party.found_by:
        changed.append("found_by")
    if changed:
        party.found_by, party.to_compare = found_by, True
        party.save(update_fields=changed)
    spelling.learn([*own, *others])
