"""Addresses and fixed words that are worked out once say what Django's own tags say."""

from collections.abc import Iterator

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from frontoffice.foundation.ui.nodes import AddressNode, WordsNode

WORD = "AB12-CD34-9_z"


def named(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, int]]:
    """The name of each page, and how many words its address takes of its own."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from named(one.url_patterns, f"{before}{one.namespace}:" if one.namespace else before)
        elif one.name:
            yield f"{before}{one.name}", one.pattern.regex.groups


def told(source: str, **given: object) -> str:
    return Template(source).render(Context(given))


def or_none(name: str, words: list[str]) -> str | None:
    try:
        return reverse(name, args=words)
    except NoReverseMatch:
        return None


def test_each_address_is_the_one_that_reverse_gives() -> None:
    every = set(named(get_resolver().url_patterns))
    assert len(every) > 300
    for name, count in every:
        words = [f"{WORD}{number}" for number in range(count)]
        expected = or_none(name, words)
        if expected is not None:
            places = " ".join(f"words.{number}" for number in range(count))
            for _again in range(2):
                assert told(f"{{% url name {places} %}}", name=name, words=words) == expected


@pytest.mark.parametrize("word", ["a b", "a/b", "ä", "<b>", "%25", "a&b", "", 7])
def test_what_is_no_plain_word_is_left_to_django(word: str | int) -> None:
    expected = or_none("customers:customer", [word])  # type: ignore[list-item]
    if expected is None:
        with pytest.raises(NoReverseMatch):
            told("{% url 'customers:customer' word %}", word=word)
    else:
        assert told("{% url 'customers:customer' word %}", word=word) == expected.replace("&", "&amp;")


def test_an_address_can_be_kept_for_later_and_an_unknown_one_is_told() -> None:
    kept = told("{% url 'customers:customer' 'X' as here %}[{{ here }}]")
    assert kept == f"[{reverse('customers:customer', args=['X'])}]"
    with pytest.raises(NoReverseMatch):
        told("{% url 'customers:no_such_page' %}")


def test_fixed_words_are_said_in_the_language_of_each_page() -> None:
    page = Template("{% translate 'Send' %}, {% translate 'Yes & no' %}")
    for _again in range(2):
        for language in ("en", "es"):
            with translation.override(language):
                send = translation.gettext("Send")
                assert page.render(Context()) == f"{send}, Yes & no"


def test_only_what_is_the_same_each_time_is_kept() -> None:
    page = Template(
        "{% translate 'Send' %}{% translate word %}{% translate 'Send'|upper %}{% url 'ui:kit' %}"
    )
    assert sum(isinstance(node, WordsNode) for node in page.nodelist) == 1
    assert any(isinstance(node, AddressNode) for node in page.nodelist)
