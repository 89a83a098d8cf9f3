"""Triggers run shared macros: the version that was read, on lent powers alone, all steps or none."""

import json
from typing import Any

import pytest

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions import keeping_triggers
from frontoffice.cases.actions.keeping_macros import keep_my_macro, keep_shared_macro, retire_shared_macro
from frontoffice.cases.models import Case, Firing, FiringState, Macro, Topic, TriggerVersion
from tests import factories
from tests.cases import making
from tests.cases.triggers_made import drafted, miriam, published, writer
from tests.factories import NOW

pytestmark = pytest.mark.django_db
__all__ = ["miriam", "writer"]  # fixtures
URGENT = [{"do": "priority", "priority": 1, "reason": "By the rule."}, {"do": "note", "text": "Look soon."}]


@pytest.fixture
def keeper(topic: Topic) -> StaffMember:
    return factories.staff("Keeper", grants=["cases.keep_shared_macro", "cases.retire_shared_macro"])


@pytest.fixture
def publisher(miriam: StaffMember) -> StaffMember:
    factories.grant(miriam, "cases.run_macro")
    return miriam


def macro(keeper: StaffMember, steps: list[dict[str, Any]], of: Macro | None = None) -> Macro:
    return keep_shared_macro(name="Urgent", steps=json.dumps(steps), macro=of, by=keeper.actor, at=NOW)


def running(one: Macro) -> dict[str, str]:
    return {"acts": json.dumps([{"act": "macro", "given": {"macro": one.reference}}])}


def opened() -> tuple[Case, Firing]:
    case = making.case()
    making.tell_everything(NOW)
    return Case.objects.get(pk=case.pk), Firing.objects.get(case=case)


def test_a_trigger_runs_a_macro_as_it_was_when_the_trigger_was_written(
    writer: StaffMember, publisher: StaffMember, keeper: StaffMember
) -> None:
    shared = macro(keeper, URGENT)
    version = published(writer, publisher, **running(shared))
    macro(keeper, [{"do": "priority", "priority": 4, "reason": "Changed by one alone."}], of=shared)
    case, firing = opened()
    assert (firing.state, case.priority) == (FiringState.DONE, 1)
    note = case.notes.get(text="Look soon.")
    assert (note.text, note.by) == ("Look soon.", version.trigger.actor)


def test_what_one_step_is_refused_undoes_all(
    writer: StaffMember, publisher: StaffMember, keeper: StaffMember
) -> None:
    shared = macro(keeper, URGENT)
    published(writer, publisher, **running(shared))
    publisher.actor.grants.filter(action="cases.note").update(revoked_at=NOW, revoked_by=keeper.actor)
    case, firing = opened()
    assert (firing.state, case.priority) == (FiringState.REFUSED, 3)
    assert "Step 2" in firing.why


def test_who_may_not_do_a_step_can_not_publish_it(
    writer: StaffMember, publisher: StaffMember, keeper: StaffMember
) -> None:
    shared = macro(keeper, [{"do": "task", "title": "Call back"}])
    with pytest.raises(keeping_triggers.LacksPowers):
        published(writer, publisher, **running(shared))
    assert not TriggerVersion.objects.filter(published_at__isnull=False).exists()


def test_a_retired_macro_stops_its_trigger_on_record(
    writer: StaffMember, publisher: StaffMember, keeper: StaffMember
) -> None:
    shared = macro(keeper, URGENT)
    published(writer, publisher, **running(shared))
    retire_shared_macro(macro=shared, by=keeper.actor, at=NOW)
    case, firing = opened()
    assert (firing.state, case.priority) == (FiringState.REFUSED, 3)
    assert "no longer" in firing.why


@pytest.mark.parametrize(
    "step", [{"do": "take"}, {"do": "watch"}, {"do": "reply", "text": "It costs $18.00."}]
)
def test_steps_that_need_a_colleague_or_write_to_customers_are_left_to_people(
    writer: StaffMember, keeper: StaffMember, step: dict[str, Any]
) -> None:
    with pytest.raises(keeping_triggers.UnusableMacro):
        drafted(writer, **running(macro(keeper, [*URGENT, step])))


def test_nobodys_own_macro_is_run_by_a_trigger(writer: StaffMember, topic: Topic) -> None:
    factories.grant(writer, "cases.keep_my_macro")
    own = keep_my_macro(name="Mine", steps=json.dumps(URGENT), by=writer.actor, at=NOW)
    with pytest.raises(keeping_triggers.UnusableMacro):
        drafted(writer, **running(own))
