"""Declaring an interest in somebody's matter, and what makes up for a second person in a small office (STF-4)."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.deciding import live_grants
from frontoffice.authority.events import (
    CompensatingReviewDone,
    InterestDeclared,
    InterestEnded,
    SmallOfficeSet,
)
from frontoffice.authority.models import CompensatingReview, Interest, Relation, SmallOffice, StaffMember
from frontoffice.authority.registry import action
from frontoffice.authority.sameness import ids_of
from frontoffice.authority.signatures import VISIBLE, find
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Office
from frontoffice.foundation.refusals import BadInput, NotFound, Refused

LONGEST = timedelta(days=366)
Reason = Annotated[str, Field(min_length=1, max_length=500)]


class NotYours(Refused):
    message = _("You can declare your own interests; a supervisor declares or ends those of others.")
    status = 403
    part = "grant"


class EndedBefore(Refused):
    message = _("This interest was ended before.")


class ReviewedBefore(Refused):
    message = _("This was reviewed before.")


@action("authority.declare_interest", title=_("Declare an interest"))
def declare_interest(
    *,
    kind: Annotated[str, Field(max_length=60)],
    reference: Annotated[str, Field(max_length=60)],
    relation: Relation,
    staff_member: StaffMember | None = None,
    note: Annotated[str, Field(max_length=500)] = "",
    by: Actor,
    at: datetime,
) -> Interest:
    """Say that an object (`kind` such as customers.party, and its reference) is one's own, a relative's, and so on.

    From then on the person acts on nothing that belongs to it. Without `staff_member` it is about oneself; about a
    colleague it takes the power to end interests. Raises NotYours, NotFound, BadInput.
    """
    actor = by if staff_member is None else staff_member.actor
    if actor.pk != by.pk and not live_grants(actor=by, action=end_interest.name, at=at).exists():
        raise NotYours
    thing = _thing(kind, reference, by=by, at=at)
    said = {"actor": actor, "kind": kind.lower(), "relation": relation, "note": note.strip(), "from_at": at}
    ids = ids_of(kind.lower(), thing.pk)
    rows = {pk: Interest.objects.create(**said, object_id=pk, declared_by=by) for pk in ids}
    made = rows[thing.pk]
    announce(InterestDeclared(interest_id=made.pk, relation=made.relation), about=[made, thing], by=by, at=at)
    return made


def _thing(kind: str, reference: str, *, by: Actor, at: datetime) -> Any:
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        raise BadInput(_("There is nothing of this kind."), field="kind") from None
    if model not in VISIBLE:
        raise NotFound(field="reference")
    return find(model, reference, by=by, at=at, field="reference")


@action(
    "authority.end_interest",
    title=_("End an interest"),
    conflict=lambda call: call.interest.actor_id == call.by.pk,
)
def end_interest(*, interest: Interest, by: Actor, at: datetime) -> Interest:
    """It no longer keeps the person from acting; only somebody else says so. Raises EndedBefore."""
    found = Interest.objects.select_for_update(of=("self",)).get(pk=interest.pk)
    if found.ended_at is not None:
        raise EndedBefore
    found.ended_at, found.ended_by = at, by
    found.save(update_fields=["ended_at", "ended_by"])
    # What was noted for the same person's other files, because they are one, ends with it.
    others = Interest.objects.filter(
        actor=found.actor_id, kind=found.kind, relation=found.relation, ended_at__isnull=True
    )
    others.filter(object_id__in=ids_of(found.kind, found.object_id)).update(ended_at=at, ended_by=by)
    announce(InterestEnded(interest_id=found.pk), about=found, by=by, at=at)
    return found


@action(
    "authority.set_small_office",
    title=_("Let reviews make up for a second person"),
    limit=lambda _call: None,
)
def set_small_office(
    *, office: Office, until: datetime, reason: Reason, by: Actor, at: datetime
) -> SmallOffice:
    """For a year at most, in one office: the starred pairs of the separation matrix may meet in one person."""
    if not at < until <= at + LONGEST:
        raise BadInput(_("The end is later than now, and within a year."), field="until")
    made = SmallOffice.objects.create(office=office, reason=reason, from_at=at, until=until, set_by=by)
    announce(SmallOfficeSet(small_office_id=made.pk), about=[made, office], by=by, at=at)
    return made


@action(
    "authority.review_compensating",
    title=_("Review what one person did alone"),
    conflict=lambda call: call.review.actor_id == call.by.pk,
)
def review_compensating(
    *,
    review: CompensatingReview,
    found_right: bool,
    comment: Annotated[str, Field(max_length=1000)] = "",
    by: Actor,
    at: datetime,
) -> CompensatingReview:
    """Look at both parts afterward, in place of the second person. Raises ReviewedBefore, BadInput."""
    found = CompensatingReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if found.reviewed_at is not None:
        raise ReviewedBefore
    if not found_right and not comment.strip():
        raise BadInput(_("Say what was wrong."), field="comment")
    found.reviewed_at, found.reviewed_by, found.found_right = at, by, found_right
    found.comment = comment.strip()
    found.save(update_fields=["reviewed_at", "reviewed_by", "found_right", "comment"])
    announce(CompensatingReviewDone(review_id=found.pk, right=found_right), about=found, by=by, at=at)
    return found
