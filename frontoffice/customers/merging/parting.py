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
    before, after = _before(merge, "survivor", party), merge.before["after"]
    for name in COLUMNS:
        if getattr(party, name) == after[name]:
            setattr(party, name, before[name])
    stays = [one.before["other"]["confidentiality"] for one in others if one.survivor_id == party.pk]
    party.confidentiality = max([party.confidentiality, *stays])
    party.save(update_fields=COLUMNS)


def give_back_later(merge: Merge, going: Party, others: list[Merge]) -> None:
    """The same where its survivor was merged into another since: what came from there by way of it is taken back.

    `others` are the merges that stand.
    """
    by_other = {one.other_id: one for one in others}
    own = [one.before["other"]["confidentiality"] for one in others if one.survivor_id == merge.survivor_id]
    came, was = dict(merge.before["after"]), dict(merge.before["survivor"])
    was["confidentiality"] = max([was["confidentiality"], *own])
    later = by_other.get(merge.survivor_id)
    while later is not None:
        before, after = later.before["survivor"], later.before["after"]
        stays = [
            one.before["other"]["confidentiality"]
            for one in others
            if one.survivor_id == later.survivor_id and one.pk != later.pk
        ]
        was["confidentiality"] = max([before["confidentiality"], was["confidentiality"], *stays])
        if (
            not came["language"]
            == later.before["other"]["language"]
            == after["language"]
            != before["language"]
        ):
            was["language"] = after["language"]  # it was not taken from there
        came, later = dict(after), by_other.get(later.survivor_id)
    for name in ("language", "confidentiality"):
        if getattr(going, name) == came[name]:
            setattr(going, name, was[name])
    going.save(update_fields=["language", "confidentiality"])


def give_back_other(merge: Merge, party: Party, others: list[Merge], raised_to: int) -> None:
    """The parted customer is called and served as before; kept more closely where that was decided for both since."""
    before, after = _before(merge, "other", party), merge.before["after"]
    for name in COLUMNS:
        setattr(party, name, before[name])
    stays = [one.before["other"]["confidentiality"] for one in others if one.survivor_id == party.pk]
    party.confidentiality = max([party.confidentiality, *stays])
    later = [one.before["after"]["confidentiality"] for one in others if one.pk > merge.pk]
    if raised_to > max([after["confidentiality"], *later]):  # by somebody, not by what was merged later
        party.confidentiality = max(party.confidentiality, raised_to)
    party.save(update_fields=COLUMNS)


def _before(merge: Merge, side: str, party: Party) -> dict[str, Any]:
    """What it was before the merge, without what came of those that were parted from it since."""
    before = dict(merge.before[side])
    since = Merge.objects.filter(survivor=party, pk__lt=merge.pk, undone_at__gte=merge.merged_at)
    for earlier in since.order_by("-pk"):
        for name in COLUMNS:
            if before[name] == earlier.before["after"][name]:
                before[name] = earlier.before["survivor"][name]
    return before
