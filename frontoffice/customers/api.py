"""What goes back of a customer."""

from pydantic import BaseModel

from frontoffice.authority.registry import shown, shown_in_lists
from frontoffice.customers import presenters, safekeeping
from frontoffice.customers.models import Party
from frontoffice.customers.queries import points
from frontoffice.foundation.models import Actor

__all__ = ["presenters", "safekeeping"]  # declared there, loaded with this floor


class ContactPointOut(BaseModel):
    kind: str
    value: str


class PartyOut(BaseModel):
    reference: str
    kind: str
    name: str
    language: str
    contact_points: list[ContactPointOut]


class PartyLine(BaseModel):
    reference: str
    kind: str
    name: str
    language: str


@shown_in_lists(Party)
def party_line(party: Party, by: Actor) -> PartyLine:
    """A list tells who there is; how to reach one is told of that one, for a reason (REC-6)."""
    return PartyLine(reference=party.reference, kind=party.kind, name=party.name, language=party.language)


@shown(Party)
def party_out(party: Party, by: Actor) -> PartyOut:
    """Ways to reach a customer are for staff."""
    seen = points(party) if by.is_staff else []
    return PartyOut(
        reference=party.reference,
        kind=party.kind,
        name=party.name,
        language=party.language,
        contact_points=[ContactPointOut(kind=point.kind, value=point.value) for point in seen],
    )
