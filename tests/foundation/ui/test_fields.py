"""A field shows what its Django field says, unless the template says otherwise."""

import datetime as dt

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict

from frontoffice.foundation.ui import fields
from tests.foundation.ui.conftest import Render


class SampleForm(forms.Form):
    name = forms.CharField(label="Full name", required=False, help_text="As on your card.")
    email = forms.EmailField()
    on = forms.DateField(widget=forms.DateInput)
    text = forms.CharField(widget=forms.Textarea)
    way = forms.ChoiceField(choices=[("e", "Email"), ("p", "Phone")], widget=forms.RadioSelect)
    topic = forms.ChoiceField(choices=[("", "—"), ("Vehicles", [("t", "Title"), ("r", "Registration")])])
    agreed = forms.BooleanField()
    paper = forms.FileField(required=False)
    secret = forms.CharField(widget=forms.PasswordInput)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("name", "text"),
        ("email", "email"),
        ("on", "date"),
        ("text", "textarea"),
        ("way", "radio"),
        ("topic", "select"),
        ("agreed", "checkbox"),
        ("paper", "file"),
        ("secret", "password"),
    ],
)
def test_the_kind_follows_the_widget(name: str, kind: str) -> None:
    assert fields.from_bound(SampleForm()[name], {}).kind == kind


def test_label_hint_and_whether_it_is_required_come_from_the_form() -> None:
    view = fields.from_bound(SampleForm()["name"], {})
    assert (view.label, view.hint, view.required, view.describedby) == (
        "Full name",
        "As on your card.",
        False,
        "id_name-hint",
    )


def test_the_template_may_say_it_otherwise() -> None:
    view = fields.from_bound(
        SampleForm()["name"], {"label": "Name", "hint": False, "required": True, "count": "40"}
    )
    assert (view.label, view.hint, view.required, view.describedby) == ("Name", "", True, "id_name-count")


def test_an_error_is_described_by_its_sentence() -> None:
    view = fields.from_bound(SampleForm({"email": "no"})["email"], {})
    assert view.errors == ("Enter a valid email address.",)
    assert view.describedby == "id_email-error"


def test_what_was_typed_is_shown_again_but_never_a_password() -> None:
    form = SampleForm({"name": "Ann", "secret": "correct horse", "on": "2026-03-31"})
    assert fields.from_bound(form["name"], {}).value == "Ann"
    assert fields.from_bound(form["on"], {}).value == "2026-03-31"
    assert fields.from_bound(form["secret"], {}).value == ""


def test_a_date_is_written_as_the_browser_wants_it() -> None:
    form = SampleForm(initial={"on": dt.date(2026, 3, 31)})
    assert fields.from_bound(form["on"], {}).value == "2026-03-31"


def test_choices_keep_their_headings_and_know_which_is_chosen() -> None:
    view = fields.from_bound(SampleForm({"topic": "r"})["topic"], {})
    assert [group.label for group in view.groups] == ["", "Vehicles"]
    assert [choice.value for choice in view.choices if choice.chosen] == ["r"]
    assert len({choice.id for choice in view.choices}) == 3


def test_several_choices_may_be_chosen() -> None:
    view = fields.from_attributes(
        {"kind": "checkboxes", "name": "n", "options": [("a", "A"), ("b", "B")], "value": ["b"]}
    )
    assert [choice.chosen for choice in view.choices] == [False, True]


def test_a_link_to_a_group_leads_to_its_first_choice() -> None:
    assert fields.from_bound(SampleForm()["way"], {}).focus_id == "id_way-0"
    assert fields.from_bound(SampleForm()["email"], {}).focus_id == "id_email"


def test_a_kind_that_is_not_there_is_refused() -> None:
    with pytest.raises(fields.UnknownKind):
        fields.from_attributes({"kind": "slider", "name": "n"})


@pytest.mark.parametrize("kind", sorted(fields.KINDS))
def test_every_kind_renders_with_a_label_and_its_error(kind: str, render: Render) -> None:
    html = render(
        '<c-field kind="{{ kind }}" name="n" label="Label" hint="Hint" error="Wrong." required :options="options"'
        ' hx-get="/x/" />',
        kind=kind,
        options=[("a", "A"), ("b", "B")],
    )
    assert "Label" in html
    assert 'id="id_n-error"' in html
    assert "Wrong." in html
    assert (" required" in html) == (kind != "checkboxes"), "HTML has no way to require one of several boxes"
    assert 'hx-get="/x/"' in html
    assert 'for="id_n' in html


def test_the_error_summary_leads_to_each_field(render: Render) -> None:
    form = SampleForm({"email": "no"}, MultiValueDict())
    form.add_error(None, "Nothing adds up.")
    html = render('<c-error-summary :form="form" />', form=form)
    assert 'href="#id_email"' in html
    assert 'href="#id_way-0"' in html
    assert "Nothing adds up." in html
    assert "problems" in html


def test_there_is_no_summary_without_errors(render: Render) -> None:
    assert render('<c-error-summary :form="form" />', form=SampleForm()).strip() == ""
