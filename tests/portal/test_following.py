"""Following a case: by reference and code, by the link, and by nobody else."""

import re

import pytest

from frontoffice.cases.models import Follower
from frontoffice.foundation.references import new_reference, secret_code
from tests.portal.making import Visitor, only_case, text_of

pytestmark = pytest.mark.usefixtures("topics")


@pytest.fixture
def code(visitor: Visitor) -> str:
    """The access code of the only case, which the visitor has opened."""
    page = visitor.get(visitor.open_case(name="Ray Tolliver").url).content.decode()
    return re.search(r"\?code=([0-9A-Z-]+)", page).group(1)  # type: ignore[union-attr]


def test_who_opened_the_case_sees_it_without_the_code(visitor: Visitor, code: str) -> None:
    answer = visitor.get(f"/cases/{only_case().reference}/")
    assert answer.status_code == 200
    assert "My card never came." in text_of(answer)
    assert answer["Cache-Control"] == "private, no-store"


def test_reference_and_code_open_the_case_in_another_browser(other: Visitor, code: str) -> None:
    reference = only_case().reference
    answer = other.fill("/cases/", reference=reference, code=code)
    assert answer.url == f"/cases/{reference}/"
    assert "My card never came." in text_of(other.get(answer.url))


def test_they_are_read_as_people_type_and_hear_them(other: Visitor, code: str) -> None:
    typed = only_case().reference.lower().replace("-", " ")
    assert (
        other.fill("/cases/", reference=f"  {typed} ", code=code.lower().replace("-", "")).status_code == 302
    )


def test_the_link_opens_the_case_and_the_code_leaves_the_address(other: Visitor, code: str) -> None:
    reference = only_case().reference
    answer = other.get(f"/cases/{reference}/?code={code}")
    assert answer.url == f"/cases/{reference}/"
    assert other.get(answer.url).status_code == 200


def test_a_wrong_code_and_an_unknown_reference_are_answered_alike(other: Visitor, code: str) -> None:
    wrong = other.fill("/cases/", reference=only_case().reference, code=secret_code())
    unknown = other.fill("/cases/", reference=new_reference(), code=code)
    for answer in (wrong, unknown):
        assert answer.status_code == 404
        assert "We can't find a case with this reference and access code." in text_of(answer)
    assert only_case().reference in wrong.content.decode()
    assert Follower.objects.count() == 1


def test_a_wrong_link_asks_for_the_code_and_says_nothing_of_the_case(other: Visitor, code: str) -> None:
    reference = only_case().reference
    real = other.get(f"/cases/{reference}/?code={secret_code()}")
    made_up = other.get(f"/cases/{new_reference()}/?code={secret_code()}")
    assert (real.status_code, made_up.status_code) == (404, 404)
    assert "My card never came." not in text_of(real)
    assert text_of(real) == text_of(made_up)


@pytest.mark.parametrize("page", ["", "done/", "files/7KM4-29QX-T8/"])
def test_acc_17_a_case_that_is_not_followed_is_as_absent_as_one_that_is_not_there(
    other: Visitor, code: str, page: str
) -> None:
    real = other.get(f"/cases/{only_case().reference}/{page}", follow=True)
    absent = other.get(f"/cases/{new_reference()}/{page}", follow=True)
    assert (real.status_code, absent.status_code) == (404, 404)
    assert text_of(real) == text_of(absent)


def test_nothing_can_be_added_to_a_case_that_is_not_followed(other: Visitor, code: str) -> None:
    other.get("/")
    answer = other.post(f"/cases/{only_case().reference}/", {"text": "Let me in."})
    assert answer.status_code == 404
    assert only_case().posts.count() == 1


@pytest.mark.parametrize("code_typed", ["", "   "])
def test_both_are_asked_for(other: Visitor, code: str, code_typed: str) -> None:
    answer = other.fill("/cases/", reference=only_case().reference, code=code_typed)
    assert answer.status_code == 422
    assert "Enter the access code that came with the reference." in text_of(answer)
    assert only_case().reference in answer.content.decode()


def test_guessing_is_stopped_and_a_guess_that_comes_too_late_is_not_even_tried(
    other: Visitor, code: str
) -> None:
    reference = only_case().reference
    for _guess in range(20):
        assert other.fill("/cases/", reference=reference, code=secret_code()).status_code == 404
    right = other.fill("/cases/", reference=reference, code=code)
    assert right.status_code == 429
    assert "Please wait" in text_of(right)
    assert int(right["Retry-After"]) > 0
    assert not Follower.objects.filter(actor__key__isnull=True).exists()
    assert Follower.objects.count() == 1


def test_acc_17_on_a_shared_computer_the_next_person_sees_nothing(visitor: Visitor, code: str) -> None:
    reference = only_case().reference
    answer = visitor.post("/leave/")
    assert answer.url == "/"
    assert "Nothing of yours can be seen on this computer any more." in text_of(visitor.get("/"))
    assert visitor.get(f"/cases/{reference}/").status_code == 404
    assert visitor.get(f"/cases/{reference}/done/", follow=True).status_code == 404
    assert visitor.fill("/cases/", reference=reference, code=code).status_code == 302


def test_leaving_is_not_done_by_following_a_link(visitor: Visitor) -> None:
    assert visitor.get("/leave/").status_code == 405
