"""Actors that the system itself provides."""

from frontoffice.foundation.crypto import keyed_hash, keyed_hashes
from frontoffice.foundation.models import Actor, ActorKind

__all__ = ["Actor", "ActorKind", "known_visitor", "service", "visitor"]

VISITOR = "visitor"


def service(room: str) -> Actor:
    """The actor in whose name a room's reactions and periodic duties act."""
    actor, _created = Actor.objects.get_or_create(
        key=f"service:{room}", defaults={"kind": ActorKind.SERVICE, "name": room}
    )
    return actor


def visitor(identifier: str) -> Actor:
    """The anonymous actor for a browser or program that holds this identifier (INQ-11: no account is needed)."""
    key = f"{VISITOR}:{keyed_hash(identifier, purpose=VISITOR)}"
    found = known_visitor(identifier)
    return (
        found
        or Actor.objects.get_or_create(key=key, defaults={"kind": ActorKind.ANONYMOUS, "name": "Visitor"})[0]
    )


def known_visitor(identifier: str) -> Actor | None:
    """The same, but only if it has acted before; looked up under earlier keys too."""
    keys = [f"{VISITOR}:{hashed}" for hashed in keyed_hashes(identifier, purpose=VISITOR)]
    return Actor.objects.filter(key__in=keys).first()
