"""Working on what people asked in vain: taking a group, putting groups together or apart, writing for one (INQ-7)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.knowledge.actions.closing_gaps import GapClosedAlready
from frontoffice.knowledge.actions.drafting import Slug, propose
from frontoffice.knowledge.actions.tallying_gaps import tally
from frontoffice.knowledge.events import GapMoved, GapsTaken, TextBegunForGaps
from frontoffice.knowledge.models import Article, Audience, GapGroup, KnowledgeGap, Status

MOST_QUOTED = 8


class TakenAlready(Refused):
    message = _("A colleague works on it already.")


class SameGroup(BadInput):
    message = _("Choose another group than this one.")
    field = "into"


class OtherLanguage(BadInput):
    message = _("These were asked in different languages. Groups hold one language.")
    field = "into"


class AloneAlready(Refused):
    message = _("This question is the only one of its group.")


class BegunAlready(Refused):
    message = _("A text was begun for this already. Go on with that one.")


class NameTaken(BadInput):
    message = _("There is an article of this name. Open it and write its next version.")
    field = "slug"


@action("knowledge.take_gaps", title=_("Take up a group of knowledge gaps"), subject="group")
def take_gaps(*, group: GapGroup, mine: bool = True, by: Actor, at: datetime) -> GapGroup:
    """Say that one works on it; with `mine` false that one no longer does. Raises TakenAlready, GapClosedAlready."""
    group = _locked(group)
    if not group.waiting:
        raise GapClosedAlready
    if group.taken_by_id not in (None, by.pk):
        raise TakenAlready
    group.taken_by, group.taken_at = (by, at) if mine else (None, None)
    group.save(update_fields=["taken_by", "taken_at"])
    announce(GapsTaken(group_id=group.pk, taken=mine), about=group, by=by, at=at)
    return group


@action("knowledge.join_gaps", title=_("Put two groups of knowledge gaps together"), subject="group")
def join_gaps(*, group: GapGroup, into: GapGroup, by: Actor, at: datetime) -> GapGroup:
    """Move all gaps of the group into the other, which is returned. Raises SameGroup, OtherLanguage."""
    if group.pk == into.pk:
        raise SameGroup
    both = {one.pk: one for one in GapGroup.objects.select_for_update().filter(pk__in=[group.pk, into.pk])}
    if both[group.pk].language != both[into.pk].language:
        raise OtherLanguage
    for gap in KnowledgeGap.objects.filter(group=group).order_by("pk"):
        _move(gap, both[into.pk], by=by, at=at)
    tally(group.pk)
    return tally(into.pk)


@action("knowledge.part_gap", title=_("Take a knowledge gap out of its group"), subject="gap")
def part_gap(*, gap: KnowledgeGap, by: Actor, at: datetime) -> GapGroup:
    """Give a gap that asks for something else a group of its own, which is returned. Raises AloneAlready."""
    old = _locked(gap.group)
    gap = KnowledgeGap.objects.get(pk=gap.pk)
    if old.asked < 2:
        raise AloneAlready
    made = GapGroup.objects.create(language=gap.language, words=gap.words, last_asked_at=gap.recorded_at)
    _move(gap, made, by=by, at=at)
    first = KnowledgeGap.objects.filter(group=old).order_by("pk").first()
    if first is not None and old.words == gap.words:
        GapGroup.objects.filter(pk=old.pk).update(words=first.words)
    tally(old.pk)
    return tally(made.pk)


@action("knowledge.write_for_gaps", title=_("Begin a text for a group of knowledge gaps"), subject="group")
def write_for_gaps(
    *,
    group: GapGroup,
    slug: Slug,
    title: Annotated[str, Field(min_length=1, max_length=300)],
    topic: Annotated[str, Field(max_length=60)] = "",
    audience: Audience = Audience.PUBLIC,
    by: Actor,
    at: datetime,
) -> GapGroup:
    """Begin a draft that has people's own words to be found by, and take the group up.

    It holds a heading alone, so that nobody can publish it before it says something. Raises GapClosedAlready,
    TakenAlready, BegunAlready, NameTaken, and what `knowledge.propose` refuses.
    """
    group = _begun(group, slug, by)
    asked_words = _wordings(group)
    group.draft = propose(
        slug=slug,
        title=title,
        body=f"## {' '.join(title.split())}\n",
        words=", ".join(asked_words)[:1000],
        topic=topic,
        audience=audience,
        language=group.language,
        by=by,
        at=at,
    )
    group.taken_by, group.taken_at = by, at
    group.save(update_fields=["draft", "taken_by", "taken_at"])
    begun = TextBegunForGaps(group_id=group.pk, version_id=group.draft.pk)
    announce(begun, about=[group, group.draft.article], by=by, at=at)
    return group


def _begun(group: GapGroup, slug: str, by: Actor) -> GapGroup:
    """The group, locked, when a text may be begun for it."""
    group = _locked(group)
    if not group.waiting:
        raise GapClosedAlready
    if group.taken_by_id not in (None, by.pk):
        raise TakenAlready
    if group.draft is not None and group.draft.status != Status.DISCARDED:
        raise BegunAlready
    if Article.objects.filter(slug=slug).exists():
        raise NameTaken
    return group


def _wordings(group: GapGroup) -> list[str]:
    """What people asked, each wording once, on one line."""
    asked = KnowledgeGap.objects.filter(group=group).order_by("pk").values_list("words", flat=True)
    return list(dict.fromkeys(" ".join(words.split()) for words in asked))[:MOST_QUOTED]


def _locked(group: GapGroup) -> GapGroup:
    return GapGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)


def _move(gap: KnowledgeGap, group: GapGroup, *, by: Actor, at: datetime) -> None:
    gap.group = group
    gap.save(update_fields=["group"])
    announce(GapMoved(gap_id=gap.pk, group_id=group.pk), about=[gap, group], by=by, at=at)
