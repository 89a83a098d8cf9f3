"""Procedures and manuals: who works by them, who has read them, and who is reminded (tx.12)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Unit
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.actions.drafting import UnknownUnit
from frontoffice.knowledge.actions.reminding import by_hand
from frontoffice.knowledge.events import Acknowledged, Circulated, CirculationEnded, Reminded
from frontoffice.knowledge.models import (
    WORKED_BY,
    Acknowledgment,
    Article,
    ArticleVersion,
    Circulation,
    Purpose,
    Reminder,
)
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.reading import counts_on, readers_of

MOST_DAYS = 365


class NothingToWorkBy(Refused):
    message = _("Only procedures and manuals are read on record. Publish this one as a procedure.")


class CirculatedAlready(Refused):
    message = _("They work by it already.")


class NotYours(Refused):
    message = _("Only staff acknowledge what they work by.")
    status = 403


class NothingToAcknowledge(Refused):
    message = _("This text does not count today. Read the one that does.")


class EverybodyHasRead(Refused):
    message = _("Everybody who works by it has read it.")


class EndedAlready(Refused):
    message = _("This has ended already.")


@action("knowledge.circulate", title=_("Have a procedure read"), subject="article")
def circulate(
    *,
    article: Article,
    unit: Annotated[str, Field(max_length=20)] = "",
    days: Annotated[int, Field(ge=0, le=MOST_DAYS)] = 14,
    by: Actor,
    at: datetime,
) -> Circulation:
    """From now on the people of a unit (by its code; empty for everybody) acknowledge each version of a procedure
    within so many days. Raises NothingToWorkBy, UnknownUnit, CirculatedAlready.
    """
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if article.kind not in WORKED_BY:
        raise NothingToWorkBy
    found = Unit.objects.filter(code=unit).first() if unit else None
    if unit and found is None:
        raise UnknownUnit(field="unit")
    if Circulation.objects.filter(article=article, unit=found, ended_at__isnull=True).exists():
        raise CirculatedAlready
    made = Circulation.objects.create(article=article, unit=found, days=days, from_at=at, by=by)
    unit_id = found.pk if found is not None else None
    announce(Circulated(article_id=article.pk, unit_id=unit_id), about=article, by=by, at=at)
    return made


@action("knowledge.end_circulation", title=_("End having a procedure read"))
def end_circulation(*, circulation: Circulation, by: Actor, at: datetime) -> Circulation:
    """They need not read it any more; who has read it stays on record. Raises EndedAlready."""
    rows = Circulation.objects.select_for_update(of=("self",)).select_related("article")
    circulation = rows.get(pk=circulation.pk)
    if circulation.ended_at is not None:
        raise EndedAlready
    circulation.ended_at, circulation.ended_by = at, by
    circulation.save(update_fields=["ended_at", "ended_by"])
    ended = CirculationEnded(article_id=circulation.article_id, unit_id=circulation.unit_id)
    announce(ended, about=circulation.article, by=by, at=at)
    return circulation


@action("knowledge.acknowledge", title=_("Acknowledge a procedure"))
def acknowledge(*, version: ArticleVersion, by: Actor, at: datetime) -> Acknowledgment:
    """Say: I have read this text and work by it. Saying it again changes nothing. Raises NotYours,
    NothingToWorkBy, NothingToAcknowledge.
    """
    member = StaffMember.objects.filter(actor=by).first()
    if member is None:
        raise NotYours
    version = ArticleVersion.objects.select_related("article").get(pk=version.pk)
    if version.article.kind not in WORKED_BY:
        raise NothingToWorkBy
    if not counts_on(version, office_day(at)):
        raise NothingToAcknowledge
    said, made = Acknowledgment.objects.get_or_create(
        version=version, staff_member=member, defaults={"at": at}
    )
    if made:
        announce(Acknowledged(version_id=version.pk), about=[version.article, version], by=by, at=at)
    return said


@action("knowledge.remind", title=_("Remind who has not read a procedure"))
def remind(*, version: ArticleVersion, by: Actor, at: datetime) -> list[Reminder]:
    """Remind everybody who works by it and has not acknowledged it, at most once a day each; the new reminders.

    Raises NothingToWorkBy, NothingToAcknowledge, EverybodyHasRead.
    """
    version = ArticleVersion.objects.select_related("article").get(pk=version.pk)
    today = office_day(at)
    if version.article.kind not in WORKED_BY:
        raise NothingToWorkBy
    if not counts_on(version, today):
        raise NothingToAcknowledge
    missing = [reader.member for reader in readers_of(version, at=at, on=today) if not reader.has_read]
    if not missing:
        raise EverybodyHasRead
    made = by_hand(version, missing, purpose=Purpose.READ, on=today, at=at)
    told = Reminded(version_id=version.pk, purpose=Purpose.READ.value, people=len(made))
    announce(told, about=[version.article, version], by=by, at=at)
    return made
