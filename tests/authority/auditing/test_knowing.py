"""Looks are on record, and what is not on one's work is opened for a reason (REC-5, REC-6), on every edge."""

import json
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from frontoffice.authority.models import AccessRecord, Act, PatternFinding, Refusal, StaffMember
from frontoffice.cases.models import Case
from frontoffice.contacts.actions.taking_contacts import begin
from frontoffice.contacts.models import Channel
from frontoffice.customers.actions.protecting import protect
from frontoffice.customers.models import Party
from frontoffice.foundation import clock
from frontoffice.foundation.models import Event

pytestmark = pytest.mark.django_db
SignedIn = Callable[[StaffMember], Client]
Token = Callable[[StaffMember], dict[str, str]]


def page(party: Party) -> str:
    return f"/customers/{party.reference}/"


def last() -> AccessRecord:
    return AccessRecord.objects.latest("pk")


def answer_why(client: Client, asked: str, **given: str) -> str:
    """Answer the question at that address; where it leads."""
    assert asked.startswith("/authority/why/?")
    named = dict(part.split("=", 1) for part in asked.partition("?")[2].split("&"))
    sent = {"kind": named["kind"], "reference": named["reference"], "next": named["next"].replace("%2F", "/")}
    return str(client.post("/authority/why/", sent | given).headers.get("Location", ""))


def test_rec_5_a_look_at_a_customer_on_ones_work_is_on_record(
    browser_of: SignedIn, dana: StaffMember, case: Case, marisol: Party
) -> None:
    assert browser_of(dana).get(page(marisol)).status_code == 200
    look = last()
    assert (look.actor, look.kind, look.object_kind, look.object_id) == (
        dana.actor,
        "view",
        "customers.party",
        marisol.pk,
    )
    assert (look.work_kind, look.work_id, look.reason_code) == ("cases.case", case.pk, "")
    assert (look.edge, look.screen) == ("page", "customers/<str:reference>/")
    assert "127.0.0.1" not in str(AccessRecord.objects.values().get(pk=look.pk))
    assert look.origin_hash


def test_rec_5_a_look_at_a_case_is_one_at_its_customer_too(
    browser_of: SignedIn, dana: StaffMember, case: Case, marisol: Party
) -> None:
    assert browser_of(dana).get(f"/desk/cases/{case.reference}/").status_code == 200
    look = last()
    assert (look.object_kind, look.object_id) == ("cases.case", case.pk)
    assert (look.of_kind, look.of_id) == ("customers.party", marisol.pk)


def test_rec_5_a_search_is_on_record_without_its_words(
    browser_of: SignedIn, dana: StaffMember, marisol: Party
) -> None:
    client = browser_of(dana)
    client.get("/customers/", {"q": "Ortega"})
    client.get("/desk/", {"q": "  ORTEGA "})
    first, second = AccessRecord.objects.filter(kind="search").order_by("pk")
    assert first.found == 1
    assert first.words_hash == second.words_hash
    assert "rtega" not in str(list(AccessRecord.objects.values()))


def test_rec_6_what_is_not_on_ones_work_asks_why_and_remembers_it(
    browser_of: SignedIn, olu: StaffMember, case: Case, marisol: Party
) -> None:
    client = browser_of(olu)
    answer = client.get(page(marisol))
    assert answer.status_code == 302
    asked = client.get(answer.headers["Location"])
    assert "Why do you open Marisol Ortega-Reyes?" in asked.content.decode()
    assert "m.ortega@example.org" not in asked.content.decode()
    assert not AccessRecord.objects.filter(kind="view").exists()
    assert answer_why(client, answer.headers["Location"], code="contact") == page(marisol)
    assert client.get(page(marisol)).status_code == 200
    assert (last().kind, last().reason_code, last().work_kind) == ("view", "contact", "")
    assert client.get(page(marisol)).status_code == 200
    assert AccessRecord.objects.filter(kind="reason").count() == 1
    assert not PatternFinding.objects.exists()


@pytest.mark.parametrize("given", [{}, {"code": "because"}, {"code": "other", "text": "  "}])
def test_rec_6_no_reason_opens_nothing(
    browser_of: SignedIn, olu: StaffMember, case: Case, marisol: Party, given: dict[str, str]
) -> None:
    client = browser_of(olu)
    asked = client.get(page(marisol)).headers["Location"]
    assert answer_why(client, asked, **given) == ""
    assert client.get(page(marisol)).status_code == 302


def test_rec_6_the_question_leads_nowhere_else(
    browser_of: SignedIn, olu: StaffMember, marisol: Party
) -> None:
    given = {"kind": "customers.party", "reference": marisol.reference, "code": "contact"}
    for elsewhere in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        answer = browser_of(olu).post("/authority/why/", given | {"next": elsewhere})
        assert answer.headers["Location"] == "/desk/"


def test_rec_6_a_case_of_another_unit_asks_why_also_in_parts_and_forms(
    browser_of: SignedIn, olu: StaffMember, case: Case
) -> None:
    client, address = browser_of(olu), f"/desk/cases/{case.reference}/"
    assert client.get(address).headers["Location"].startswith("/authority/why/")
    part = client.get(address, headers={"HX-Request": "true"})
    assert part.headers["HX-Redirect"].startswith("/authority/why/")
    assert "Marisol" not in part.content.decode()
    sent = client.post(f"{address}take/")
    assert sent.headers["Location"].startswith("/authority/why/")
    case.refresh_from_db()
    assert case.assignee is None
    listed = client.get("/desk/?view=all")
    assert listed.status_code == 200
    assert "I lost my card" not in listed.content.decode()


def test_rec_6_a_contact_puts_the_customer_on_ones_work(
    browser_of: SignedIn, olu: StaffMember, case: Case, marisol: Party
) -> None:
    call = begin(channel=Channel.PHONE, customer=marisol, by=olu.actor, at=clock.now())
    assert browser_of(olu).get(page(marisol)).status_code == 200
    assert (last().work_kind, last().work_id) == ("contacts.contact", call.pk)


def test_rec_6_breaking_the_glass_is_told_to_the_supervisor_who_judges_it(
    browser_of: SignedIn, olu: StaffMember, miriam: StaffMember, case: Case, marisol: Party
) -> None:
    protect(party=marisol, confidentiality=3, by=miriam.actor, at=clock.now())
    client = browser_of(olu)
    asked = client.get(page(marisol)).headers["Location"]
    assert "Your supervisor is told at once" in client.get(asked).content.decode()
    assert answer_why(client, asked, code="contact") == ""  # words are needed
    assert answer_why(client, asked, code="contact", text="She called about her license") == page(marisol)
    finding = PatternFinding.objects.get()
    assert (finding.pattern, finding.actor, finding.told) == ("break_glass", olu.actor, miriam.actor)
    assert finding.access.break_glass
    assert Event.objects.filter(name="authority.GlassBroken", by=olu.actor).count() == 1
    desk = browser_of(miriam)
    assert "Olu Adeyemi" in desk.get("/authority/findings/").content.decode()
    shown = desk.get(f"/authority/findings/{finding.reference}/").content.decode()
    assert "She called about her license" in shown
    answer = desk.post(
        f"/authority/findings/{finding.reference}/", {"outcome": "not_in_order", "comment": ""}
    )
    assert answer.status_code == 422
    given = {"outcome": "in_order", "comment": "The call is in the book."}
    assert desk.post(f"/authority/findings/{finding.reference}/", given).status_code == 302
    finding.refresh_from_db()
    assert (finding.reviewed_by, finding.outcome) == (miriam.actor, "in_order")
    looks = desk.get(f"/authority/audit/looks/customers.party/{marisol.reference}/").content.decode()
    assert "Olu Adeyemi" in looks
    assert "In order, Miriam Castellanos" in looks


def test_rec_6_nobody_judges_their_own_looks(
    browser_of: SignedIn, miriam: StaffMember, marisol: Party
) -> None:
    protect(party=marisol, confidentiality=2, by=miriam.actor, at=clock.now())
    client = browser_of(miriam)
    asked = client.get(page(marisol)).headers["Location"]
    answer_why(client, asked, code="supervising", text="A complaint")
    finding = PatternFinding.objects.get()
    assert client.get(f"/authority/findings/{finding.reference}/").status_code == 404
    from frontoffice.authority.actions.reviewing_looks import review_finding
    from frontoffice.authority.deciding import InConflict
    from frontoffice.authority.models import FindingOutcome

    with pytest.raises(InConflict):
        review_finding(finding=finding, outcome=FindingOutcome.IN_ORDER, by=miriam.actor, at=clock.now())


def test_rec_6_programs_say_why_beforehand(
    client: Client, token_of: Token, olu: StaffMember, case: Case, marisol: Party
) -> None:
    held, address = token_of(olu), f"/api/v1/customers.party/{marisol.reference}"
    answer = client.get(address, headers=held)
    assert (answer.status_code, answer.json()["code"]) == (403, "reason_needed")
    assert Refusal.objects.get().action == "read.customers.party"
    wrong = client.get(address, headers=held | {"Access-Purpose": "because"})
    assert wrong.status_code == 422
    given = held | {"Access-Purpose": "contact", "Access-Purpose-Text": "on the telephone"}
    assert client.get(address, headers=given).json()["contact_points"]
    assert (last().edge, last().kind, last().reason) == ("api", "view", "on the telephone")
    assert client.get("/api/v1/customers.party", headers=held).status_code == 200
    assert (last().kind, last().found) == ("search", 1)
    assert "m.ortega" not in client.get("/api/v1/customers.party", headers=held).content.decode()


def test_rec_6_an_act_answers_nothing_of_a_customer_whom_one_may_not_know(
    client: Client, token_of: Token, olu: StaffMember, case: Case, marisol: Party
) -> None:
    held = token_of(olu)
    body = {"party": marisol.reference, "kind": "phone", "value": "202 555 0147"}
    answer = client.post(
        "/api/v1/actions/customers.add_contact_point",
        json.dumps(body),
        content_type="application/json",
        headers=held,
    )
    assert (answer.status_code, answer.json()["status"], answer.json()["result"]) == (200, "done", None)
    assert marisol.contact_points.count() == 2


def test_rec_6_the_command_line_says_why_too(
    token_of: Token, olu: StaffMember, case: Case, marisol: Party
) -> None:
    secret = token_of(olu)["Authorization"].removeprefix("Bearer ")
    errors, out = StringIO(), StringIO()
    with pytest.raises(SystemExit):
        call_command("show", "customers.party", marisol.reference, token=secret, stderr=errors)
    assert "reason_needed" in errors.getvalue()
    given = {"token": secret, "purpose": "correcting"}
    call_command("show", "customers.party", marisol.reference, stdout=out, **given)
    assert "m.ortega@example.org" in out.getvalue()
    assert (last().edge, last().reason_code) == ("command", "correcting")


def test_who_looked_at_this_customer_is_one_click_away_for_those_with_the_power(
    browser_of: SignedIn, dana: StaffMember, miriam: StaffMember, case: Case, marisol: Party
) -> None:
    browser_of(dana).get(page(marisol))
    link = f"/authority/audit/looks/customers.party/{marisol.reference}/"
    desk = browser_of(miriam)
    assert link in desk.get(page(marisol)).content.decode()
    assert link not in browser_of(dana).get(page(marisol)).content.decode()
    assert browser_of(dana).get(link).status_code == 403
    shown = desk.get(link).content.decode()
    assert "Dana Whitfield" in shown
    assert "customers/&lt;str:reference&gt;/" in shown
    narrowed = desk.get(link, {"person": miriam.reference}).content.decode()
    assert "Dana Whitfield</th>" not in narrowed
    assert desk.get(f"{link}?day=2020-01-01").content.decode().count("Dana Whitfield</th>") == 0
    assert Act.objects.count() == 0
