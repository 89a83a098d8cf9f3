"""What a colleague can do, noted by whoever hands out work: hints about assigning rest on it."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.cases.models import Topic
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.supervision.events import SkillNoted
from frontoffice.supervision.models import Skill, SkillKind
from frontoffice.supervision.permissions import unit_of_member


class UnknownSkill(BadInput):
    message = _("There is no topic with this code.")
    field = "code"


class SkillEnded(Refused):
    message = _("This was ended before.")


@action("supervision.note_skill", title=_("Note what a colleague can do"), unit=unit_of_member)
def note_skill(
    *,
    staff_member: StaffMember,
    kind: SkillKind,
    code: Annotated[str, Field(min_length=1, max_length=60)],
    by: Actor,
    at: datetime,
) -> Skill:
    """A language or a topic in which the colleague can work; noted twice, it is there once. Raises UnknownSkill."""
    code = code.strip().lower() if kind == SkillKind.LANGUAGE else code.strip()
    if kind == SkillKind.TOPIC and not Topic.objects.filter(code=code).exists():
        raise UnknownSkill
    skill, created = Skill.objects.get_or_create(
        staff_member=staff_member,
        kind=kind,
        code=code,
        ended_at=None,
        defaults={"from_at": at, "noted_by": by},
    )
    if created:
        told = SkillNoted(skill_id=skill.pk, staff_member_id=staff_member.pk, ended=False)
        announce(told, about=[skill, staff_member], by=by, at=at)
    return skill


@action("supervision.end_skill", title=_("Take back what was noted of a colleague"))
def end_skill(*, skill: Skill, by: Actor, at: datetime) -> Skill:
    """From now on it no longer counts. Raises SkillEnded."""
    skill = Skill.objects.select_for_update(of=("self",)).select_related("staff_member").get(pk=skill.pk)
    if skill.ended_at is not None:
        raise SkillEnded
    skill.ended_at, skill.ended_by = at, by
    skill.save(update_fields=["ended_at", "ended_by"])
    told = SkillNoted(skill_id=skill.pk, staff_member_id=skill.staff_member_id, ended=True)
    announce(told, about=[skill, skill.staff_member], by=by, at=at)
    return skill
