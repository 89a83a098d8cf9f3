"""A row's template that is rendered once for each shape and then filled in says what rendering it would."""

from typing import Any

import pytest
from django.template import engines
from django.utils import translation
from django.utils.safestring import SafeString
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontoffice.foundation.ui import stencils
from frontoffice.foundation.ui.stencils import Misprinted, Stencil

ROW = (
    "<li id=\"{{ who }}\"{% if here %} aria-current='true'{% endif %}>100% {{ who }}"
    '{% if due %} <b>{{ due }}</b>{% elif flag %} {{ flag }}{% endif %}{% translate "Monday" %}</li>'
)


@pytest.fixture
def template(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Stands for the file: `template(source)`, and how often it was rendered."""
    rendered: list[dict[str, Any]] = []

    def of(source: str) -> Any:
        made: Any = engines["django"].from_string(source)
        render = made.render
        made.render = lambda context: (rendered.append(context), render(context))[1]
        monkeypatch.setattr(stencils, "get_template", lambda _name: made)
        return made

    of.rendered = rendered  # type: ignore[attr-defined]
    return of


TEXTS = st.text(max_size=20) | st.sampled_from(["%(who)s", "%s %", "{{ due }}", "\ue000due\ue001", "<b>&'\""])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(who=TEXTS, due=TEXTS, flag=TEXTS, here=st.booleans())
def test_it_says_what_rendering_the_template_would(
    template: Any, who: str, due: str, flag: str, here: bool
) -> None:
    values = {"who": who, "due": due, "flag": flag, "here": here}
    made = template(ROW)
    stencil = Stencil("row.html")
    stencil.filled({name: not here if name == "here" else "other" for name in values})
    stencil.filled({name: value and (True if name == "here" else "other") for name, value in values.items()})
    assert stencil.filled(values) == made.render(values)


def test_it_is_rendered_for_each_shape_and_language_and_not_for_each_row(template: Any) -> None:
    template(ROW)
    stencil = Stencil("row.html")
    for who in ("Ada", "Ben", "Cy"):
        stencil.filled({"who": who, "due": "", "flag": "!", "here": False})
    assert len(template.rendered) == 2, "once, and once to see that it only prints"
    with translation.override("es"):
        assert "lunes" in stencil.filled({"who": "Ada", "due": "", "flag": "!", "here": False})
    stencil.filled({"who": "Ada", "due": "", "flag": "", "here": False})
    assert len(template.rendered) == 6


def test_what_is_safe_already_stays_as_it_is(template: Any) -> None:
    template(ROW)
    said = Stencil("row.html").filled({"who": "<i>", "due": SafeString("<time>"), "flag": "", "here": True})
    assert isinstance(said, SafeString)
    assert "<b><time></b>" in said
    assert "&lt;i&gt;" in said
    assert "<i>" not in said


@pytest.mark.parametrize("does", ["truncatechars:3", "slice:'1:'", "urlencode", "upper", "length", "title"])
def test_a_template_that_does_more_than_print_is_told(template: Any, does: str) -> None:
    template(f"{{{{ who|{does} }}}}")
    with pytest.raises(Misprinted, match=r"row\.html"):
        Stencil("row.html").filled({"who": "Ada Lovelace"})


def test_a_reference_may_stand_in_an_address(template: Any) -> None:
    made = template("<a href=\"{% url 'customers:customer' reference %}{{ query }}\">{{ reference }}</a>")
    stencil = Stencil("row.html", in_addresses=("reference",))
    for reference, query in (("AB12-CD34", "?a=1&b=2"), ("X", ""), ("Y7", "?c")):
        values = {"reference": reference, "query": query}
        assert stencil.filled(values) == made.render(values)
    with pytest.raises(Misprinted):
        Stencil("row.html").filled({"reference": "X", "query": ""})
