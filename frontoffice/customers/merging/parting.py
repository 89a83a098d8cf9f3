"""What both parties were called, served in and protected by: kept when they merge, given back when they part."""

from typing import Any

from frontoffice.customers.models import Merge, Party

COLUMNS = ("name", "language", "confidentiality")


def columns_of(party: Party) -> dict[str, Any]:
    return {name: getattr(party, name) for name in COLUMNS}


def give_back_survivor(merge: Merge, party: Party, others: list[Merge]) -> None:
    """What follows from the merge alone is as it was before; what was changed since stays.

    The file is kept as closely as those that stay with it demand.
    """
    before, after = merge.before["survivor"], merge.before["after"]
    for name in COLUMNS:
        if getattr(party, name) == after[name]:
            setattr(party, name, before[name])
    stays = [one.before["other"]["confidentiality"] for one in others if one.survivor_id == party.pk]
    party.confidentiality = max([party.confidentiality, *stays])
    party.save(update_fields=COLUMNS)


def give_back_other(merge: Merge, party: Party, others: list[Merge], raised_to: int) -> None:
    """The parted customer is called and served as before; kept more closely where that was decided for both since."""
    before, after = dict(merge.before["other"]), merge.before["after"]
    # What was merged into it before, and parted since, takes along what came of that.
    since = Merge.objects.filter(survivor=party, pk__lt=merge.pk, undone_at__gte=merge.merged_at)
    for earlier in since.order_by("-pk"):
        for name in COLUMNS:
            if before[name] == earlier.before["after"][name]:
                before[name] = earlier.before["survivor"][name]
    for name in COLUMNS:
        setattr(party, name, before[name])
    stays = [one.before["other"]["confidentiality"] for one in others if one.survivor_id == party.pk]
    party.confidentiality = max([party.confidentiality, *stays])
    if raised_to > after["confidentiality"]:
        party.confidentiality = max(party.confidentiality, raised_to)
    party.save(update_fields=COLUMNS)
