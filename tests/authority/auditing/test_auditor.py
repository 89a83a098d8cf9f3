"""An auditor reads everything and changes nothing."""

import csv
import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
from django.test import Client

from frontoffice.authority.actions.reading_audit import READING
from frontoffice.authority.deciding import NotAuthorized, may
from frontoffice.authority.models import AccessRecord, StaffMember
from frontoffice.authority.registry import ACTIONS
from frontoffice.authority.signatures import Parameter, _bare
from frontoffice.cases.models import Case
from frontoffice.customers.models import Party
from frontoffice.foundation.models import Event
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
SignedIn = Callable[[StaffMember], Client]
SCREENS = ("/desk/", "/customers/", "/knowledge/", "/mail/", "/authority/approvals/", "/authority/audit/")


class Unseen:
    """Stands for a thing that an action takes: whoever may not do it is refused before it is looked at."""

    def __getattribute__(self, name: str) -> Any:
        if name != "__class__":  # isinstance asks for it
            pytest.fail(f"{name} was looked at")
        return object.__getattribute__(self, name)


PLAIN: dict[Any, Any] = {
    str: "x",
    int: 1,
    bool: False,
    Decimal: Decimal(1),
    dt.date: NOW.date(),
    dt.datetime: NOW,
}


def something(parameter: Parameter) -> Any:
    """A value of the parameter's type."""
    bare, many, optional = _bare(parameter.hint)
    if optional:
        return None
    if many:
        return []
    if isinstance(bare, type) and issubclass(bare, Enum):
        return next(iter(bare))
    return PLAIN.get(bare, Unseen())


@pytest.fixture
def auditor(db: None) -> StaffMember:
    return factories.staff("Ines Auditor", grants=READING, username="ines")


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_an_auditor_is_refused_every_action_that_changes_something(auditor: StaffMember, name: str) -> None:
    action = ACTIONS[name]
    if name in READING or action.open_to & {"staff", "automated"}:
        return
    given = {parameter.name: something(parameter) for parameter in action.signature.parameters}
    before = Event.objects.count()
    assert not may(auditor.actor, name, at=NOW)
    with pytest.raises(NotAuthorized):
        action(**given, by=auditor.actor, at=NOW)
    assert Event.objects.count() == before


def test_an_auditor_reads_the_screens_and_finds_no_control_there(
    browser_of: SignedIn, auditor: StaffMember, case: Case
) -> None:
    client = browser_of(auditor)
    for address in SCREENS:
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = answer.content.decode()
        main = page[page.index("<main") : page.index("</main")]
        assert main.count('method="post"') == (1 if address == "/authority/audit/" else 0), address
    assert AccessRecord.objects.filter(actor=auditor.actor, screen="customers/").exists()
    assert client.post("/customers/new/", {"name": "X"}).status_code == 403
    assert client.post(f"/desk/cases/{case.reference}/take/").status_code == 403


def test_an_auditor_reads_acts_refusals_and_looks_narrowed(
    browser_of: SignedIn, auditor: StaffMember, dana: StaffMember, case: Case, marisol: Party
) -> None:
    browser_of(dana).get(f"/customers/{marisol.reference}/")
    client = browser_of(auditor)
    found = client.get("/authority/audit/", {"source": "acts", "action": "cases.open_case"})
    assert "cases.CaseOpened" in found.content.decode()
    assert case.reference in found.content.decode()
    given = {"source": "looks", "person": dana.reference, "kind": "customers.party"}
    found = client.get("/authority/audit/", given | {"reference": marisol.reference})
    assert "Dana Whitfield</th>" in found.content.decode()
    assert client.get("/authority/audit/", given | {"reference": "nothing"}).status_code == 422
    assert client.get("/authority/audit/", {"day": "soon"}).status_code == 422
    assert client.get("/authority/audit/", {"source": "refusals"}).status_code == 200


def test_what_an_auditor_takes_out_is_itself_on_record(
    browser_of: SignedIn, auditor: StaffMember, dana: StaffMember, case: Case, marisol: Party
) -> None:
    browser_of(dana).get(f"/customers/{marisol.reference}/")
    answer = browser_of(auditor).post("/authority/audit/file/", {"source": "looks"})
    rows = list(csv.reader(answer.content.decode().splitlines()))
    assert [row[2] for row in rows if row[3] == "view" and row[2].startswith("Dana")] == ["Dana Whitfield"]
    assert AccessRecord.objects.filter(kind="export", actor=auditor.actor).count() == 1
    assert Event.objects.get(name="authority.AuditExported").payload["rows"] == len(rows) - 1


def test_the_trail_asks_the_same_for_one_line_and_for_many(
    browser_of: SignedIn,
    auditor: StaffMember,
    dana: StaffMember,
    case: Case,
    django_assert_max_num_queries: Any,
) -> None:
    reader = browser_of(dana)
    for _time in range(4):
        reader.get(f"/desk/cases/{case.reference}/")
    client = browser_of(auditor)
    for source in ("looks", "acts", "refusals"):
        with django_assert_max_num_queries(26):
            client.get("/authority/audit/", {"source": source})
