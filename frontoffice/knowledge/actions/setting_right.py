"""Dealing with answers that were given from a text that no longer counts (INQ-4, X2)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.contacts.models import Contact
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.knowledge.events import AnswerSetRight
from frontoffice.knowledge.models import AnswerGiven, SetRight, Way
from frontoffice.knowledge.queries.outdated import outdated_answers

Reason = Annotated[str, Field(min_length=1, max_length=1000)]


class NothingToSetRight(Refused):
    """All of these stand, or somebody has dealt with them."""

    message = _("These answers still stand, or a colleague has dealt with them already.")


class SayWhy(BadInput):
    message = _("Say how it was set right, or why nothing has to be done.")
    field = "reason"


@action("knowledge.set_right", title=_("Deal with an answer whose text has changed"))
def set_right(
    *,
    answers: list[AnswerGiven],
    way: Literal["told", "holds", "nobody"],
    reason: Reason,
    by: Actor,
    at: datetime,
) -> list[SetRight]:
    """Note how answers were set right other than by a reply: what was said on the telephone, or why nothing is due.

    Those that stand, or were dealt with, are left as they are. Raises NothingToSetRight where none is left, SayWhy.
    """
    if not reason.strip():
        raise SayWhy
    made = mark(answers, way=Way(way), reason=reason.strip(), contact=None, by=by, at=at)
    if not made:
        raise NothingToSetRight
    return made


def mark(
    answers: Sequence[AnswerGiven],
    *,
    way: Way,
    reason: str = "",
    contact: Contact | None,
    by: Actor,
    at: datetime,
) -> list[SetRight]:
    """The rows and facts for those of the answers that no longer stand, inside the caller's action."""
    wanted = [answer.pk for answer in answers]
    list(AnswerGiven.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk"))
    left = outdated_answers(at=at).filter(pk__in=wanted).select_related("contact").order_by("pk")
    made = []
    for answer in left:
        against: int = answer.now_id  # type: ignore[attr-defined]  # annotated
        made.append(
            SetRight.objects.create(
                answer=answer,
                way=way,
                against_id=against or None,
                reason=reason,
                contact=contact,
                by=by,
                at=at,
            )
        )
        said = AnswerSetRight(answer_id=answer.pk, contact_id=answer.contact_id, way=way.value)
        announce(said, about=[answer.contact, answer], by=by, at=at)
    return made
