"""The palette: what can be jumped to or done from anywhere, and nothing that the person may not do."""

import pytest
from django.test import Client

from frontoffice.authority.models import AccessKind, AccessRecord, Grant, StaffMember
from frontoffice.cases.models import Case
from frontoffice.foundation.actors import service
from frontoffice.foundation.ui.palette import Asked
from tests import factories
from tests.cases import making
from tests.cases.conftest import case, dana, desk, topic
from tests.cases.desk_pages import NASTY, address, text

__all__ = ["case", "dana", "desk", "topic"]
pytestmark = pytest.mark.django_db
PALETTE = "/my-work/palette/"


def asked(desk: Client, q: str, here: str = "/my-work/") -> str:
    return text(desk.get(PALETTE, {"q": q, "here": here}))


def test_a_case_is_found_by_number_reference_name_and_words(desk: Client, case: Case) -> None:
    for typed in (case.number, case.reference, "ortega", "lost car", case.number.replace("-", " ")):
        assert address(case) in asked(desk, typed), typed
    assert address(case) not in asked(desk, "zebra")


def test_a_customer_is_found_also_where_the_name_is_misspelled(desk: Client, case: Case) -> None:
    customer = making.case(by=factories.representative("Clerk").actor, name="Abdi Warsame", email="a@b.org")
    assert customer.customer is not None
    for typed in ("warsame", "abdy warsane"):
        assert f"/customers/{customer.customer.reference}/" in asked(desk, typed), typed


def test_an_article_is_found_by_title_and_by_what_it_says(desk: Client) -> None:
    passage = making.passage()
    for typed in ("replacing", "what does a replacement card cost"):
        assert f"/knowledge/articles/{passage.version.article.slug}/" in asked(desk, typed), typed


def test_places_and_pages_are_those_that_the_person_may_enter(desk: Client) -> None:
    assert 'href="/desk/"' in asked(desk, "des")
    assert "/desk/modules/" in asked(desk, "text mod")
    assert 'href="/authority/audit/"' not in asked(desk, "audit")


def test_on_an_open_case_only_what_this_person_may_do_here_is_offered(
    desk: Client, case: Case, dana: StaffMember
) -> None:
    here = address(case)
    shown = asked(desk, "", here)
    assert 'data-presses="t"' in shown
    assert f"{here}resolve/" in shown
    assert f"{here}reopen/" not in shown
    Grant.objects.filter(actor=dana.actor, action="cases.resolve").update(until=making.later(minutes=-1))
    assert f"{here}resolve/" not in asked(desk, "", here)
    assert "On this case" not in asked(desk, "", "/my-work/")


def test_a_power_for_another_unit_is_none_here(case: Case) -> None:
    other = making.of_one_unit("cases.reply", unit=factories.unit("other"), username="noor")
    for action, unit in (("cases.change_topic", case.unit), ("cases.resolve", other.unit)):
        Grant.objects.create(
            actor=other.actor,
            action=action,
            unit=unit,
            from_at=making.later(days=-1),
            granted_by=service("demo"),
        )
    noor = Client()
    noor.force_login(other.user)  # type: ignore[arg-type]
    shown = asked(noor, "", address(case))
    assert "topic/" in shown
    assert "resolve/" not in shown
    assert 'data-presses="r"' not in shown


def test_what_was_open_last_stands_first_before_anything_is_typed(desk: Client, topic: object) -> None:
    first, second = making.case(subject="First"), making.case(subject="Second")
    desk.get(address(first))
    desk.get(address(second))
    shown = asked(desk, "")
    assert shown.index("Second") < shown.index("First")
    assert "Second" not in asked(desk, "", address(second))


def test_a_search_is_on_record_and_no_case_of_others_is_shown(desk: Client, case: Case) -> None:
    factories.unit("away", office=factories.agency())
    stranger = making.of_one_unit("cases.reply", unit=factories.unit("away"), username="noor")
    asked(desk, "ortega")
    assert AccessRecord.objects.filter(kind=AccessKind.SEARCH).count() == 1
    other = Client()
    other.force_login(stranger.user)  # type: ignore[arg-type]
    assert address(case) not in asked(other, case.number)
    assert "Take the case" not in asked(other, "", address(case))


def test_the_queries_do_not_grow_with_what_is_found(
    desk: Client, topic: object, django_assert_max_num_queries: object
) -> None:
    for number in range(3):
        making.case(subject=f"Card {number}")
        with django_assert_max_num_queries(45):  # type: ignore[operator]
            asked(desk, "card")


def test_who_is_not_signed_in_is_asked_to_and_what_is_typed_is_only_text(desk: Client, case: Case) -> None:
    assert Client().get(PALETTE).status_code == 302
    assert "<script>alert" not in asked(desk, NASTY)
    assert desk.get(PALETTE, {"q": "\x00", "here": "/desk/cases/%00/"}).status_code == 200


def test_each_typed_word_begins_a_word() -> None:
    assert Asked("te mo", "").is_in("Text modules")
    assert not Asked("te xo", "").is_in("Text modules")
    assert Asked("", "").is_in("anything")
