"""Scorecards in versions, the rule for shares, skills: data of the agency."""

import pytest

from frontoffice.authority.models import StaffMember
from frontoffice.supervision.actions.keeping_scorecards import NothingLeft, set_item
from frontoffice.supervision.actions.noting_skills import SkillEnded, UnknownSkill, end_skill, note_skill
from frontoffice.supervision.models import Kind, Scorecard, Skill, SkillKind
from frontoffice.supervision.shipped import ITEMS, items
from tests.cases.making import later
from tests.factories import NOW
from tests.supervision import making

pytestmark = pytest.mark.django_db


def test_stf_7_a_change_makes_a_new_version_and_earlier_reviews_keep_theirs(
    noor: StaffMember, ruth: StaffMember, miriam: StaffMember
) -> None:
    first = making.reviewed(noor, ruth, "tone")
    made = set_item(
        kind=Kind.CONTACTS,
        code="tone",
        name="Tone",
        weight=40,
        critical=True,
        by=miriam.actor,
        at=later(hours=2),
    )
    second = making.reviewed(noor, ruth, "tone", at=later(days=1))
    assert (made.version, second.score, second.passed) == (2, 60, False)
    first.refresh_from_db()
    assert first.scorecard is not None
    assert (first.scorecard.version, first.score, first.passed) == (1, 85, True)
    assert [item.code for item in items(Kind.CONTACTS)] == [item.code for item in ITEMS[Kind.CONTACTS]]


def test_kinds_of_errors_are_added_and_taken_off(miriam: StaffMember) -> None:
    set_item(kind=Kind.MESSAGES, code="slang", name="Slang", by=miriam.actor, at=NOW)
    assert items(Kind.MESSAGES)[-1].code == "slang"
    set_item(kind=Kind.MESSAGES, code="slang", name="Slang", remove=True, by=miriam.actor, at=NOW)
    assert "slang" not in [item.code for item in items(Kind.MESSAGES)]
    assert Scorecard.objects.filter(kind=Kind.MESSAGES).count() == 3
    assert not Scorecard.objects.filter(kind=Kind.CONTACTS).exists()


def test_a_scorecard_keeps_something_to_look_at(miriam: StaffMember) -> None:
    codes = [item.code for item in items(Kind.MESSAGES)]
    for code in codes[:-1]:
        set_item(kind=Kind.MESSAGES, code=code, name="x", remove=True, by=miriam.actor, at=NOW)
    with pytest.raises(NothingLeft):
        set_item(kind=Kind.MESSAGES, code=codes[-1], name="x", remove=True, by=miriam.actor, at=NOW)


def test_skills_are_noted_once_and_taken_back(dana: StaffMember, miriam: StaffMember) -> None:
    for _time in range(2):
        skill = note_skill(staff_member=dana, kind=SkillKind.LANGUAGE, code="ES", by=miriam.actor, at=NOW)
    assert Skill.objects.get() == skill
    assert skill.code == "es"
    end_skill(skill=skill, by=miriam.actor, at=later(days=1))
    with pytest.raises(SkillEnded):
        end_skill(skill=skill, by=miriam.actor, at=later(days=2))
    with pytest.raises(UnknownSkill):
        note_skill(staff_member=dana, kind=SkillKind.TOPIC, code="dragons", by=miriam.actor, at=NOW)
