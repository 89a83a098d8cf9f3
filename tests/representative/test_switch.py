"""One switch stops it: once it is off nothing more begins, whoever was faster."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from frontoffice.authority.deciding import NotAuthorized
from frontoffice.cases.actions.assigning import take
from frontoffice.cases.models import Case
from frontoffice.correspondence.models import Message
from frontoffice.foundation import deliveries
from frontoffice.foundation.models import Event
from frontoffice.foundation.refusals import Refused
from frontoffice.representative.actions.switching import (
    NotAutomated,
    UnknownWork,
    set_up,
    switch_off,
    switch_on,
)
from frontoffice.representative.models import Attempt, AutomatedPost
from tests import factories
from tests.cases import making as cases
from tests.factories import NOW
from tests.representative import making


@pytest.mark.django_db
def test_off_it_takes_nothing_up(office: None) -> None:
    making.post(on=False)
    making.inquiry()
    cases.tell_everything(NOW)
    assert not Attempt.objects.exists()


@pytest.mark.django_db
def test_switched_off_between_the_question_and_the_draft_there_is_none(post: AutomatedPost) -> None:
    case = making.inquiry()
    switch_off(post=post, by=factories.representative("Dana").actor, at=NOW)
    cases.tell_everything(NOW)
    assert not Attempt.objects.exists()
    assert not Message.objects.exists()
    switch_on(post=post, by=factories.supervisor("Miriam").actor, at=NOW)
    cases.tell_everything(NOW)
    assert not Attempt.objects.filter(case=case).exists(), "what came while it was off stays with people"


@pytest.mark.django_db
def test_anybody_at_the_desk_stops_it_but_only_a_supervisor_lets_it_work(post: AutomatedPost) -> None:
    dana = factories.representative("Dana").actor
    stopped = switch_off(post=post, by=dana, at=NOW)
    assert (stopped.on, stopped.switched_by) == (False, dana)
    with pytest.raises(NotAuthorized):
        switch_on(post=post, by=dana, at=NOW)
    assert Event.objects.filter(name="representative.SwitchedOff").count() == 1
    switch_off(post=post, by=dana, at=NOW)
    assert Event.objects.filter(name="representative.SwitchedOff").count() == 1


@pytest.mark.django_db
def test_a_new_post_is_off_and_no_persons_post(office: None) -> None:
    chief = factories.supervisor("Gordon").actor
    assert making.post(on=False).on is False
    with pytest.raises(NotAutomated):
        set_up(staff_member=factories.representative("Dana"), by=chief, at=NOW)
    for wrong in ({"topics": ["none"]}, {"units": ["none"]}):
        with pytest.raises(UnknownWork):
            set_up(staff_member=making.member("Another"), **wrong, by=chief, at=NOW)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(4))
def test_raced_with_a_draft_the_switch_comes_before_or_after_it_never_in_between(seed: int) -> None:
    making.agency()
    making.library()
    post = making.post()
    made = [making.inquiry(by=factories.visitor(f"v{number}")) for number in range(4)]
    dana = factories.representative("Dana").actor
    together = threading.Barrier(2)

    def works() -> str:
        together.wait(timeout=30)
        try:
            cases.tell_everything(NOW)
        finally:
            connections.close_all()
        return "worked"

    def stops() -> str:
        together.wait(timeout=30)
        threading.Event().wait(0.02 * seed)
        try:
            switch_off(post=post, by=dana, at=NOW)
        finally:
            connections.close_all()
        return "stopped"

    with ThreadPoolExecutor(2) as pool:
        worker, switch = pool.submit(works), pool.submit(stops)
        assert (worker.result(), switch.result()) == ("worked", "stopped")
    off = Event.objects.get(name="representative.SwitchedOff").pk
    acts = Event.objects.filter(by=post.staff_member.actor)
    assert Attempt.objects.count() <= len(made)
    assert Message.objects.count() == Attempt.objects.count()
    # Ids follow the order of the locks: whatever it did was committed before the switch was thrown.
    assert not acts.filter(name="representative.InquiryTakenUp", pk__gt=off).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(4))
def test_raced_with_a_person_the_person_has_the_case_and_no_draft_waits(seed: int) -> None:
    making.agency()
    making.library()
    making.post()
    case = making.inquiry()
    dana = factories.representative("Dana")
    together = threading.Barrier(2)

    def works() -> str:
        together.wait(timeout=30)
        try:
            for delivery in deliveries.claim(at=NOW):
                deliveries.tell(delivery, at=NOW)
        finally:
            connections.close_all()
        return "worked"

    def takes() -> str:
        together.wait(timeout=30)
        threading.Event().wait(0.02 * seed)
        try:
            take(case=case, by=dana.actor, at=NOW)
        except Refused as refusal:
            return refusal.code
        finally:
            connections.close_all()
        return "taken"

    with ThreadPoolExecutor(2) as pool:
        outcomes = Counter(one.result() for one in (pool.submit(works), pool.submit(takes)))
    assert outcomes == Counter({"worked": 1, "taken": 1})
    assert Case.objects.get().assignee == dana
    assert not Message.objects.filter(status="held").exists()
