"""Text modules: kept by version, offered by letters, filled from the case; what stays open is never sent."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import StaffMember
from frontoffice.cases import placeholders
from frontoffice.cases.actions import keeping_modules as keeping
from frontoffice.cases.actions.noting import note
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.actions.resolving import resolve
from frontoffice.cases.models import Case, Note, TextModule
from frontoffice.cases.placeholders import BlanksLeft, UnknownPlaceholder
from frontoffice.cases.queries.modules import offered
from frontoffice.correspondence.models import Message
from tests import factories
from tests.cases import making
from tests.cases.desk_pages import NASTY, address, text, write

pytestmark = pytest.mark.django_db
AT = making.later(hours=1)
FEE = "Dear {{customer}},\n\nabout case {{case}}: the fee is [none]. {{? the amount}} is due. {{me}}"


def kept(by: StaffMember, shortcut: str = "fee", words: str = FEE, **more: object) -> TextModule:
    told = {"shortcut": shortcut, "name": "Fee of a card", "languages": ["en"], "texts": [words]} | more
    return keeping.keep_my_module(**told, by=by.actor, at=AT)  # type: ignore[arg-type]


def test_a_module_stands_in_a_case_with_what_is_known_of_it_and_blanks_for_the_rest(
    case: Case, dana: StaffMember
) -> None:
    kept(dana)
    (one,) = offered("fe", case, dana)
    assert one.text == (
        f"Dear Marisol Ortega-Reyes,\n\nabout case {case.number}: the fee is [none]. "
        "[[the amount]] is due. Dana Whitfield"
    )
    assert one.blanks == ["the amount"]


def test_what_the_case_does_not_tell_stays_a_blank(topic: object, dana: StaffMember) -> None:
    kept(dana, words="Dear {{ customer }}, call {{phone}}.")
    (one,) = offered("fee", making.case(name="", email=""), dana)
    assert one.text == "Dear [[customer’s name]], call [[telephone number]]."


def test_the_customers_language_is_taken_where_it_is_written(topic: object, dana: StaffMember) -> None:
    kept(dana, languages=["en", "es"], texts=["It costs {{due}}.", "Cuesta {{due}}."])
    case = making.case(language="es")
    (spanish,) = offered("fee", case, dana)
    assert (spanish.language, spanish.text) == ("es", f"Cuesta {case.due_on.day} de noviembre de 2026.")
    (chinese,) = offered("fee", making.case(language="zh"), dana)
    assert chinese.language == "en"


def test_ones_own_come_first_then_the_units_then_the_agencys_and_nobody_elses(
    case: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    ruth = factories.senior()
    shared = {"shortcut": "fee", "languages": ["en"], "texts": ["Words."]}
    agencys = keeping.keep_shared_module(**shared, name="Fee, all", by=ruth.actor, at=AT)  # type: ignore[arg-type]
    units = keeping.keep_shared_module(**shared, name="Fee, unit", unit=dana.unit, by=ruth.actor, at=AT)  # type: ignore[arg-type]
    kept(tomas)
    own = kept(dana)
    assert [one.module for one in offered("fe", case, dana)] == [own, units, agencys]


def test_one_query_finds_them_however_many_there_are(
    case: Case, dana: StaffMember, django_assert_num_queries: object
) -> None:
    for number in range(3):
        kept(dana, shortcut=f"fee{number}")
        with django_assert_num_queries(1):  # type: ignore[operator]
            assert len(offered("fee", case, dana)) == number + 1


def test_x2_writing_it_anew_keeps_what_it_was(dana: StaffMember, case: Case) -> None:
    module = kept(dana)
    keeping.keep_my_module(
        shortcut="fee", name="Fee", languages=["en"], texts=["New."], module=module, by=dana.actor, at=AT
    )
    assert [one.text for one in offered("fee", case, dana)] == ["New."]
    assert list(module.versions.order_by("number").values_list("number", "texts")) == [
        (1, {"en": FEE}),
        (2, {"en": "New."}),
    ]


def test_letters_are_taken_once_but_free_again_after_retiring(dana: StaffMember, tomas: StaffMember) -> None:
    module = kept(dana)
    kept(tomas)
    with pytest.raises(keeping.ShortcutTaken):
        kept(dana, shortcut="FEE")
    keeping.retire_my_module(module=module, by=dana.actor, at=AT)
    with pytest.raises(keeping.RetiredBefore):
        keeping.retire_my_module(module=module, by=dana.actor, at=AT)
    kept(dana)


def test_a_placeholder_that_cannot_be_filled_is_refused_when_it_is_written(dana: StaffMember) -> None:
    with pytest.raises(UnknownPlaceholder, match="custmer"):
        kept(dana, words="Dear {{custmer}}")
    with pytest.raises(keeping.NothingWritten):
        kept(dana, words="  ")


def test_only_who_may_keeps_those_of_colleagues_and_nobody_changes_another_ones(
    dana: StaffMember, tomas: StaffMember
) -> None:
    shared = {"shortcut": "fee", "name": "Fee", "languages": ["en"], "texts": ["Words."]}
    with pytest.raises(NotAuthorized):
        keeping.keep_shared_module(**shared, by=dana.actor, at=AT)  # type: ignore[arg-type]
    with pytest.raises(keeping.NotYours):
        keeping.retire_my_module(module=kept(tomas), by=dana.actor, at=AT)


@pytest.mark.parametrize("act", ["reply", "note", "resolve"])
def test_nothing_with_a_blank_in_it_is_sent(act: str, case: Case, dana: StaffMember) -> None:
    words = "Dear [[customer’s name]], [[the amount]] is due."
    acts = {
        "reply": lambda: reply(case=case, text=words, by=dana.actor, at=AT),
        "note": lambda: note(case=case, text=words, by=dana.actor, at=AT),
        "resolve": lambda: resolve(case=case, resolution=words, by=dana.actor, at=AT),
    }
    with pytest.raises(BlanksLeft, match="Fill in first: customer’s name; the amount"):
        acts[act]()
    assert not Message.objects.exists()
    assert not Note.objects.exists()


def test_what_was_typed_is_kept_when_a_blank_is_left(desk: Client, case: Case) -> None:
    answer = write(desk, case, text="Dear [[customer’s name]],")
    assert answer.status_code == 422
    assert "Fill in first: customer’s name." in text(answer)
    assert "Dear [[customer’s name]]," in text(answer)


@given(st.text(alphabet=st.sampled_from("ab {}?[]\n"), max_size=40))
def test_filling_never_fails_and_a_second_time_changes_nothing(words: str) -> None:
    told = placeholders.Told(Case(number="C-2026-000001"), None, "en")
    once = placeholders.filled(words, told)
    assert placeholders.filled(once, told) == once or placeholders.PLACE.search(once)


def test_modules_and_passages_are_offered_to_the_page(desk: Client, case: Case, dana: StaffMember) -> None:
    kept(dana)
    (module,) = desk.get(address(case, "modules/offered"), {"q": "f"}).json()["items"]
    assert (module["label"], module["detail"]) == ("::fee", "Fee of a card")
    passage = making.passage()
    (found,) = desk.get(address(case, "passages/offered"), {"q": "replacement card fee"}).json()["items"]
    assert found["reference"] == passage.reference
    assert found["text"] == "A replacement card costs $18.00."
    assert found["citation"] == "(Replacing a card, version 1)"
    assert desk.get(address(case, "passages/offered"), {"q": "\x00"}).json() == {"items": []}


def test_without_the_script_a_module_is_chosen_on_a_page(desk: Client, case: Case, dana: StaffMember) -> None:
    module = kept(dana)
    page = text(desk.post(address(case, "modules"), {"text": "Hello.", "kind": "note"}))
    assert "::fee" in page
    page = text(
        desk.post(address(case, "modules"), {"text": "Hello.", "kind": "note", "use": module.reference})
    )
    assert "Hello.\n\nDear Marisol Ortega-Reyes," in page


def test_the_setup_page_writes_looks_keeps_and_retires(desk: Client, case: Case, dana: StaffMember) -> None:
    new = {"shortcut": "fee", "name": "Fee", "whose": "mine", "text_en": "Dear {{customer}},", "text_es": ""}
    page = text(desk.post("/desk/modules/new/", new | {"preview": "1"}))
    assert "Dear Marisol Ortega-Reyes," in page
    assert not TextModule.objects.exists()
    assert desk.post("/desk/modules/new/", new).status_code == 302
    module = TextModule.objects.get()
    assert "::fee" in text(desk.get("/desk/modules/"))
    own = f"/desk/modules/{module.reference}/"
    assert desk.post(own, new | {"text_en": "Hello {{customer}}."}).status_code == 302
    assert "Version 2" in text(desk.get(own))
    assert desk.post(f"{own}retire/").status_code == 302
    assert "Taken out of use" in text(desk.get("/desk/modules/"))


def test_bad_input_on_the_setup_page_is_told_and_kept(desk: Client, case: Case) -> None:
    new = {"shortcut": "two words", "name": NASTY[:100], "whose": "agency", "text_en": "{{nothing}}"}
    answer = desk.post("/desk/modules/new/", new)
    assert answer.status_code == 422
    assert "Letters, digits and hyphens" in text(answer)
    assert "<script>alert" not in text(answer)
    answer = desk.post("/desk/modules/new/", new | {"shortcut": "x", "whose": "mine"})
    assert (answer.status_code, "{{nothing}} is no placeholder" in text(answer)) == (422, True)
