"""Every component renders, and no template gives a component what it does not take."""

import re

import pytest
from django.http import HttpRequest
from django.template import TemplateDoesNotExist, engines

from tests.foundation.ui import templates_of_ours as ours
from tests.foundation.ui.conftest import Render

TEMPLATES = ours.names()
ICONS = set((ours.ROOT / "frontoffice/foundation/ui/icons.txt").read_text().split())


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_gives_a_component_what_it_does_not_take(name: str) -> None:
    found = [problem for use in ours.uses(name, ours.nodes(name)) for problem in ours.wrong(use)]
    assert found == []


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ('<c-badge paint="red">x</c-badge>', "does not take paint"),
        ('<c-badge data-x="1">x</c-badge>', "does not take data-x"),
        ('<c-button class="big">x</c-button>', "does not take class"),
        ('<c-button :data-x="name">x</c-button>', "must be written"),
        ('<c-panel><c-slot name="footer">x</c-slot></c-panel>', "has no slot footer"),
        ("{% if a %}<c-panel><c-panel nope>x</c-panel></c-panel>{% endif %}", "does not take nope"),
    ],
)
def test_what_is_undeclared_is_found(source: str, says: str) -> None:
    found = [problem for use in ours.uses("here", ours.compiled(source)) for problem in ours.wrong(use)]
    assert len(found) == 1
    assert says in found[0]


def test_what_is_declared_or_passed_on_is_fine() -> None:
    button = '<c-button hx-get="/x/" aria-label="l">x</c-button>'
    source = f'<c-panel heading="h"><c-slot name="actions">{button}</c-slot></c-panel>'
    assert [problem for use in ours.uses("here", ours.compiled(source)) for problem in ours.wrong(use)] == []


def test_an_unknown_component_is_found() -> None:
    with pytest.raises(TemplateDoesNotExist):
        list(map(ours.wrong, ours.uses("here", ours.compiled("<c-nothing>x</c-nothing>"))))


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_icon_named_in_a_template_is_in_the_sprite(name: str) -> None:
    source = "".join(path.read_text() for path in ours.ROOT.glob(f"frontoffice/**/templates/{name}"))
    named = set(re.findall(r"""{%\s*icon\s+["']([a-z_]+)["']""", source)) | set(
        re.findall(r'\sicon="([a-z_]+)"', source)
    )
    assert named - ICONS == set()


def test_what_is_put_into_a_component_is_escaped_once(render: Render) -> None:
    html = render(
        '<c-entry who="{{ name }}" what="wrote">{{ text }}</c-entry>', name="<b>Ann & Bo</b>", text="<script>"
    )
    assert "&lt;b&gt;Ann &amp; Bo&lt;/b&gt;" in html
    assert "&lt;script&gt;" in html
    assert "&amp;lt;" not in html


def test_a_component_does_not_see_the_pages_own_names(render: Render) -> None:
    assert "leaked" not in render(
        "<c-panel>inside</c-panel>", heading="leaked", actions="leaked", tone="leaked"
    )


def test_a_form_carries_its_token_and_a_fresh_key_each_time(render: Render) -> None:
    first, second = (render('<c-form keep="k">x</c-form>') for _time in range(2))
    key = re.compile(r'name="idempotency_key" value="([0-9a-f]{32})"')
    assert 'name="csrfmiddlewaretoken"' in first
    assert "data-guard" in first
    assert key.findall(first) != key.findall(second)


def test_a_button_says_its_shortcut_to_assistive_technology(render: Render) -> None:
    html = render('<c-button key="e" opens="d">Resolve</c-button>')
    assert 'aria-keyshortcuts="e"' in html
    assert 'type="button"' in html, "a button that opens a dialog must not send the form"


def test_a_late_case_says_so_in_words(render: Render) -> None:
    from frontoffice.foundation.ui import sample

    html = render(
        '<c-queue-row href="#" who="w" what="x" :due="due" status="Open" />',
        due=sample.AT.date().replace(day=16),
    )
    assert "late 2 d" in html


def test_an_empty_entry_has_no_box(render: Render) -> None:
    assert "entry-box" not in render('<c-entry who="System" what="created the case"> </c-entry>')


def test_the_step_indicator_names_the_current_step_without_a_group(render: Render) -> None:
    html = render("""<c-steps :steps="['One', 'Two']" :current="2" />""")
    assert html.count('aria-current="step"') == 1
    assert 'role="group"' not in html
    assert "Step 2 of 2" in html


def test_both_pagers_lead_somewhere_or_are_left_out(render: Render) -> None:
    assert render("<c-pager />").strip() == ""
    html = render('<c-pager older="?after=9" />')
    assert 'href="?after=9"' in html
    assert "Newest first" in html


def test_a_chart_carries_its_numbers_as_a_table(render: Render) -> None:
    html = render(
        """<c-chart kind="line" id="c" title="Days" column="Day" :points="[('Mon', 3), ('Tue', 0)]" />"""
    )
    assert '<th scope="row">Mon</th><td class="number">3</td>' in html
    assert "style=" not in html


def test_a_page_can_be_made_without_a_request() -> None:
    html = engines["django"].get_template("500.html").render({})
    assert "on our side" in html


def test_messages_with_an_undo_bring_its_form(render: Render, request_at_the_office: HttpRequest) -> None:
    from django.contrib.messages.storage.base import Message

    message = Message(25, "Assigned.", extra_tags="undo:/desk/undo/")
    html = render('<c-toasts :items="items" />', items=[message])
    assert 'action="/desk/undo/"' in html
    assert "//evil" not in render(
        '<c-toasts :items="items" />', items=[Message(25, "x", extra_tags="undo://evil/")]
    )
