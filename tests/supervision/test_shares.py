"""How much of whose work is looked at, who changes that, what the system proposes, and who decides it (STF-5)."""

import datetime as dt
from decimal import Decimal

import pytest

from frontoffice.authority.models import Grant, Level, StaffMember
from frontoffice.correspondence.models import Status
from frontoffice.foundation.actors import service
from frontoffice.supervision import shares
from frontoffice.supervision.actions.keeping_rules import set_rule
from frontoffice.supervision.actions.proposing import (
    ProposalDecidedBefore,
    accept_proposal,
    decline_proposal,
    propose,
)
from frontoffice.supervision.actions.reviewing import review
from frontoffice.supervision.actions.setting_shares import ReasonNeeded, set_share
from frontoffice.supervision.models import Kind, ProposalStatus, ReviewShare, ShareProposal
from frontoffice.supervision.permissions import NotSupervised, NotYourOwn
from tests import factories
from tests.cases import making as cases
from tests.factories import NOW
from tests.supervision import making

pytestmark = pytest.mark.django_db


def level(member: StaffMember, **given: object) -> StaffMember:
    made = Level.objects.create(code=f"l{Level.objects.count()}", name="L", order=50, **given)
    member.level = made
    member.save(update_fields=["level"])
    return member


@pytest.mark.parametrize(
    ("words", "share"),
    [("close", "1"), ("general", "0.2"), ("limited", "0.05"), ("minimal", "0.02"), ("", "0.2")],
)
def test_stf_5_the_levels_words_for_supervision_make_the_first_share(
    dana: StaffMember, words: str, share: str
) -> None:
    level(dana, supervision=words)
    assert shares.share_of(dana, Kind.CONTACTS, at=NOW) == Decimal(share)


def test_a_share_that_the_agency_gave_the_level_goes_before_its_words(dana: StaffMember) -> None:
    level(dana, supervision="close", review_share=Decimal("0.6"))
    assert shares.share_of(dana, Kind.CONTACTS, at=NOW) == Decimal("0.6")


def test_of_messages_the_grant_to_send_says_the_share(dana: StaffMember, noor: StaffMember) -> None:
    assert shares.share_of(noor, Kind.MESSAGES, at=NOW) == 1
    Grant.objects.create(
        actor=noor.actor,
        action=making.RELEASE,
        review_share=Decimal("0.3"),
        from_at=NOW,
        granted_by=service("authority"),
    )
    assert shares.share_of(noor, Kind.MESSAGES, at=NOW) == Decimal("0.3"), "the grant that gives most"


def setting(
    member: StaffMember, by: StaffMember, share: str, *, kind: Kind = Kind.CONTACTS, reason: str = "Knows it."
) -> ReviewShare:
    return set_share(
        staff_member=member,
        kind=kind,
        share=Decimal(share),
        reason=reason,
        by=by.actor,
        at=cases.later(hours=1),
    )


def test_a_share_is_set_with_a_reason_and_dated(dana: StaffMember, miriam: StaffMember) -> None:
    made = setting(dana, miriam, "0.1")
    assert (made.before, made.share, made.set_by) == (Decimal("0.2"), Decimal("0.1"), miriam.actor)
    assert shares.share_of(dana, Kind.CONTACTS, at=NOW) == Decimal("0.2"), "not backward"
    assert shares.share_of(dana, Kind.CONTACTS, at=cases.later(hours=2)) == Decimal("0.1")


def test_stf_5_the_share_of_messages_is_what_the_kernel_holds(noor: StaffMember, miriam: StaffMember) -> None:
    """From each one to none: what was held before goes by itself now, and the other way round."""
    assert making.held(noor).status == Status.HELD
    setting(noor, miriam, "0", kind=Kind.MESSAGES)
    live = Grant.objects.get(actor=noor.actor, action=making.RELEASE, revoked_at=None)
    assert (live.review_share, live.needs_approval, live.granted_by) == (0, False, miriam.actor)
    sent = making.replied(noor, text="Yes.", case=cases.case(), at=cases.later(hours=2))
    assert sent.status == Status.RELEASED
    set_share(
        staff_member=noor,
        kind=Kind.MESSAGES,
        share=Decimal(1),
        reason="Errors.",
        by=miriam.actor,
        at=cases.later(hours=3),
    )
    again = making.replied(noor, text="Yes.", case=cases.case(), at=cases.later(hours=4))
    assert again.status == Status.HELD


def test_only_who_supervises_the_person_sets_it(
    dana: StaffMember, ruth: StaffMember, miriam: StaffMember
) -> None:
    other = factories.supervisor("Other Supervisor")
    with pytest.raises(NotSupervised):
        setting(dana, other, "0.1")
    with pytest.raises(NotYourOwn):
        setting(miriam, miriam, "0")
    above = factories.supervisor("Head of Office")
    making.supervised(miriam, above)
    setting(dana, above, "0.1")


def test_where_nobody_is_named_as_supervisor_the_power_alone_decides(miriam: StaffMember) -> None:
    free = factories.representative("Free Agent")
    setting(free, miriam, "0.3")
    with pytest.raises(ReasonNeeded):
        setting(free, miriam, "0.3", reason="  ")


def looks(
    member: StaffMember, reviewer: StaffMember, *, good: int, bad: int = 0, finding: str = "tone"
) -> None:
    for number in range(good + bad):
        found = [finding] if number < bad else []
        making.reviewed(member, reviewer, *found, at=NOW - dt.timedelta(days=20, minutes=number))


def rule(least: int, *, few_enough: str = "0.5", too_many: str = "0.2") -> None:
    set_rule(
        kind=Kind.CONTACTS,
        days=90,
        least=least,
        too_many=Decimal(too_many),
        few_enough=Decimal(few_enough),
        factor=Decimal(2),
        floor=Decimal("0.25"),
        every_days=30,
        due_days=5,
        by=factories.supervisor("Rules").actor,
        at=NOW,
    )


def proposing() -> list[ShareProposal]:
    return propose(by=service("supervision"), at=NOW)


@pytest.fixture
def proposal(noor: StaffMember, ruth: StaffMember) -> ShareProposal:
    making.share(noor, "1")
    level(noor, supervision="close")
    rule(5)
    looks(noor, ruth, good=6)
    return proposing()[0]


def test_stf_5_the_system_proposes_with_its_figures_and_moves_nothing(
    proposal: ShareProposal, noor: StaffMember
) -> None:
    assert (proposal.from_share, proposal.to_share, proposal.is_up) == (1, Decimal("0.5"), False)
    assert (proposal.looked_at, proposal.with_errors, proposal.critical) == (6, 0, 0)
    assert (proposal.low, proposal.high) == (0, Decimal("0.390"))
    assert shares.share_of(noor, Kind.CONTACTS, at=NOW) == 1
    assert proposing() == [], "one at a time"


def test_a_person_accepts_it_with_a_reason(
    proposal: ShareProposal, noor: StaffMember, miriam: StaffMember
) -> None:
    accepted = accept_proposal(proposal=proposal, reason="Three good weeks.", by=miriam.actor, at=NOW)
    assert (accepted.status, accepted.decided_by) == (ProposalStatus.ACCEPTED, miriam.actor)
    assert shares.share_of(noor, Kind.CONTACTS, at=NOW) == Decimal("0.5")
    with pytest.raises(ProposalDecidedBefore):
        decline_proposal(proposal=proposal, reason="No.", by=miriam.actor, at=NOW)


def test_a_person_declines_it_with_a_reason_and_is_left_alone_for_a_while(
    proposal: ShareProposal, noor: StaffMember, miriam: StaffMember
) -> None:
    with pytest.raises(ReasonNeeded):
        decline_proposal(proposal=proposal, reason=" ", by=miriam.actor, at=NOW)
    decline_proposal(proposal=proposal, reason="New program next week.", by=miriam.actor, at=NOW)
    assert shares.share_of(noor, Kind.CONTACTS, at=NOW) == 1
    assert proposing() == []


def test_neither_the_person_nor_a_stranger_decides(
    proposal: ShareProposal, noor: StaffMember, miriam: StaffMember
) -> None:
    with pytest.raises(NotSupervised):
        accept_proposal(
            proposal=proposal, reason="x", by=factories.supervisor("Other Supervisor").actor, at=NOW
        )
    Grant.objects.create(
        actor=noor.actor,
        action="supervision.accept_proposal",
        from_at=NOW - dt.timedelta(days=1),
        granted_by=miriam.actor,
    )
    with pytest.raises(NotYourOwn):
        accept_proposal(proposal=proposal, reason="x", by=noor.actor, at=NOW)


def test_a_share_that_is_set_meanwhile_overtakes_the_proposal(
    proposal: ShareProposal, noor: StaffMember, miriam: StaffMember
) -> None:
    setting(noor, miriam, "0.7")
    proposal.refresh_from_db()
    assert proposal.status == ProposalStatus.OUTDATED
    with pytest.raises(ProposalDecidedBefore):
        accept_proposal(proposal=proposal, reason="x", by=miriam.actor, at=cases.later(hours=2))


def test_something_critical_has_more_proposed_at_once(dana: StaffMember, ruth: StaffMember) -> None:
    making.share(dana, "0.2", at=NOW - dt.timedelta(days=60))
    drawn = making.drawn(dana, at=NOW - dt.timedelta(days=20))
    review(
        review=drawn,
        findings=["privacy"],
        comments="x",
        by=ruth.actor,
        at=NOW - dt.timedelta(days=19),
    )
    (made,) = proposing()
    assert (made.to_share, made.critical, made.is_up) == (Decimal("0.4"), 1, True)


def test_few_looks_lead_to_no_proposal(noor: StaffMember, ruth: StaffMember) -> None:
    making.share(noor, "1")
    looks(noor, ruth, good=4)
    assert proposing() == []
