"""Reading a rule for a matter that it does not settle by its words: with reasons and citation (onet.18, tx.10)."""

from datetime import datetime
from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.knowledge.actions.drafting import propose, written_by
from frontoffice.knowledge.events import InterpretationMade, InterpretationProposed, InterpretationWithdrawn
from frontoffice.knowledge.models import (
    ArticleVersion,
    Audience,
    Confidentiality,
    Interpretation,
    Passage,
    Status,
)

Text = Annotated[str, Field(min_length=1, max_length=10_000)]
Slug = Annotated[str, Field(max_length=120, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class SaysNothing(BadInput):
    message = _("Write the question, how the rule is read, and why.")
    field = "reading"


class NotARule(BadInput):
    message = _("Only a published text is interpreted; a draft can be changed.")
    field = "passage"


class StandsNoMore(Refused):
    message = _("This reading was withdrawn or replaced before. Look at the one that stands.")


class ReasonNeeded(BadInput):
    message = _("Say why it is withdrawn.")
    field = "reason"


class TooConfidential(Refused):
    message = _("What only some colleagues may read can't become an article for everybody.")
    part = "limit"


class ArticleMadeAlready(Refused):
    message = _("An article was proposed of this reading before.")


def _confidentiality(call: Any) -> int:
    return int(getattr(call, "confidentiality", Confidentiality.STAFF))


@action(
    "knowledge.interpret", title=_("Interpret a rule"), subject="passage", confidentiality=_confidentiality
)
def interpret(
    *,
    passage: Passage,
    question: Text,
    reading: Text,
    reasons: Text,
    citation: Annotated[str, Field(max_length=300)] = "",
    matter: Annotated[str, Field(max_length=60)] = "",
    confidentiality: Annotated[int, Field(ge=1, le=3)] = 1,
    replaces: Interpretation | None = None,
    by: Actor,
    at: datetime,
) -> Interpretation:
    """Put a reading of the passage on record, for one matter (a case's number) or in general; it may replace another.

    An empty citation is that of the text. Raises SaysNothing, NotARule, StandsNoMore.
    """
    words = _words(question, reading, reasons)
    if passage.version.status == Status.DRAFT:
        raise NotARule
    if replaces is not None:
        replaces = standing(replaces)
    made = Interpretation.objects.create(
        passage=passage,
        matter=matter.strip(),
        question=words[0],
        reading=words[1],
        reasons=words[2],
        citation=citation.strip() or passage.version.citation,
        confidentiality=confidentiality,
        replaces=replaces,
        by=by,
        at=at,
    )
    _announce(made, by=by, at=at)
    return made


def _words(*texts: str) -> list[str]:
    words = [text.strip() for text in texts]
    if not all(words):
        raise SaysNothing
    return words


def _announce(made: Interpretation, *, by: Actor, at: datetime) -> None:
    said = InterpretationMade(
        interpretation_id=made.pk,
        passage_id=made.passage_id,
        replaces_id=made.replaces_id,
        confidentiality=made.confidentiality,
    )
    replaced = [made.replaces] if made.replaces is not None else []
    announce(said, about=[made, made.passage.version.article, *replaced], by=by, at=at)


@action("knowledge.withdraw_interpretation", title=_("Withdraw an interpretation"))
def withdraw_interpretation(
    *,
    interpretation: Interpretation,
    reason: Annotated[str, Field(min_length=1, max_length=1000)],
    by: Actor,
    at: datetime,
) -> Interpretation:
    """Take a reading back; it stays on record with the reason. Raises StandsNoMore, ReasonNeeded."""
    found = standing(interpretation)
    if not reason.strip():
        raise ReasonNeeded
    found.withdrawn_at, found.withdrawn_by, found.withdrawal_reason = at, by, reason.strip()
    found.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    about = [found, found.passage.version.article]
    announce(InterpretationWithdrawn(interpretation_id=found.pk), about=about, by=by, at=at)
    return found


@action("knowledge.make_article_of", title=_("Propose an article of an interpretation"))
def make_article_of(
    *,
    interpretation: Interpretation,
    slug: Slug,
    title: Annotated[str, Field(min_length=1, max_length=300)],
    audience: Audience = Audience.INTERNAL,
    by: Actor,
    at: datetime,
) -> ArticleVersion:
    """Propose the reading as an article; somebody else than its author publishes it (X4).

    Raises StandsNoMore, ArticleMadeAlready, TooConfidential, and what `knowledge.propose` refuses.
    """
    found = standing(interpretation)
    if found.made_id is not None:
        raise ArticleMadeAlready
    if found.confidentiality > Confidentiality.STAFF and audience == Audience.PUBLIC:
        raise TooConfidential
    if found.confidentiality == Confidentiality.RESTRICTED:
        raise TooConfidential
    version = propose(
        slug=slug,
        title=title,
        body=f"## {found.question}\n\n{found.reading}\n\n## {_('Why')}\n\n{found.reasons}\n",
        audience=audience,
        language=found.passage.version.language,
        citation=found.citation,
        by=by,
        at=at,
    )
    written_by(version, found.by, "knowledge.make_article_of", at=at)
    found.made = version
    found.save(update_fields=["made"])
    proposed = InterpretationProposed(interpretation_id=found.pk, version_id=version.pk)
    announce(proposed, about=[found, version.article], by=by, at=at)
    return version


def standing(interpretation: Interpretation) -> Interpretation:
    """The reading, locked, while it is neither withdrawn nor replaced. Raises StandsNoMore."""
    rows = Interpretation.objects.select_for_update(of=("self",))
    found = rows.select_related("passage__version__article").get(pk=interpretation.pk)
    if found.withdrawn_at is not None or Interpretation.objects.filter(replaces=found).exists():
        raise StandsNoMore
    return found
