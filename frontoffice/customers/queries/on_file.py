"""What there is at all on a customer's file, looked up together with what names them: most have little of it."""

from django.db.models import Exists, Model, OuterRef, Q
from django.db.models.functions import Coalesce

from frontoffice.customers.models import Address, Caution, Flag, Party, Preferences

_KEPT: dict[str, type[Model]] = {
    "addresses": Address,
    "cautions": Caution,
    "flags": Flag,
    "preferences": Preferences,
}


def marks_of(field: str) -> dict[str, Q]:
    """To annotate rows with that name a customer in `field`: look-ups in indexes instead of queries of their own."""
    going = Coalesce(OuterRef(f"{field}__merged_into"), OuterRef(field))
    return {
        f"{field}_has_{what}": Q(Exists(model._default_manager.filter(party=going)))
        | Q(Exists(model._default_manager.filter(party__merged_into=going)))
        for what, model in _KEPT.items()
    }


def take_marks(party: Party, row: Model, field: str) -> None:
    """The party knows what the row that names them was marked with."""
    for what in _KEPT:
        setattr(party, f"has_{what}", getattr(row, f"{field}_has_{what}"))


def has(party: Party, what: str) -> bool:
    """Whether there may be any: true for a party that was loaded without the marks."""
    return bool(getattr(party, f"has_{what}", True))
