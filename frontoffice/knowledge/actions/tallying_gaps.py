"""Which group a gap belongs to, and how many gaps a group holds; inside the caller's action."""

from datetime import datetime

from django.db.models import Count, Max, Q

from frontoffice.knowledge.models import GapGroup, GapStatus, KnowledgeGap
from frontoffice.knowledge.queries.likeness import ALIKE, groups_like


def group_for(words: str, *, language: str, at: datetime) -> GapGroup:
    """The group whose gaps ask for the same thing, locked; a new one where there is none."""
    like = groups_like(words, language=language)
    if like and like[0].likeness >= ALIKE:
        return GapGroup.objects.select_for_update(of=("self",)).get(pk=like[0].group.pk)
    return GapGroup.objects.create(language=language, words=words, last_asked_at=at)


def tally(group: int) -> GapGroup:
    """Count the gaps of the group anew. Its row is locked, or new."""
    counted = KnowledgeGap.objects.filter(group=group).aggregate(
        asked=Count("pk"), waiting=Count("pk", filter=Q(status=GapStatus.OPEN)), last=Max("recorded_at")
    )
    found = GapGroup.objects.get(pk=group)
    found.asked, found.waiting = counted["asked"], counted["waiting"]
    found.last_asked_at = counted["last"] or found.last_asked_at
    if not found.waiting:
        found.taken_by, found.taken_at = None, None
    found.save(update_fields=["asked", "waiting", "last_asked_at", "taken_by", "taken_at"])
    return found
