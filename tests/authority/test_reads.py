"""Reading by programs: lists that are narrowed by a closed list, turned by a signed key, and never lose a row."""

import datetime as dt
import json
from typing import Any

import jsonschema_rs
import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontoffice.authority import listing, wire_reads
from frontoffice.authority.actions.issuing_tokens import issue_token
from frontoffice.authority.models import StaffMember
from frontoffice.foundation import clock
from frontoffice.foundation.models import Unit
from frontoffice.foundation.references import new_reference
from tests import factories
from tests.cases import making
from tests.factories import NOW
from tests.knowledge import writing

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SECRET = "r" * 40


class Program:
    """A program that reads with somebody's token."""

    def __init__(self, secret: str) -> None:
        self.client, self.held = Client(), {"Authorization": f"Bearer {secret}"}

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(f"/api/v1/{path}", headers=self.held | headers)

    def items(self, path: str) -> list[dict[str, Any]]:
        answer = self.get(path)
        assert answer.status_code == 200, answer.content
        return list(answer.json()["items"])

    def all_pages(self, kind: str, **asked: Any) -> list[str]:
        """References of all rows, page by page."""
        found: list[str] = []
        told = "&".join(f"{name}={value}" for name, value in asked.items())
        cursor = ""
        while True:
            body = self.get(f"{kind}?{told}{cursor}").json()
            found += [row["reference"] for row in body["items"]]
            if body["next"] is None:
                return found
            cursor = f"&cursor={body['next']}"


@pytest.fixture
def dana(db: None) -> StaffMember:
    return factories.representative("Dana Whitfield", at=clock.now())


@pytest.fixture
def program(dana: StaffMember) -> Program:
    at = clock.now()
    issue_token(secret=SECRET, name="t", scopes=["read"], expires_at=at + DAY, by=dana.actor, at=at)
    return Program(SECRET)


def visitor() -> Program:
    return Program(Client().post("/api/v1/visitors").json()["token"])


@pytest.mark.parametrize("sort", ["newest", "oldest", "name"])
def test_each_row_comes_once_in_each_order(program: Program, sort: str) -> None:
    names = ["beta", "alpha", "alpha2", "gamma", "beta2"]
    for number, name in enumerate(names):
        Unit.objects.create(code=f"u{number}", name=name[:5])
    found = program.all_pages("foundation.unit", sort=sort, limit=2)
    by_sort = {"newest": ("-pk",), "oldest": ("pk",), "name": ("name", "pk")}
    assert found == list(Unit.objects.order_by(*by_sort[sort]).values_list("reference", flat=True))


def add_unit(name: str) -> str:
    reference = new_reference()
    Unit.objects.create(code=reference, name=name, reference=reference)
    return reference


words = st.sampled_from(["a", "b", "c", "d"])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(
    there=st.lists(words, max_size=12),
    limit=st.integers(1, 4),
    sort=st.sampled_from(["newest", "oldest", "name"]),
    data=st.data(),
)
def test_what_was_there_comes_once_whatever_is_added_between_pages(
    dana: StaffMember, there: list[str], limit: int, sort: str, data: st.DataObject
) -> None:
    with transaction.atomic():
        first = [add_unit(name) for name in there]
        shape, seen, cursor = listing.asked_for(Unit), [], None
        while True:
            asked = shape(sort=sort, limit=limit, cursor=cursor)
            page = listing.page(Unit, asked, by=dana.actor, at=NOW)
            seen += [row.reference for row in page.rows]
            cursor = page.next
            if cursor is None:
                break
            if len(seen) < 40:
                for name in data.draw(st.lists(words, max_size=3)):
                    add_unit(name)
        transaction.set_rollback(True)
    assert len(seen) == len(set(seen)), "none comes twice"
    assert set(first) <= set(seen), "none is left out"
    if sort == "newest":
        assert [one for one in seen if one in first] == first[::-1]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("owner=x", "owner"),
        ("before=7KM4-59QX-T8", "before"),
        ("sort=reference", "sort"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=many", "limit"),
        ("cursor=nonsense", "cursor"),
        ("cursor=%00", "cursor"),
        ("office=a%00b", "office"),
        ("fields=password", "fields"),
        ("fields=", "fields"),
    ],
)
def test_what_a_list_can_not_be_asked_for_is_refused_in_words(
    program: Program, asked: str, field: str
) -> None:
    answer = program.get(f"foundation.unit?{asked}")
    body = answer.json()
    assert (answer.status_code, body["field"].split(".")[-1]) == (422, field), body
    assert body["message"]


def test_a_cursor_is_of_one_list_and_can_not_be_made_up(program: Program) -> None:
    for number in range(3):
        Unit.objects.create(code=f"u{number}", name="x")
    cursor = program.get("foundation.unit?limit=1").json()["next"]
    for other in ("foundation.unit?sort=oldest", "foundation.unit?office=MAIN", "cases.topic?limit=1"):
        join = "&" if "?" in other else "?"
        answer = program.get(f"{other}{join}cursor={cursor}")
        assert (answer.status_code, answer.json()["code"]) == (422, "bad_cursor"), other
    forged = cursor[:-1] + ("A" if cursor[-1] != "A" else "B")
    assert program.get(f"foundation.unit?limit=1&cursor={forged}").status_code == 422
    assert program.get(f"foundation.unit?limit=2&cursor={cursor}").status_code == 200, "pages may grow"


def test_parts_are_picked_and_the_reference_always_comes(program: Program) -> None:
    rows = program.items("foundation.unit?fields=code")
    assert [set(row) for row in rows] == [{"reference", "code"}] * len(rows)


def test_what_is_there_already_is_not_sent_again(program: Program, django_assert_num_queries: Any) -> None:
    for path in ("foundation.unit", f"foundation.unit/{Unit.objects.first().reference}"):  # type: ignore[union-attr]
        first = program.get(path)
        again = program.get(path, **{"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert program.get(path, **{"If-None-Match": '"other"'}).status_code == 200
    Unit.objects.create(code="new", name="New")
    known = {"If-None-Match": program.get("foundation.unit").headers["ETag"]}
    Unit.objects.create(code="newer", name="Newer")
    assert program.get("foundation.unit", **known).status_code == 200


def test_the_public_learns_nothing_of_the_house_by_narrowing() -> None:
    factories.agency()
    making.topic()
    stranger = visitor()
    assert stranger.items("foundation.unit") == []
    assert [row["code"] for row in stranger.items("cases.topic?unit=front")] == ["cards"]
    for asked in ("assignee=me", "priority=1", "customer=7KM4-59QX-T8", "type=general"):
        answer = stranger.get(f"cases.case?{asked}")
        assert (answer.status_code, answer.json()["code"]) == (422, "for_staff"), asked


def test_a_token_for_acts_alone_reads_no_list(dana: StaffMember) -> None:
    at, secret = clock.now(), "a" * 40
    issue_token(secret=secret, name="t", scopes=["cases.note"], expires_at=at + DAY, by=dana.actor, at=at)
    answer = Program(secret).get("foundation.unit")
    assert (answer.status_code, answer.json()["code"]) == (403, "outside_scope")


ASKED = [
    "cases.case?open=true&sort=due",
    "cases.topic?sort=name",
    "customers.party",
    "contacts.contact?sort=started",
    "knowledge.article?sort=slug",
    "knowledge.articleversion?in_force_on=2026-11-17",
    "foundation.unit",
    "authority.staffmember?unit=front",
]


def one_more(number: int) -> None:
    """One more of each kind."""
    making.topic(f"topic-{number}")
    making.case(topic=f"topic-{number}", name=f"Asker {number}")
    Unit.objects.create(code=f"unit-{number}", name=f"Unit {number}")
    writing.article(f"article-{number}")
    writing.conversation()
    colleague = factories.representative(f"Colleague {number}")
    from frontoffice.customers.actions.registering import register

    register(name=f"Customer {number}", by=colleague.actor, at=NOW)


def test_no_list_asks_more_for_three_rows_than_for_one(program: Program) -> None:
    def counted(path: str) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as asked:
            rows = program.items(path)
        return len(asked), len(rows)

    factories.agency()
    one_more(1)
    before = {path: counted(path) for path in ASKED}
    assert all(rows >= 1 for _queries, rows in before.values()), before
    one_more(2)
    one_more(3)
    for path, (queries, rows) in before.items():
        now = counted(path)
        assert now[1] >= rows + 2, path
        assert now[0] == queries, path
        assert now[0] <= 9, path


def resolved(schema: Any, document: dict[str, Any]) -> Any:
    """The schema with what it refers to, so that a validator can read it."""
    return {**schema, "components": document["components"]}


def test_the_description_fits_what_comes(program: Program) -> None:
    document = Client().get("/api/v1/openapi.json").json()
    factories.agency()
    one_more(1)
    for path in ASKED:
        kind = path.partition("?")[0]
        described = document["paths"][f"/api/v1/{kind}"]["get"]
        body = program.get(path).json()
        schema = described["responses"]["200"]["content"]["application/json"]["schema"]
        jsonschema_rs.Draft202012Validator(resolved(schema, document)).validate(body)
        told = {one["name"] for one in described["parameters"] if one["in"] == "query"}
        model = next(one for one in wire_reads.kinds() if one._meta.label_lower == kind)
        assert told == {one.name for one in listing.listing_of(model).filters} | listing.RESERVED
        one = document["paths"][f"/api/v1/{kind}/{{reference}}"]["get"]
        whole = program.get(f"{kind}/{body['items'][0]['reference']}", **{"Access-Purpose": "contact"})
        assert whole.status_code == 200, whole.content
        schema = one["responses"]["200"]["content"]["application/json"]["schema"]
        jsonschema_rs.Draft202012Validator(resolved(schema, document)).validate(whole.json())
        partial = program.get(f"{path}{'&' if '?' in path else '?'}fields=reference").json()
        schema = described["responses"]["200"]["content"]["application/json"]["schema"]
        jsonschema_rs.Draft202012Validator(resolved(schema, document)).validate(partial)


def test_a_listing_that_pages_could_lose_rows_by_is_refused_at_the_start() -> None:
    from frontoffice.cases.models import Case

    for order in ({"x": ("assignee",)}, {"x": ("waiting_since",)}):
        with pytest.raises(TypeError):
            listing.Listing(Case, (), order)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        listing.Listing(Case, (listing.code("sort", "status", ""),))


def test_an_article_comes_with_its_text_and_lists_do_without(program: Program) -> None:
    version = writing.article()
    whole = program.get(f"knowledge.articleversion/{version.reference}").json()
    assert (whole["form"], "You can renew a license online" in whole["body"]) == ("markdown", True)
    assert "body" not in json.dumps(program.items("knowledge.articleversion"))
