"""An @ and a colleague's name in a note tell that colleague; nobody else, and nobody who may not see the case."""

import pytest
from django.test import Client

from frontoffice.authority.models import Notice, StaffMember
from frontoffice.cases.actions.mentioning import CannotSeeIt, named_in
from frontoffice.cases.actions.noting import note
from frontoffice.cases.models import Case, Note
from tests import factories
from tests.cases import making

pytestmark = pytest.mark.django_db
AT = making.later(hours=1)


def test_who_is_named_is_told_once_with_the_case_and_who_named_them(
    case: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    note(case=case, text="@Tomas Reinholt, look. Yes, @tomas reinholt!", by=dana.actor, at=AT)
    (told,) = Notice.objects.all()
    assert told.member == tomas
    assert told.text == f"Dana Whitfield named you on {case.number} Lost card"
    assert (told.about_kind, told.about_id, told.page) == ("cases.case", case.pk, case.reference)


def test_the_longer_name_is_meant_and_an_address_names_nobody(case: Case, dana: StaffMember) -> None:
    factories.staff("Ann Lee")
    longer = factories.staff("Ann Lee Moore")
    assert named_in("@Ann Lee Moore knows", at=AT) == [longer]
    assert named_in("write to x@Ann Lee", at=AT) == []
    assert named_in("@Ann Leeds is somebody else", at=AT) == []
    assert named_in("nobody", at=AT) == []


def test_two_of_one_name_are_both_told_and_who_left_is_not(case: Case) -> None:
    both = {factories.staff("Ann Lee").pk, factories.staff("Ann Lee").pk}
    gone = factories.staff("Ann Lee")
    StaffMember.objects.filter(pk=gone.pk).update(until=making.later(minutes=1))
    assert {member.pk for member in named_in("@Ann Lee", at=AT)} == both


def test_a_note_that_names_somebody_who_may_not_see_the_case_is_refused_and_nothing_is_kept(
    case: Case, dana: StaffMember
) -> None:
    factories.staff("Noor Haddad", unit_code="back")
    with pytest.raises(CannotSeeIt, match="Noor Haddad can't see this case"):
        note(case=case, text="Ask @Noor Haddad", by=dana.actor, at=AT)
    assert not Note.objects.exists()
    assert not Notice.objects.exists()


def test_what_was_typed_stays_where_a_name_is_refused(case: Case, desk: Client) -> None:
    factories.staff("Noor Haddad", unit_code="back")
    answer = desk.post(f"/desk/cases/{case.reference}/write/", {"text": "Ask @Noor Haddad", "kind": "note"})
    assert answer.status_code == 422
    assert "Ask @Noor Haddad" in answer.content.decode()


def test_names_are_offered_by_how_any_word_of_them_begins(desk: Client, tomas: StaffMember) -> None:
    StaffMember.objects.filter(pk=factories.staff("Tom Gone").pk).update(until=making.later(minutes=1))
    factories.staff("Tom Robot", automated=True)
    for typed in ("tom", "Rein"):
        answer = desk.get("/desk/colleagues/", {"q": typed}).json()
        assert [person["label"] for person in answer["items"]] == ["Tomas Reinholt"]
    assert Client().get("/desk/colleagues/").status_code == 302
