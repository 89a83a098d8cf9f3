"""What a deputy holds by standing in: never more than the absent person holds at that very moment (STF-3)."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from frontoffice.authority.models import Effect, Grant


def held_by_the_absent(in_force: Q) -> Q:
    """For rows of grants: those held in one's own name, or whose like the person stood in for holds now.

    What was taken from the absent person, lowered or has run out counts for the deputy as little, and what they hold
    for somebody else is not handed on. `in_force` says which rows of theirs count.
    """
    theirs = Grant.objects.filter(
        in_force, actor=OuterRef("acting_for"), action=OuterRef("action"), acting_for__isnull=True
    )
    as_wide = theirs.filter(
        _no_less("amount_limit"),
        _no_less("confidentiality_limit"),
        _no_less("complexity_limit"),
        Q(unit__isnull=True) | Q(unit=OuterRef("unit")),
        Q(program="") | Q(program=OuterRef("program")),
        Q(needs_approval=False) | Q(needs_approval=OuterRef("needs_approval")),
        Q(review_share__isnull=True) | Q(review_share__lte=OuterRef("review_share")),
        effect=Effect.GIVES,
    )
    narrowed = theirs.filter(effect=Effect.NARROWS)
    return Q(acting_for__isnull=True) | (Q(Exists(as_wide)) & ~Q(Exists(narrowed)))


def _no_less(limit: str) -> Q:
    return Q(**{f"{limit}__isnull": True}) | Q(**{f"{limit}__gte": OuterRef(limit)})


def live_terms(at: dt.datetime) -> Q:
    """For acting terms: accepted, begun and not over."""
    return Q(accepted_at__isnull=False, from_at__lte=at, until__gt=at) & (
        Q(ended_at__isnull=True) | Q(ended_at__gt=at)
    )
