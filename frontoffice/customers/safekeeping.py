"""Questions about cautions, incidents and calls for back-up: who sees which, what is due, what is open now."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from frontoffice.authority.deciding import may
from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import visible
from frontoffice.customers.models import BackupCall, Caution, CautionKind, Incident, Party, Viewers
from frontoffice.customers.queries.on_file import has
from frontoffice.customers.queries.together import going_on, whole
from frontoffice.foundation.models import Actor
from frontoffice.foundation.statements import Statement

REVIEW = "customers.review_caution"
OPEN_FOR = timedelta(hours=1)  # a call that nobody ended shows no longer than that


@visible(Caution)
def cautions_visible_to(*, by: Actor, at: datetime) -> QuerySet[Caution]:
    """Colleagues see what is for them; supervisors see all; nobody outside sees any."""
    rows = Caution.objects.select_related("party", "placed_by", "ended_by", "unit")
    if not by.is_staff:
        return rows.none()
    if may(by, REVIEW, at=at):
        return rows
    return rows.filter(Q(viewers=Viewers.STAFF) | Q(unit__staff__actor=by) | Q(placed_by=by)).distinct()


@visible(CautionKind)
def caution_kinds_visible_to(*, by: Actor, at: datetime) -> QuerySet[CautionKind]:
    return CautionKind.objects.all() if by.is_staff else CautionKind.objects.none()


@visible(Incident)
def incidents_visible_to(*, by: Actor, at: datetime) -> QuerySet[Incident]:
    """Who recorded it, and supervisors."""
    rows = Incident.objects.select_related("party", "office", "recorded_by")
    if not by.is_staff:
        return rows.none()
    return rows if may(by, REVIEW, at=at) else rows.filter(recorded_by=by)


@visible(BackupCall)
def backup_calls_visible_to(*, by: Actor, at: datetime) -> QuerySet[BackupCall]:
    """The calls of one's own office."""
    rows = BackupCall.objects.select_related("called_by", "office")
    return rows.filter(office__in=_offices(by)) if by.is_staff else rows.none()


def cautions_of(party: Party, *, by: Actor, at: datetime, reviews: bool) -> Sequence[Caution]:
    """What the viewer has to know of the customer now. One query; `reviews` says whether they review cautions."""
    if not by.is_staff or not has(party, "cautions"):
        return []
    going = going_on(party)
    return (
        _EVERY_CAUTION.rows(party=going, at=at)
        if reviews
        else _CAUTIONS_FOR.rows(party=going, at=at, by=by.pk or 0)
    )


def _every_caution(*, party: int, at: datetime) -> QuerySet[Caution]:
    rows = Caution.objects.filter(party__in=whole(Party(pk=party)), from_at__lte=at, until__gt=at)
    rows = rows.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at))
    return rows.select_related("placed_by").order_by("pk")


def _cautions_for(*, party: int, at: datetime, by: int) -> QuerySet[Caution]:
    unit = StaffMember.objects.filter(actor=by).values("unit")
    for_them = Q(viewers=Viewers.STAFF) | Q(unit__in=unit) | Q(placed_by=by)
    return _every_caution(party=party, at=at).filter(for_them)


_EVERY_CAUTION: Statement[Caution] = Statement(_every_caution, party=int, at=datetime)
_CAUTIONS_FOR: Statement[Caution] = Statement(_cautions_for, party=int, at=datetime, by=int)


def due_for_review(*, on: date, at: datetime) -> QuerySet[Caution]:
    """Cautions that go on, those to be reviewed first in front."""
    rows = Caution.objects.filter(until__gt=at, ended_at__isnull=True)
    return rows.select_related("party", "placed_by").order_by("review_by", "pk")


def open_calls(*, by: Actor, at: datetime) -> Sequence[BackupCall]:
    """The calls of the viewer's office that are open, with who is coming. Two queries at most."""
    rows = BackupCall.objects.filter(
        office__in=_offices(by), ended_at__isnull=True, called_at__gt=at - OPEN_FOR
    )
    return list(rows.select_related("called_by", "party").prefetch_related("answers__by").order_by("pk"))


def _offices(by: Actor) -> QuerySet[StaffMember, int]:
    return StaffMember.objects.filter(actor=by).values_list("office_id", flat=True)
