"""The pages of series, levels and duties: seen by all staff, changed by who may, never one's own."""

import datetime as dt
import html
import re
from typing import Any

import pytest
from django.test import Client

from frontoffice.authority.actions.adopting import adopt_series
from frontoffice.authority.actions.appointing import appoint
from frontoffice.authority.models import Level, LevelGrant, Series, StaffMember
from frontoffice.authority.series import shipped
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from tests.authority.series.test_wrong_files import RIGHT
from tests.factories import PASSWORD, agency, staff

pytestmark = pytest.mark.django_db
RELEASE = "contacts.release_information"


def words(answer: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(html.unescape(text).split())


@pytest.fixture
def now() -> dt.datetime:
    return clock.now() - dt.timedelta(minutes=5)


def works_as(level: str, name: str, now: dt.datetime) -> StaffMember:
    place = {"post": "Post", "office": "MAIN", "unit": "front"}
    return appoint(
        name=name, level=level, username=name, password=PASSWORD, **place, by=service("authority"), at=now
    )


def at_work(name: str) -> Client:
    client = Client()
    assert client.post("/accounts/login/", {"login": name, "password": PASSWORD}).status_code == 302
    return client


@pytest.fixture
def gordon(now: dt.datetime) -> Client:
    """The supervisor of an agency that adopted `tax`."""
    agency()
    adopt_series(series="tax", by=service("authority"), at=now)
    works_as("tax.IV", "gordon", now)
    return at_work("gordon")


@pytest.fixture
def dana(gordon: Client, now: dt.datetime) -> Client:
    works_as("tax.II", "dana", now)
    return at_work("dana")


def test_everybody_on_the_staff_sees_who_may_do_what(dana: Client) -> None:
    said = words(dana.get("/authority/series/"))
    assert "Customer Assistance Representative I-IV" in said
    assert "Come with the product" not in said
    assert "not stated" in words(dana.get("/authority/series/tax/"))
    said = words(dana.get("/authority/levels/tax.II/"))
    for shown in (
        "3789B",
        "pay grade 6",
        "Release",
        "confidential",
        "20 percent are read by a colleague first",
    ):
        assert shown in said
    assert "/powers/" not in dana.get("/authority/levels/tax.II/").content.decode(), "she changes nothing"
    assert dana.get("/authority/levels/tax.II/powers/cases.note/").status_code == 403
    assert dana.get("/authority/series/adopt/").status_code == 403


@pytest.mark.parametrize("page", ["series/", "series/tax/", "levels/tax.II/", "duties/"])
def test_visitors_are_asked_to_sign_in(page: str, gordon: Client) -> None:
    answer = Client().get(f"/authority/{page}")
    assert answer.status_code == 302
    assert "/accounts/login/" in answer.url


@pytest.mark.parametrize("page", ["series/none/", "levels/none/", "levels/tax.II/powers/cases.none/"])
def test_what_is_not_there_is_not_found(page: str, gordon: Client) -> None:
    assert gordon.get(f"/authority/{page}").status_code == 404


def test_a_power_of_a_level_is_changed_with_a_reason(gordon: Client, dana: Client) -> None:
    page = f"/authority/levels/tax.II/powers/{RELEASE}/"
    assert 'value="outright"' in gordon.get(page).content.decode()
    form = {"give": "outright", "confidentiality": "1"}
    assert gordon.post(page, form).status_code == 422, "a reason is needed"
    assert gordon.post(page, form | {"reason": "A complaint"}).status_code == 302
    assert "internal" in words(dana.get("/authority/levels/tax.II/"))
    default = LevelGrant.objects.get(level__code="tax.II", action=RELEASE, until=None)
    assert (default.confidentiality_limit, default.reason) == (1, "A complaint")


def test_what_makes_no_sense_is_told_on_the_page(gordon: Client) -> None:
    answer = gordon.post(
        "/authority/levels/tax.II/powers/cases.note/", {"give": "asks", "reason": "Let us see"}
    )
    assert answer.status_code == 422
    assert "can't wait for approval" in words(answer)


def test_the_level_of_ones_own_post_is_left_to_others(gordon: Client) -> None:
    assert "somebody else changes what it may do" in words(gordon.get("/authority/levels/tax.IV/"))
    answer = gordon.post("/authority/levels/tax.IV/powers/cases.note/", {"give": "never", "reason": "No"})
    assert answer.status_code == 422
    assert "personally involved" in words(answer)


def test_supervision_is_filled_in(gordon: Client) -> None:
    form = {"percent": "12.5", "words": "general", "reason": "The series leaves it open"}
    assert gordon.post("/authority/levels/tax.III/supervision/", form).status_code == 302
    assert "12.5 %" in words(gordon.get("/authority/levels/tax.III/"))


def test_a_series_is_looked_at_and_adopted(gordon: Client) -> None:
    assert "direct" in words(gordon.get("/authority/series/adopt/?series=il"))
    assert gordon.post("/authority/series/adopt/?series=il", {"series": "il"}).url == "/authority/series/il/"
    assert Level.objects.filter(code="supervisor").exists()
    assert "was adopted before" in words(gordon.post("/authority/series/adopt/", {"series": "il"}))


def test_a_series_of_ones_own_is_refused_with_line_and_reason_and_then_taken(gordon: Client) -> None:
    begun = gordon.get("/authority/series/adopt/?edit=nm").content.decode()
    assert "R4051B" in begun
    wrong = gordon.post("/authority/series/adopt/", {"text": RIGHT.replace("[answer]", "[anser]")})
    assert wrong.status_code == 422
    assert "line 19, column 14: There is no power “anser”." in words(wrong)
    assert gordon.post("/authority/series/adopt/", {"text": RIGHT}).url == "/authority/series/own/"


def test_the_duties_are_listed_with_what_serves_and_shows_them(dana: Client) -> None:
    page = dana.get("/authority/duties/")
    said = words(page)
    rows = re.findall(r'<tr id="([a-z]+\.\d\d)">', page.content.decode())
    assert len(rows) == len(set(rows)) == 115
    assert "of 115 duties are shown" in said
    assert "test_inquiries.py" in said
    assert "An inquiry that needs a person is answered by one" in said
    of_nm = re.findall(r'<tr id="([a-z]+)\.', dana.get("/authority/duties/?series=nm").content.decode())
    assert of_nm == ["nm"] * 15
    both = [
        len(re.findall(r"<tr id=", dana.get(f"/authority/duties/?state={state}").content.decode()))
        for state in ("open", "shown")
    ]
    assert sum(both) == 115
    assert all(both)


def test_pages_take_as_many_queries_whoever_holds_the_level(
    dana: Client, now: dt.datetime, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        staff(f"Somebody {number}")
        works_as("tax.II", f"more{number}", now)
    for page, most in (("series/", 12), ("series/tax/", 12), ("levels/tax.II/", 13), ("duties/", 9)):
        with django_assert_max_num_queries(most):
            assert dana.get(f"/authority/{page}").status_code == 200


def test_a_series_that_was_adopted_is_no_longer_offered(gordon: Client) -> None:
    said = gordon.get("/authority/series/").content.decode()
    assert "?series=tax" not in said
    assert all(f"?series={code}" in said for code in shipped.CODES if code != "tax")
    assert Series.objects.count() == 1
