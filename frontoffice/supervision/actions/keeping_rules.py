"""When the system proposes another share, and what work is looked at more often: data, dated, never changed."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.contacts.models import Channel
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.supervision.events import RiskSet, RuleSet
from frontoffice.supervision.models import Kind, RiskFactor, ShareRule

Part = Annotated[Decimal, Field(gt=0, lt=1, max_digits=4, decimal_places=3)]


@action("supervision.set_rule", title=_("Change when other shares are proposed"))
def set_rule(
    *,
    kind: Kind,
    days: Annotated[int, Field(ge=7, le=730)],
    least: Annotated[int, Field(ge=1, le=10_000)],
    too_many: Part,
    few_enough: Part,
    factor: Annotated[Decimal, Field(gt=1, le=10, max_digits=4, decimal_places=2)],
    floor: Annotated[Decimal, Field(ge=0, le=1, max_digits=4, decimal_places=3)],
    every_days: Annotated[int, Field(ge=1, le=365)],
    due_days: Annotated[int, Field(ge=1, le=60)],
    by: Actor,
    at: datetime,
) -> ShareRule:
    """A rule that counts from now on; what was proposed by an earlier one keeps it."""
    made = ShareRule.objects.create(
        kind=kind,
        days=days,
        least=least,
        too_many=too_many,
        few_enough=few_enough,
        factor=factor,
        floor=floor,
        every_days=every_days,
        due_days=due_days,
        from_at=at,
        set_by=by,
    )
    announce(RuleSet(rule_id=made.pk, kind=kind.value), about=made, by=by, at=at)
    return made


@action("supervision.set_risk", title=_("Look more often at some work"))
def set_risk(
    *,
    channel: Channel | None = None,
    topic: Annotated[str, Field(max_length=60)] = "",
    factor: Annotated[Decimal, Field(ge=1, le=20, max_digits=4, decimal_places=2)],
    reason: Annotated[str, Field(min_length=1, max_length=500)],
    by: Actor,
    at: datetime,
) -> RiskFactor:
    """Work of this channel and topic is looked at so many times as often, from now on; 1 is as usual."""
    made = RiskFactor.objects.create(
        channel=channel.value if channel is not None else "",
        topic=topic.strip(),
        factor=factor,
        reason=reason.strip(),
        from_at=at,
        set_by=by,
    )
    announce(RiskSet(risk_factor_id=made.pk, factor=factor), about=made, by=by, at=at)
    return made
