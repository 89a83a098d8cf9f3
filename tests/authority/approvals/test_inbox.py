"""The inbox: its lists, what it says of one ask, what came back, and that its queries don't grow with its rows."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from frontoffice.authority import schedules
from frontoffice.authority.actions import approving, delegating, questioning
from frontoffice.authority.models import Approval
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Unit
from tests.authority.approvals.asks import DECIDES, FOUND, asked, asker, chief, small_chief
from tests.correspondence.letters import RELEASE, drafted
from tests.factories import PASSWORD, staff
from tests.portal.making import text_of

pytestmark = pytest.mark.django_db
INBOX = "/authority/approvals/"


@pytest.fixture
def now() -> dt.datetime:
    return clock.now()


def browser(username: str) -> Client:
    client = Client()
    assert client.login(username=username, password=PASSWORD)
    return client


def page(client: Client, address: str = INBOX, *, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return text_of(answer)


def listed(client: Client, shelf: str, **also: str) -> list[str]:
    """The codes of the units asked for, as the list has them."""
    answer = client.get(INBOX, {"list": shelf} | also)
    return [row.approval.arguments["code"] for row in answer.context["rows"]]


def does(client: Client, ask: Approval, decision: str, **given: str) -> Any:
    return client.post(f"{INBOX}{ask.reference}/", {"decision": decision} | given)


def test_each_list_holds_what_its_name_says(found_unit: Any, now: dt.datetime) -> None:
    noor, west = asker(at=now), asker("Wes", unit_code="west", at=now)
    ruth, vera = chief(username="ruth", at=now), chief("Vera", username="vera", at=now)
    small_chief(username="tom", at=now)
    asked(found_unit, noor.actor, code="near", amount="60.00", at=now)
    asked(found_unit, west.actor, code="far", at=now)
    handed = asked(found_unit, noor.actor, code="handed", at=now)
    delegating.delegate(approval=handed, to=vera, by=ruth.actor, at=now)
    back = asked(found_unit, noor.actor, code="back", at=now)
    questioning.question(approval=back, text="Why?", by=ruth.actor, at=now)
    gone = asked(found_unit, noor.actor, code="gone", at=now)
    approving.decline(approval=gone, reason="No", by=ruth.actor, at=now)
    own = asked(found_unit, noor.actor, code="late", at=now)
    Approval.objects.filter(pk=own.pk).update(escalated_at=now)
    of_ruth, of_vera, of_tom = browser("ruth"), browser("vera"), browser("tom")
    assert listed(of_ruth, "mine") == ["near", "far", "late"]
    assert listed(of_vera, "mine") == ["near", "far", "handed", "late"]
    assert listed(of_tom, "mine") == ["far", "late"], "what is above his limit is not his"
    assert listed(of_ruth, "unit") == ["near", "handed", "back", "late"]
    assert (listed(of_ruth, "delegated"), listed(of_vera, "delegated")) == ([], ["handed"])
    assert listed(of_ruth, "escalated") == ["late"]
    assert (listed(of_ruth, "decided"), listed(of_ruth, "decided", whose="by_me")) == (["gone"], ["gone"])
    assert listed(of_ruth, "decided", status="approved") == listed(of_ruth, "decided", whose="for_me") == []
    assert listed(of_ruth, "nonsense") == listed(of_ruth, "mine")


def test_what_came_back_is_told_to_the_asker_and_goes_when_noted(found_unit: Any, now: dt.datetime) -> None:
    noor, ruth = asker(username="noor", at=now), chief(at=now)
    declined, questioned = (asked(found_unit, noor.actor, at=now) for _ in range(2))
    approving.decline(approval=declined, reason="The counter is closed.", by=ruth.actor, at=now)
    questioning.question(approval=questioned, text="For which counter?", by=ruth.actor, at=now)
    client = browser("noor")
    assert listed(client, "") == [questioned.arguments["code"], declined.arguments["code"]], (
        "hers are shown first"
    )
    said = page(client, f"{INBOX}?list=decided")
    assert "What came back" in said
    assert "Approvals 2" in said, "the bar counts them"
    assert "The counter is closed." in page(client, f"{INBOX}{declined.reference}/")
    assert does(client, declined, "acknowledge").status_code == 302
    assert does(client, questioned, "answer", text="The one by the door.").status_code == 302
    questioned.refresh_from_db()
    assert questioned.status == "waiting"
    assert "What came back" not in page(client, f"{INBOX}?list=decided")


def test_approving_says_first_what_will_happen_and_then_does_it(found_unit: Any, now: dt.datetime) -> None:
    ask = asked(found_unit, asker(at=now).actor, code="new", at=now)
    chief(username="ruth", at=now)
    client = browser("ruth")
    said = page(client, f"{INBOX}{ask.reference}/?do=approve")
    assert "“Found a unit” is done at once, in the name of Noor Haddad and on your authority" in said
    assert not Unit.objects.filter(code="new").exists()
    answer = client.post(f"{INBOX}{ask.reference}/", {"decision": "approve"}, follow=True)
    assert "It has gone through" in text_of(answer)
    assert Unit.objects.filter(code="new").exists()


def test_a_refusal_of_the_act_is_shown_and_it_still_waits(found_unit: Any, now: dt.datetime) -> None:
    ask = asked(found_unit, asker(at=now).actor, code="new", at=now)
    chief(username="ruth", at=now)
    Unit.objects.create(code="another", name="x")
    real = found_unit.function

    def refuses(**_given: Any) -> None:
        raise approving.RanOut("There is not that much left.")

    found_unit.function = refuses
    try:
        answer = does(browser("ruth"), ask, "approve")
    finally:
        found_unit.function = real
    assert answer.status_code == 409
    assert "There is not that much left. It still waits; nothing was changed." in text_of(answer)
    ask.refresh_from_db()
    assert ask.status == "waiting"


def test_why_not_me_and_who_else_could(found_unit: Any, now: dt.datetime) -> None:
    ask = asked(found_unit, asker(username="noor", at=now).actor, amount="60.00", at=now)
    chief(username="ruth", at=now)
    small_chief(username="tom", at=now)
    staff("Bystander", grants=[FOUND, *DECIDES], username="by", at=now)
    Approval.objects.filter(pk=ask.pk).update(delegated_to=small_chief("Small", at=now).actor)
    assert "You asked for this, so a colleague decides it." in page(
        browser("noor"), f"{INBOX}{ask.reference}/"
    )
    said = page(browser("ruth"), f"{INBOX}{ask.reference}/")
    assert "Why not me?" not in said
    assert "Who else could decide it Bystander" in said
    page(browser("tom"), f"{INBOX}{ask.reference}/", status=404)
    approving.withdraw(approval=ask, by=ask.asked_by, at=now)
    approving_by_her = asked(found_unit, chief("Vera", username="vera", at=now).actor, at=now, amount="1.00")
    assert isinstance(approving_by_her, Unit), "outright for who holds it"


def test_who_agreed_before_is_told_why_they_are_not_asked_again(spend: Any, now: dt.datetime) -> None:
    from frontoffice.foundation.money import Money

    power = [*DECIDES, "tests.spend"]
    ana, ben = staff("Ana", grants=power, at=now), staff("Ben", grants=power, username="ben", at=now)
    ask = spend(member=staff("Other", at=now), code="new", amount=Money("200.00"), by=ana.actor, at=now)
    client = browser("ben")
    assert "You agree to “Spend”." in page(client, f"{INBOX}{ask.reference}/?do=approve")
    does(client, ask, "approve")
    said = page(client, f"{INBOX}{ask.reference}/")
    assert "Why not me?" in said
    assert "Nobody else holds enough authority for this now." in said
    assert "Somebody who could do it themselves: Ben" in said
    assert ben.actor.name in said


def test_what_changed_since_it_was_asked_is_shown_with_what_to_do(now: dt.datetime) -> None:
    from frontoffice.correspondence.actions.releasing import release

    dana = staff("Dana", asks=[RELEASE], at=now)
    message = drafted(dana.actor, at=now)
    ask = release(message=message, by=dana.actor, at=now)
    staff("Ruth", grants=[*DECIDES, RELEASE], username="ruth", at=now)
    client = browser("ruth")
    assert "has changed" not in page(client, f"{INBOX}{ask.reference}/")
    type(message).objects.filter(pk=message.pk).update(subject="Something else", version=2)
    said = page(client, f"{INBOX}{ask.reference}/")
    assert "This has changed since it was asked" in said
    assert "Decline it and have it asked again" in said
    assert "Subject Your question about your license Something else" in said
    assert does(client, ask, "approve").status_code == 409


def test_the_page_hands_on_asks_back_and_declines(found_unit: Any, now: dt.datetime) -> None:
    noor = asker(at=now)
    first, second, third = (asked(found_unit, noor.actor, at=now) for _ in range(3))
    chief(username="ruth", at=now)
    vera = chief("Vera Lindqvist", at=now)
    client = browser("ruth")
    assert "Vera Lindqvist" in page(client, f"{INBOX}{first.reference}/?do=delegate")
    assert does(client, first, "delegate", to=vera.reference, text="Yours, I think.").status_code == 302
    assert does(client, second, "question", text="For which counter?").status_code == 302
    assert does(client, third, "decline", reason="The counter is closed.").status_code == 302
    for ask in (first, second, third):
        ask.refresh_from_db()
    assert first.delegated_to == vera.actor
    assert (second.status, third.status) == ("questioned", "declined")
    said = page(client, f"{INBOX}{first.reference}/")
    assert "Ruth Okafor handed it to Vera Lindqvist" in said
    assert "Yours, I think." in said


@pytest.mark.parametrize("shelf", ["mine", "unit", "delegated", "escalated", "asked", "decided"])
def test_an_empty_list_says_what_to_do_next(shelf: str, now: dt.datetime) -> None:
    chief(username="ruth", at=now)
    answer = browser("ruth").get(INBOX, {"list": shelf})
    assert '<div class="empty">' in answer.content.decode()


def test_a_long_list_goes_on_by_key(
    found_unit: Any, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    noor = asker(username="noor", at=now)
    for number in range(5):
        asked(found_unit, noor.actor, code=f"u{number}", at=now)
    chief(username="ruth", at=now)
    monkeypatch.setattr("frontoffice.authority.inbox.page_of.__kwdefaults__", {"after": "", "most": 2})
    for username, shelf, order in (("ruth", "mine", "01234"), ("noor", "asked", "43210")):
        client, seen, address = browser(username), "", f"{INBOX}?list={shelf}"
        while address:
            answer = client.get(address)
            seen += "".join(row.approval.arguments["code"][1] for row in answer.context["rows"])
            address = answer.context["more"]
        assert seen == order


def test_who_was_shown_it_because_it_waits_too_long_can_hand_it_on(found_unit: Any, now: dt.datetime) -> None:
    lead = staff("Lead", grants=["authority.withdraw"], username="lead", at=now)
    noor = asker(at=now)
    noor.supervisor = lead
    noor.save()
    vera = chief("Vera", at=now)
    ask = asked(found_unit, noor.actor, at=now)
    assert ask.escalates_at is not None
    schedules.look_after_asks(by=service("authority"), at=ask.escalates_at)
    client = browser("lead")
    assert listed(client, "escalated") == [ask.arguments["code"]]
    assert "Why not me?" in page(client, f"{INBOX}{ask.reference}/")
    assert does(client, ask, "delegate", to=vera.reference).status_code == 302
    ask.refresh_from_db()
    assert ask.delegated_to == vera.actor


@pytest.mark.parametrize("shelf", ["mine", "decided", "asked"])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    found_unit: Any, now: dt.datetime, shelf: str, django_assert_max_num_queries: Any
) -> None:
    noor, ruth = asker(username="noor", at=now), chief(username="ruth", at=now)
    client = browser("noor" if shelf == "asked" else "ruth")
    client.get(INBOX)  # the first page of a session notes when it was last used
    took = []
    for more in (1, 2):
        for _ in range(more):
            ask = asked(found_unit, noor.actor, at=now)
            if shelf == "decided":
                approving.decline(approval=ask, reason="No", by=ruth.actor, at=now)
        with django_assert_max_num_queries(30) as queries:
            assert len(client.get(INBOX, {"list": shelf}).context["rows"]) in {1, 3}
        took.append(len(queries))
    assert took[0] == took[1]
