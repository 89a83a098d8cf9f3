"""Settling what called for attention: a reply that did not arrive was dealt with in another way."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from frontoffice.authority.registry import action
from frontoffice.cases.actions.recording import locked, save
from frontoffice.cases.events import AttentionSettled
from frontoffice.cases.models import Attention, Case
from frontoffice.cases.permissions import unit_of_case
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor


@action("cases.settle", title=_("Settle what called for attention"), unit=unit_of_case)
def settle(*, case: Case, by: Actor, at: datetime) -> Case:
    """Say that the trouble with a reply was dealt with. A second time changes nothing."""
    case = locked(case)
    if case.attention:
        settle_now(case, by=by, at=at)
    return case


def settle_now(case: Case, *, by: Actor, at: datetime) -> None:
    """Take the mark off the case, inside the caller's transaction."""
    settled = AttentionSettled(case_id=case.pk, attention=case.attention)
    case.attention = Attention.NONE
    save(case, "attention")
    announce(settled, about=case, by=by, at=at)
