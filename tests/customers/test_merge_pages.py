"""The pages on which two customers are compared, merged and parted: each works, and says why not."""

import pytest
from django.http import HttpResponse
from django.test import Client

from frontoffice.authority.models import Approval, StaffMember
from frontoffice.customers.actions.identifying import add_identifier
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import Merge, Party
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
Files = tuple[Party, Party]


@pytest.fixture
def dana(db: None) -> StaffMember:
    return factories.representative(username="dana")


@pytest.fixture
def office(client: Client, dana: StaffMember) -> Client:
    client.force_login(dana.user)  # type: ignore[arg-type]
    return client


@pytest.fixture
def files(dana: StaffMember) -> Files:
    made = (
        register(name="Marisol Ortega", email="m.ortega@example.org", by=dana.actor, at=NOW),
        register(name="Mari <b>Ortega", language="es", phone="202 555 0158", by=dana.actor, at=NOW),
    )
    for party in made:
        factories.said_why(dana, party)
    return made


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def merged(office: Client, files: Files, **given: object) -> HttpResponse:
    one, other = files
    said = {
        "other": other.reference,
        "reason": "Asked on the telephone.",
        "language": "other",
        "keep": ["point:m.ortega@example.org", "point:+12025550158"],
    }
    answer: HttpResponse = office.post(f"/customers/{one.reference}/merge/", said | given)  # type: ignore[assignment]
    return answer


def test_they_are_compared_merged_and_parted(office: Client, files: Files) -> None:
    one, other = files
    page = text(office.get(f"/customers/{one.reference}/merge/", {"q": "ortega"}))
    assert other.reference in page
    page = text(office.get(f"/customers/{one.reference}/merge/", {"with": other.reference}))
    assert "Mari &lt;b&gt;Ortega" in page
    assert merged(office, files).status_code == 302
    made = Merge.objects.get()
    assert (made.survivor, made.other) == files
    assert office.get(f"/customers/{other.reference}/").headers["Location"] == f"/customers/{one.reference}/"
    page = text(office.get(f"/customers/{one.reference}/"))
    assert "Merged files" in page
    assert "202 555 0158" in page
    own = f"/customers/{one.reference}/merges/{made.reference}/"
    assert "Asked on the telephone." in text(office.get(own))
    assert office.post(own, {"reason": "Two sisters."}).status_code == 302
    made.refresh_from_db()
    assert made.undone_because == "Two sisters."
    assert "Two sisters." in text(office.get(own))


def test_what_is_not_ticked_is_left_out(office: Client, files: Files) -> None:
    merged(office, files, keep=["point:m.ortega@example.org"])
    page = text(office.get(f"/customers/{files[0].reference}/"))
    assert "left out in a merge" in page


def test_it_is_said_what_is_wrong_and_what_was_typed_is_kept(
    office: Client, files: Files, dana: StaffMember
) -> None:
    refused = merged(office, files, reason="")
    assert refused.status_code == 422
    assert (
        'id="language-other" name="language" value="other" aria-describedby="label-language" checked'
        in text(refused)
    )
    for party, value in zip(files, ("536-90-4399", "536-22-8145"), strict=True):
        add_identifier(party=party, kind="ssn", value=value, by=dana.actor, at=NOW)
    numbers = [f"number:{party.identifiers.get().reference}" for party in files]
    refused = merged(office, files, keep=["point:m.ortega@example.org", "point:+12025550158", *numbers])
    assert "Social Security number" in text(refused)
    assert not Merge.objects.exists()
    assert merged(office, files, other="nobody").status_code == 404


def test_who_may_only_ask_is_told_that_somebody_has_to_agree(files: Files) -> None:
    clerk = factories.staff(
        "Nils Aune", username="nils", grants=["customers.register"], asks=["customers.merge"]
    )
    factories.supervisor()
    nils = Client()
    nils.force_login(clerk.user)  # type: ignore[arg-type]
    for party in files:
        factories.said_why(clerk, party)
    assert merged(nils, files).status_code == 302
    assert Approval.objects.get().action == "customers.merge"
    assert not Merge.objects.exists()


def test_without_the_power_there_is_no_page(files: Files) -> None:
    clerk = factories.staff("Clerk", username="clerk", grants=["customers.register"])
    other = Client()
    other.force_login(clerk.user)  # type: ignore[arg-type]
    assert other.get(f"/customers/{files[0].reference}/merge/").status_code == 403
    assert Client().get(f"/customers/{files[0].reference}/merge/").status_code == 302
