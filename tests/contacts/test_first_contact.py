"""First-contact resolution is computed from what happened, compared with the claims, and claims are audited."""

import datetime as dt
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.models import StaffMember
from frontoffice.contacts.actions import auditing_claims
from frontoffice.contacts.actions.auditing_claims import audit_claim
from frontoffice.contacts.actions.finishing import finish
from frontoffice.contacts.actions.passing_on import transfer
from frontoffice.contacts.actions.taking_contacts import begin
from frontoffice.contacts.models import Channel, ClaimAudit, Contact
from frontoffice.contacts.queries.first_contact import Verdict, figures, judged, of_verdict, sample
from frontoffice.customers.actions.merging import merge
from frontoffice.customers.actions.registering import register
from frontoffice.customers.actions.unmerging import unmerge
from frontoffice.customers.models import Party
from frontoffice.foundation import clock
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
A_DAY = dt.timedelta(days=1)
END = NOW + 40 * A_DAY


def served(
    dana: StaffMember, who: Party | None, topic: str, *, days: float = 0, wrap_up: str = "answered"
) -> Contact:
    at = NOW + days * A_DAY
    made = begin(channel=Channel.PHONE, customer=who, by=dana.actor, at=at)
    finish(contact=made, wrap_up=wrap_up, topics=[topic], by=dana.actor, at=at + dt.timedelta(minutes=3))
    return made


def verdicts() -> dict[int, Verdict]:
    found = judged(NOW - A_DAY, END)
    return {one.pk: verdict for verdict in Verdict for one in of_verdict(found, verdict)}


def test_inq_8_resolved_is_what_was_not_passed_on_and_did_not_come_back(
    marisol: Party, dana: StaffMember
) -> None:
    henry = register(name="Henry Okafor", phone="202 555 0188", by=dana.actor, at=NOW)
    came_back = served(dana, marisol, "title")
    second = served(dana, marisol, "title", days=6.9)
    other_subject = served(dana, marisol, "fees", days=1)
    too_late = served(dana, henry, "title")
    eight_days_on = served(dana, henry, "title", days=8)
    not_resolved = served(dana, henry, "fees", days=1, wrap_up="referred")
    anonymous = served(dana, None, "fees")
    passed = begin(channel=Channel.PHONE, customer=henry, by=dana.actor, at=NOW)
    transfer(contact=passed, unit="front", by=dana.actor, at=NOW)
    finish(contact=passed, wrap_up="answered", topics=["plates"], by=dana.actor, at=NOW)
    assert verdicts() == {
        came_back.pk: Verdict.REPEATED,
        second.pk: Verdict.HELD,
        other_subject.pk: Verdict.HELD,
        too_late.pk: Verdict.HELD,
        eight_days_on.pk: Verdict.HELD,
        not_resolved.pk: Verdict.NOT_CLAIMED,
        anonymous.pk: Verdict.UNKNOWN,
        passed.pk: Verdict.PASSED_ON,
    }
    sums = figures(judged(NOW - A_DAY, END), at=END)
    assert (sums.contacts, sums.claimed, sums.held, sums.repeated, sums.passed_on, sums.unknown) == (
        8,
        7,
        4,
        1,
        1,
        1,
    )
    assert (sums.claimed_rate, sums.computed_rate) == (7 / 8, 4 / 7)


def test_inq_8_who_comes_back_under_another_of_their_merged_files_comes_back(
    marisol: Party, dana: StaffMember
) -> None:
    merged = [register(name=name, by=dana.actor, at=NOW) for name in ("M. Vega", "Marisol Vega Ruiz")]
    henry = register(name="Henry Okafor", by=dana.actor, at=NOW)
    pairs = list(product([marisol, *merged, henry], repeat=2))
    first = {
        served(dana, one, f"topic-{number}").pk: pair for number, pair in enumerate(pairs) for one in pair[:1]
    }
    for number, (_one, other) in enumerate(pairs):
        served(dana, other, f"topic-{number}", days=1)

    def came_back() -> list[tuple[Party, Party]]:
        return [
            first[pk] for pk, verdict in verdicts().items() if verdict == Verdict.REPEATED and pk in first
        ]

    assert set(came_back()) == {(one, one) for one in [marisol, *merged, henry]}
    made = [merge(survivor=marisol, other=other, reason="One", by=dana.actor, at=NOW) for other in merged]
    theirs = {*product([marisol, *merged], repeat=2), (henry, henry)}
    assert set(came_back()) == theirs
    assert len(came_back()) == len(theirs)
    assert figures(judged(NOW - A_DAY, END), at=END).repeated == len(theirs)
    unmerge(merge=made[-1], reason="Two", by=dana.actor, at=NOW)
    assert set(came_back()) == {
        *product([marisol, merged[0]], repeat=2),
        (merged[1], merged[1]),
        (henry, henry),
    }


def test_inq_8_the_days_are_the_agencys_policy(marisol: Party, dana: StaffMember, settings: object) -> None:
    first = served(dana, marisol, "title")
    served(dana, marisol, "title", days=10)
    assert verdicts()[first.pk] == Verdict.HELD
    settings.CONTACT_REPEAT_DAYS = 14  # type: ignore[attr-defined]
    assert verdicts()[first.pk] == Verdict.REPEATED


def test_inq_8_claims_are_audited_by_a_sample_that_nobody_steers(marisol: Party, dana: StaffMember) -> None:
    for number in range(12):
        served(dana, marisol, f"topic-{number}")
    gordon = factories.supervisor("Gordon Ashworth")
    drawn = sample(judged(NOW - A_DAY, END))
    assert len(drawn) == 10
    assert [one.pk for one in drawn] == [one.pk for one in sample(judged(NOW - A_DAY, END))]
    with pytest.raises(auditing_claims.WhyNot):
        audit_claim(contact=drawn[0], agrees=False, by=gordon.actor, at=END)
    audit_claim(contact=drawn[0], agrees=False, note="They were told the old fee.", by=gordon.actor, at=END)
    audit_claim(contact=drawn[1], agrees=True, by=gordon.actor, at=END)
    with pytest.raises(auditing_claims.AuditedAlready):
        audit_claim(contact=drawn[1], agrees=True, by=gordon.actor, at=END)
    sums = figures(judged(NOW - A_DAY, END), at=END)
    assert (sums.audited, sums.agreed) == (2, 1)


def test_nobody_audits_their_own_claims_or_what_nobody_claimed(marisol: Party) -> None:
    gordon = factories.supervisor("Gordon Ashworth")
    own = served(gordon, marisol, "title")
    with pytest.raises(auditing_claims.NotYourOwn):
        audit_claim(contact=own, agrees=True, by=gordon.actor, at=END)
    tomas = factories.representative("Tomas Reinholt")
    unclaimed = served(tomas, marisol, "title", wrap_up="no_answer")
    with pytest.raises(auditing_claims.NothingClaimed):
        audit_claim(contact=unclaimed, agrees=True, by=gordon.actor, at=END)
    assert not ClaimAudit.objects.exists()


def test_the_page_of_figures_leads_to_the_contacts_and_asks_the_same_for_many(
    client: Client, marisol: Party, dana: StaffMember
) -> None:
    gordon = factories.supervisor("Gordon Ashworth", username="gordon")
    client.force_login(gordon.user)  # type: ignore[arg-type]
    shift = (clock.now() - NOW) / A_DAY - 2
    made = served(dana, marisol, "title", days=shift)
    served(dana, marisol, "title", days=shift + 1)

    def page() -> str:
        return client.get("/contacts/first-contact/?which=repeated").content.decode()

    assert f"/contacts/{made.reference}/" in page()
    before = _asked(page)
    for number in range(3):
        served(dana, marisol, f"topic-{number}", days=shift)
    assert _asked(page) == before
    client.force_login(dana.user)  # type: ignore[arg-type]
    assert client.get("/contacts/first-contact/").status_code == 403


def _asked(page: object) -> int:
    with CaptureQueriesContext(connection) as asked:
        page()  # type: ignore[operator]
    return len(asked)
