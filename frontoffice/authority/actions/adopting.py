"""Adopting a class series, and editing what its levels may do: never one's own, never more than one holds (STF-1)."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from django.db import models
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority import reach, registry
from frontoffice.authority.actions.granting import MoreThanYouHold, NeverWaits, UnknownAction
from frontoffice.authority.deciding import in_agency_currency, live_grants
from frontoffice.authority.events import DefaultChanged, SeriesAdopted, SupervisionChanged
from frontoffice.authority.holding import is_forbidden
from frontoffice.authority.models import Level, LevelGrant, Series, StaffMember, Standing
from frontoffice.authority.registry import action
from frontoffice.authority.series import checking, keeping, shipped
from frontoffice.authority.series.shape import LevelEntry
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.money import Money
from frontoffice.foundation.refusals import BadInput, Refused

Reason = Annotated[str, Field(min_length=1, max_length=500)]
Share = Annotated[Decimal, Field(ge=0, le=1, max_digits=5, decimal_places=4)]


class UnknownSeries(BadInput):
    message = _(
        "No series of this name comes with the product. Give one of them, or the text of a file, not both."
    )
    field = "series"


class AlreadyAdopted(Refused):
    message = _("A series of this code was adopted before. Edit its levels, or give yours another code.")
    field = "series"


BEYOND = _("You can't give a level more than you hold yourself.")


class NothingChanges(BadInput):
    message = _("The level has it like that already.")


class Given(models.TextChoices):
    """How a level holds a power."""

    OUTRIGHT = "outright", _("outright")
    ASKS = "asks", _("by asking")
    NEVER = "never", _("not at all")


@action("authority.adopt_series", title=_("Adopt a class series"), open_to=["service"])
def adopt_series(
    *,
    series: Annotated[str, Field(max_length=20)] = "",
    text: Annotated[str, Field(max_length=200_000)] = "",
    by: Actor,
    at: datetime,
) -> Series:
    """Keep a shipped series, or that of a file, as the agency's own: its levels, duties and default grants.

    An auditor's post comes with it and, where none of its levels supervises, a supervisor's.
    Raises UnknownSeries, AlreadyAdopted, WrongFile (with line and reason).
    """
    if bool(series) == bool(text.strip()) or (series and series not in shipped.CODES):
        raise UnknownSeries
    known = shipped.vocabulary()
    file = shipped.series(series) if series else checking.check(text, known)
    if Series.objects.filter(code=file.series).exists():
        raise AlreadyAdopted
    adopted = keeping.keep_series(file, known, source=series, by=by, at=at)
    posts = [shipped.AUDITOR]
    if not any(_supervises(level) for level in file.levels):
        posts.append(shipped.SUPERVISOR)
    for code in posts:
        if not Level.objects.filter(code=code).exists():
            keeping.keep_post(shipped.posts()[code], known, at=at)
    announce(SeriesAdopted(series_id=adopted.pk, code=adopted.code), about=adopted, by=by, at=at)
    return adopted


def _supervises(level: LevelEntry) -> bool:
    return level.authority == shipped.SUPERVISOR


def _of_ones_own(call: object) -> bool:
    """What the level of one's own post may do is for others to say (STF-2)."""
    level: Level = call.level  # type: ignore[attr-defined]
    return StaffMember.objects.filter(actor=call.by, level=level).exists()  # type: ignore[attr-defined]


@action(
    "authority.change_default",
    title=_("Change what a level may do"),
    conflict=_of_ones_own,
    open_to=["service"],
)
def change_default(
    *,
    level: Level,
    action: Annotated[str, Field(max_length=100)],
    give: Given,
    reason: Reason,
    limit: Money | None = None,
    confidentiality: Annotated[int, Field(ge=0, le=3)] | None = None,
    complexity: Annotated[int, Field(ge=1, le=3)] | None = None,
    by: Actor,
    at: datetime,
) -> Level:
    """From now on holders of the level have this power so: their grants from the level end, others begin.

    Raises UnknownAction, NeverWaits, OtherCurrency, MoreThanYouHold, NothingChanges.
    """
    if action not in registry.ACTIONS:
        raise UnknownAction
    if give == Given.ASKS and not registry.get(action).can_wait:
        raise NeverWaits(field="give")
    amount = _amount(limit)
    level = Level.objects.select_for_update().get(pk=level.pk)
    old, new = _default_of(level, action), None
    if give != Given.NEVER:
        if by.is_staff:
            _check_held(action, reach.Reach(amount, confidentiality, complexity), by=by, at=at)
        new = keeping.like(
            old or LevelGrant(level=level, action=action),
            amount_limit=amount,
            confidentiality_limit=confidentiality,
            complexity_limit=complexity,
            needs_approval=give == Given.ASKS,
            reason=reason.strip(),
            from_at=at,
        )
    if old is None and new is None:
        raise NothingChanges(field="give")
    keeping.replace_default(old, new, level=level, reason=reason.strip(), by=by, at=at)
    announce(DefaultChanged(level_id=level.pk, action=action), about=level, by=by, at=at)
    return level


def _amount(limit: Money | None) -> Decimal | None:
    amount = None if limit is None else in_agency_currency(limit)
    if amount is not None and amount < 0:
        raise BadInput(_("A limit is not less than nothing."), field="limit")
    return amount


def _default_of(level: Level, action: str) -> LevelGrant | None:
    return level.defaults.filter(action=action, standing=Standing.REGULAR, until=None).first()


def _check_held(action: str, wanted: reach.Reach, *, by: Actor, at: datetime) -> None:
    own = live_grants(actor=by, action=action, at=at)
    if is_forbidden(action, by=by, at=at) or not any(reach.covers(grant, wanted) for grant in own):
        raise MoreThanYouHold(BEYOND)


@action(
    "authority.change_supervision",
    title=_("Change how closely a level is supervised"),
    conflict=_of_ones_own,
    open_to=["service"],
)
def change_supervision(
    *,
    level: Level,
    share: Share,
    reason: Reason,
    words: Annotated[str, Field(max_length=300)] = "",
    by: Actor,
    at: datetime,
) -> Level:
    """From now on this share of what the level's holders send is read by a colleague first (STF-5).

    `words` is what the agency calls it, where the series states none. Raises NothingChanges.
    """
    level = Level.objects.select_for_update().get(pk=level.pk)
    if level.review_share == share and level.supervision_words == words.strip():
        raise NothingChanges(field="share")
    level.review_share, level.supervision_words = share, words.strip()
    level.save(update_fields=["review_share", "supervision_words"])
    reviewed = level.defaults.filter(standing=Standing.REGULAR, until=None, review_share__isnull=False)
    for old in list(reviewed):
        wanted = keeping.like(old, review_share=share, reason=reason.strip(), from_at=at)
        keeping.replace_default(old, wanted, level=level, reason=reason.strip(), by=by, at=at)
    announce(SupervisionChanged(level_id=level.pk), about=level, by=by, at=at)
    return level
