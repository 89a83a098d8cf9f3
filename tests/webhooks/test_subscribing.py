"""Setting up what is told, on pages and by programs: with the power, in one's own name, and to fit addresses."""

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frontoffice.authority.actions.issuing_tokens import issue_token
from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import StaffMember
from frontoffice.foundation import clock
from frontoffice.webhooks import signing
from frontoffice.webhooks.actions import subscribing
from frontoffice.webhooks.actions.subscribing import (
    NoSuchKind,
    NotAnUrl,
    NotASecret,
    NotYourSubscription,
    SubscriptionEnded,
    change,
    replace_secret,
    subscribe,
)
from frontoffice.webhooks.actions.switching import AlreadySo, end, switch
from frontoffice.webhooks.models import Notification, SigningSecret, State, Subscription
from tests import factories
from tests.cases import making
from tests.factories import NOW
from tests.webhooks.conftest import OPENED, SECRET, Tell
from tests.webhooks.receiving import Receiver

pytestmark = pytest.mark.django_db
URL = "https://hooks.example.org/told?key=very-secret"


@pytest.fixture
def other(db: None) -> StaffMember:
    return factories.supervisor("Other", username="other")


@pytest.fixture
def page(client: Client, miriam: StaffMember) -> Client:
    client.force_login(miriam.user)  # type: ignore[arg-type]
    return client


def made(miriam: StaffMember, **given: Any) -> Subscription:
    told = {"name": "Case mirror", "url": URL, "kinds": [OPENED], "secret": SECRET} | given
    return subscribe(**told, by=miriam.actor, at=NOW)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"url": "http://hooks.example.org/"}, NotAnUrl),
        ({"url": "https://127.0.0.1/"}, NotAnUrl),
        ({"kinds": ["cases.Nothing"]}, NoSuchKind),
        ({"secret": "whsec_short"}, NotASecret),
        ({"secret": "no prefix"}, NotASecret),
        ({"secret": "whsec_!!!!"}, NotASecret),
    ],
)
def test_what_does_not_fit_is_refused(miriam: StaffMember, given: Any, refusal: Any) -> None:
    with pytest.raises(refusal):
        made(miriam, **given)
    assert not Subscription.objects.exists()


def test_it_takes_the_power(db: None) -> None:
    with pytest.raises(NotAuthorized):
        made(factories.representative())


def test_only_the_owner_changes_where_it_goes_others_may_stop_it(
    miriam: StaffMember, other: StaffMember
) -> None:
    row = made(miriam)
    for call, given in (
        (change, {"url": "https://elsewhere.example.org/"}),
        (replace_secret, {"secret": signing.new_secret()}),
        (switch, {"on": True}),
    ):
        with pytest.raises(NotYourSubscription):
            call(subscription=row, **given, by=other.actor, at=NOW)  # type: ignore[operator]
    assert switch(subscription=row, on=False, by=other.actor, at=NOW).off_reason == "owner"
    with pytest.raises(AlreadySo):
        switch(subscription=row, on=False, by=other.actor, at=NOW)
    assert end(subscription=row, by=other.actor, at=NOW).state == State.ENDED
    for call, given in ((switch, {"on": True}), (change, {"name": "x"}), (end, {})):
        with pytest.raises(SubscriptionEnded):
            call(subscription=row, **given, by=miriam.actor, at=NOW)  # type: ignore[operator]


def program_of(member: StaffMember, secret: str) -> Any:
    at = clock.now()
    good_until = at + dt.timedelta(days=1)
    issue_token(secret=secret, name="t", scopes=["*"], expires_at=good_until, by=member.actor, at=at)
    held = {"Authorization": f"Bearer {secret}"}

    def ask(path: str, body: Any = None) -> Any:
        if body is None:
            return Client().get(f"/api/v1/{path}", headers=held)
        return Client().post(
            f"/api/v1/actions/{path}", json.dumps(body), content_type="application/json", headers=held
        )

    return ask


def test_programs_do_the_same_and_never_read_a_secret(db: None) -> None:
    now = clock.now()
    owner, second = factories.supervisor("Owner", at=now), factories.supervisor("Second", at=now)
    ask, other = program_of(owner, "o" * 40), program_of(second, "s" * 40)
    told = {"name": "Case mirror", "url": URL, "kinds": [OPENED], "secret": SECRET}
    answer = ask("webhooks.subscribe", told)
    assert answer.status_code == 200, answer.content
    row = answer.json()["result"]
    assert (row["state"], row["url"]) == ("active", URL)
    assert SECRET not in answer.content.decode()
    assert ask("webhooks.subscribe", told | {"url": "https://10.0.0.1/"}).status_code == 422
    seen = other(f"webhooks.subscription/{row['reference']}").json()
    assert seen["url"] == "https://hooks.example.org", "the rest may hold a key of the receiver"
    assert ask("webhooks.try_out", {"subscription": row["reference"]}).status_code == 200
    notified = ask("webhooks.notification?state=waiting").json()["items"]
    assert [one["kind"] for one in notified] == ["webhooks.SubscriptionTriedOut"]
    assert other("webhooks.notification").json()["items"] == []
    assert other(f"webhooks.notification/{notified[0]['reference']}").status_code == 404


def test_on_pages_it_is_made_tried_out_and_looked_at(
    page: Client, miriam: StaffMember, program: Receiver, topic: Any, tell: Tell
) -> None:
    form = {"name": "Case mirror", "url": program.url, "kinds_cases": [OPENED]}
    answer = page.post(reverse("webhooks:new"), form)
    shown = re.search(r"whsec_[A-Za-z0-9+/=]+", answer.content.decode())
    assert shown is not None
    row = Subscription.objects.get()
    here = reverse("webhooks:subscription", args=[row.reference])
    assert "whsec_" not in page.get(here).content.decode(), "it is shown once"
    page.post(reverse("webhooks:try_out", args=[row.reference]))
    tell(days=60)
    assert "Subscription tried out" in page.get(here).content.decode()
    from tests.webhooks.receiving import verified

    verified(program.arrived[0], shown[0], now=int(program.arrived[0].headers["webhook-timestamp"]))
    one = Notification.objects.get()
    again = reverse("webhooks:send_again", args=[row.reference, one.reference])
    assert page.post(again).status_code == 302
    assert Notification.objects.get().state == "waiting"
    assert (
        page.post(reverse("webhooks:secret", args=[row.reference]), {"both_for_hours": 1}).status_code == 200
    )
    assert SigningSecret.objects.count() == 2
    changed = page.post(reverse("webhooks:change", args=[row.reference]), form | {"name": "Other name"})
    assert changed.status_code == 302
    page.post(reverse("webhooks:switch", args=[row.reference]), {"on": "0"})
    assert Subscription.objects.get().state == State.OFF
    page.post(reverse("webhooks:end", args=[row.reference]))
    assert Subscription.objects.get().state == State.ENDED


def test_what_was_typed_is_kept_when_it_is_refused(page: Client) -> None:
    form = {"name": "Case mirror", "url": "http://hooks.example.org/", "kinds_cases": [OPENED]}
    answer = page.post(reverse("webhooks:new"), form)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "begins with https" in said
    assert 'value="Case mirror"' in said
    assert page.post(reverse("webhooks:new"), {"name": "x"}).status_code == 422


def test_others_have_no_such_pages_and_see_no_record(
    client: Client, miriam: StaffMember, other: StaffMember
) -> None:
    row = made(miriam)
    here = reverse("webhooks:subscription", args=[row.reference])
    client.force_login(factories.representative("Dana", username="dana").user)  # type: ignore[arg-type]
    assert client.get(here).status_code == 403
    client.force_login(other.user)  # type: ignore[arg-type]
    said = client.get(here).content.decode()
    assert "very-secret" not in said
    assert "shown to its owner" in said
    assert client.get(reverse("webhooks:subscription", args=["7KM4-59QX-T8"])).status_code == 404


def test_the_pages_ask_no_more_for_more_rows(
    page: Client, miriam: StaffMember, subscription: Subscription, tell: Tell
) -> None:
    pages = [
        reverse("webhooks:subscriptions"),
        reverse("webhooks:subscription", args=[subscription.reference]),
    ]

    def counted(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert page.get(path).status_code == 200
        return len(asked)

    making.case(at=making.later(minutes=1))
    tell(minutes=2)
    for path in pages:
        counted(path)
    before = [counted(path) for path in pages]
    for number in range(3):
        making.case(at=making.later(minutes=1), name=f"Asker {number}")
        made(miriam, name=f"Other {number}", url=subscription.url)
    tell(minutes=3)
    assert [counted(path) for path in pages] == before
    assert before[1] <= 14


def test_pages_of_the_record_turn(page: Client, subscription: Subscription, monkeypatch: Any) -> None:
    from frontoffice.webhooks import queries
    from frontoffice.webhooks.actions.sending_again import try_out

    monkeypatch.setattr(queries, "ON_A_PAGE", 2)
    for _ in range(3):
        try_out(subscription=subscription, by=subscription.owner.actor, at=NOW)
    here = reverse("webhooks:subscription", args=[subscription.reference])
    first = page.get(here).content.decode()
    older = re.search(r'href="(\?show=&amp;before=\d+)"', first)
    assert older is not None
    second = page.get(here + older[1].replace("&amp;", "&")).content.decode()
    assert (first.count("msg_"), second.count("msg_")) == (6, 3) or second.count("msg_") < first.count("msg_")
    assert page.get(f"{here}?show=nonsense&before=x").status_code == 200
    assert subscribing.MOST_HOURS == 168
