"""Reading all texts anew for the search: after an upgrade that reads words differently, or to count them afresh."""

from collections import defaultdict

from django.db import transaction

from frontoffice.knowledge.actions.counting_words import count_in
from frontoffice.knowledge.actions.recording_versions import stems_of
from frontoffice.knowledge.models import Passage, Word

BATCH = 500


@transaction.atomic
def reread() -> int:
    """Make stems and counts again from the texts; how many passages there are. What the texts say does not change."""
    Word.objects.all().delete()
    done = 0
    batch: list[Passage] = []
    for passage in Passage.objects.select_related("version").order_by("pk").iterator(BATCH):
        passage.stems = stems_of(passage.version, passage.heading, passage.text)
        passage.length = len(passage.stems.split())
        batch.append(passage)
        if len(batch) == BATCH:
            done += _keep(batch)
            batch = []
    return done + _keep(batch)


def _keep(batch: list[Passage]) -> int:
    Passage.objects.bulk_update(batch, ["stems", "length"], batch_size=100)
    by_language: dict[str, list[Passage]] = defaultdict(list)
    for passage in batch:
        by_language[passage.version.language].append(passage)
    for language, passages in by_language.items():
        count_in(passages, language=language)
    return len(batch)
