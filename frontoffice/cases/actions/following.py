"""Following a case from outside, without an account: whoever holds the reference and the access code."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.authority.signatures import SECRET
from frontoffice.cases.events import CaseFollowed
from frontoffice.cases.models import Case, Follower
from frontoffice.foundation.crypto import matches
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, ActorKind
from frontoffice.foundation.references import normalize, normalize_code
from frontoffice.foundation.refusals import NotFound

PURPOSE = "cases.access_code"
OUTSIDE = frozenset({ActorKind.ANONYMOUS, ActorKind.CUSTOMER})


class NoSuchCase(NotFound):
    """One answer for a reference that is unknown and for a code that does not fit."""

    message = _("We can't find a case with this reference and access code. Check both and try again.")


@action("cases.follow", title=_("Follow a case"), open_to=["anonymous", "customer"])
def follow(
    *,
    reference: Annotated[str, Field(max_length=100)],
    access_code: Annotated[str, Field(max_length=100, json_schema_extra=SECRET)],
    by: Actor,
    at: datetime,
) -> Case:
    """Let this visitor see the case and add to it from now on. A second time changes nothing. Raises NoSuchCase."""
    case = Case.objects.filter(reference=normalize(reference) or reference).first()
    code = normalize_code(access_code) or access_code
    if case is None or not case.access_code_hash or not matches(code, case.access_code_hash, purpose=PURPOSE):
        raise NoSuchCase
    add_follower(case, by=by, at=at, tell=True)
    return case


def add_follower(case: Case, *, by: Actor, at: datetime, tell: bool = False) -> None:
    """Somebody from outside follows the case from now on; colleagues see it anyway."""
    if by.kind not in OUTSIDE:
        return
    follower, created = Follower.objects.get_or_create(case=case, actor=by, defaults={"since": at})
    if created and tell:
        announce(CaseFollowed(case_id=case.pk, follower_id=follower.pk), about=case, by=by, at=at)


def follows(case: Case, by: Actor) -> bool:
    """Whether this actor, from outside, follows the case."""
    return by.pk is not None and Follower.objects.filter(case=case, actor=by).exists()
