"""Synonyms and acronyms: the agency says what people mean."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.contacts.actions.taking_contacts import Language
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.foundation.search import stems
from frontoffice.foundation.search.words import primary
from frontoffice.knowledge.actions.holding_back import hold_back
from frontoffice.knowledge.events import SynonymAdded, SynonymEnded
from frontoffice.knowledge.models import Cause, Synonym
from frontoffice.knowledge.queries.days import office_day

LONGEST_TERM = 5  # telling words
Despite = Annotated[str, Field(max_length=1000)]


class SaysNothing(BadInput):
    message = _("Write words that tell something: these are too common to be looked for.")


class TooLong(BadInput):
    message = _("A synonym is a word or a few. Write at most five telling words.")
    field = "term"


class SameWords(BadInput):
    message = _("Both say the same for the search already.")
    field = "means"


class ThereAlready(Refused):
    message = _("There is a synonym for these words. End it before you write another.")
    field = "term"


class EndedAlready(Refused):
    message = _("Somebody has ended this synonym already.")


@action("knowledge.add_synonym", title=_("Add a synonym"))
def add_synonym(
    *,
    term: Annotated[str, Field(min_length=1, max_length=80)],
    means: Annotated[str, Field(min_length=1, max_length=200)],
    language: Language = "en",
    despite: Despite = "",
    by: Actor,
    at: datetime,
) -> Synonym:
    """From now on a question that says `term` is read as if it said `means` too. The policy tests are run on it.

    Raises SaysNothing, TooLong, SameWords, ThereAlready, TestsFall.
    """
    spoken = primary(language)
    said, ours = stems(term, spoken), stems(means, spoken)
    if not said or not ours:
        raise SaysNothing(field="term" if not said else "means")
    if len(said) > LONGEST_TERM:
        raise TooLong
    if set(ours) <= set(said):
        raise SameWords
    if Synonym.objects.filter(language=spoken, stems=" ".join(said), ended_at__isnull=True).exists():
        raise ThereAlready
    synonym = Synonym.objects.create(
        language=spoken,
        term=term.strip(),
        means=means.strip(),
        stems=" ".join(said),
        first=said[0],
        added_by=by,
        added_at=at,
    )
    announce(SynonymAdded(synonym_id=synonym.pk), about=synonym, by=by, at=at)
    hold_back(Cause.SYNONYM, synonym.term, on=office_day(at), despite=despite, by=by, at=at)
    return synonym


@action("knowledge.end_synonym", title=_("End a synonym"), subject="synonym")
def end_synonym(*, synonym: Synonym, despite: Despite = "", by: Actor, at: datetime) -> Synonym:
    """It no longer counts. The policy tests are run on it. Raises EndedAlready, TestsFall."""
    synonym = Synonym.objects.select_for_update(of=("self",)).get(pk=synonym.pk)
    if synonym.ended_at is not None:
        raise EndedAlready
    synonym.ended_by, synonym.ended_at = by, at
    synonym.save(update_fields=["ended_by", "ended_at"])
    announce(SynonymEnded(synonym_id=synonym.pk), about=synonym, by=by, at=at)
    hold_back(Cause.SYNONYM, synonym.term, on=office_day(at), despite=despite, by=by, at=at)
    return synonym
