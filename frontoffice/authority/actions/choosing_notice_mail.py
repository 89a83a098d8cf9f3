"""Of which notices a colleague is told by e-mail too: at once, once a day, or not."""

from datetime import datetime
from typing import Annotated

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority import notices
from frontoffice.authority.events_notices import NoticeMailChosen
from frontoffice.authority.models import Mailing, NoticeChoice, NoticeMail, StaffMember
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, NotFound

Kinds = Annotated[list[str], Field(max_length=100)]


class NoNoticeAddress(BadInput):
    message = _("Enter the e-mail address that notices go to, for example name@agency.gov.")
    field = "address"


class NoSuchKind(BadInput):
    message = _("There are no notices of this kind, or you chose two things for it.")
    field = "kinds"


@action("authority.choose_notice_mail", title=_("Choose of which notices one is told by e-mail"))
def choose_notice_mail(
    *,
    address: Annotated[str, Field(max_length=254)],
    at_once: Kinds | None = None,
    daily: Kinds | None = None,
    by: Actor,
    at: datetime,
) -> NoticeMail:
    """Of these kinds one is told by e-mail too, of all others not; of what was told before nothing is mailed.

    The address given anew takes back that nothing arrived there. Raises NoNoticeAddress, NoSuchKind.
    """
    member = StaffMember.objects.select_for_update(of=("self",)).filter(actor=by).first()
    if member is None:
        raise NotFound
    wanted = _wanted(at_once or [], daily or [])
    mail, _made = NoticeMail.objects.update_or_create(
        member=member, defaults={"address": _usable(address), "trouble": "", "since": at}
    )
    _choose(member, wanted, at=at)
    counted = {how: sum(one == how for one in wanted.values()) for how in Mailing}
    chosen = NoticeMailChosen(
        staff_member_id=member.pk, at_once=counted[Mailing.AT_ONCE], daily=counted[Mailing.DAILY]
    )
    announce(chosen, about=member, by=by, at=at)
    return mail


def _wanted(at_once: list[str], daily: list[str]) -> dict[str, Mailing]:
    wanted = dict.fromkeys(at_once, Mailing.AT_ONCE) | dict.fromkeys(daily, Mailing.DAILY)
    if len(wanted) != len(set(at_once)) + len(set(daily)) or not wanted.keys() <= notices.KINDS.keys():
        raise NoSuchKind
    return wanted


def _usable(address: str) -> str:
    address = address.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise NoNoticeAddress from None
    return address


def _choose(member: StaffMember, wanted: dict[str, Mailing], *, at: datetime) -> None:
    """What stays as it was keeps its date; what is new counts from now on."""
    before = {one.kind: one for one in NoticeChoice.objects.filter(member=member)}
    gone = [one.pk for kind, one in before.items() if wanted.get(kind) != one.how]
    NoticeChoice.objects.filter(pk__in=gone).delete()
    NoticeChoice.objects.bulk_create(
        NoticeChoice(member=member, kind=kind, how=how, since=at)
        for kind, how in wanted.items()
        if kind not in before or before[kind].how != how
    )
