"""Addresses and fixed words in templates, worked out once: a page has a hundred of them, and they hardly differ.

`{% url %}` and `{% translate %}` say what Django's own say, and leave to these whatever is not plain.
"""

import re
from functools import lru_cache

from django.template import Context
from django.template.base import Node, Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# What stands in an address as it is, and fits each place of one that takes words at all.
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
_MARK = "zqx{}zqx"


class AddressNode(Node):
    """The address of a page with plain words in it, filled into what `reverse` once gave; any other by Django's."""

    child_nodelists = ()

    def __init__(self, plain: URLNode) -> None:
        self._plain = plain

    def render(self, context: Context) -> SafeString:
        """As Django's."""
        name = self._plain.view_name.resolve(context)
        words = [arg.resolve(context) for arg in self._plain.args]
        if context.autoescape and all(isinstance(word, str) and _PLAIN.fullmatch(word) for word in words):
            parts = _parts(name, len(words), get_urlconf(), get_script_prefix())
            if parts is not None:
                filled = (part + word for part, word in zip(parts, [*words, ""], strict=True))
                return SafeString("".join(filled))
        return SafeString(self._plain.render(context))


@lru_cache(maxsize=2048)
def _parts(name: str, count: int, _urls: str | None, _prefix: str) -> list[str] | None:
    """What stands around the words of an address; None where words do not fit it."""
    marks = [_MARK.format(number) for number in range(count)]
    try:
        address = reverse(name, args=marks)
    except NoReverseMatch:
        return None
    parts = re.split("|".join(marks), address) if marks else [address]
    return (
        [str(escape(part)) for part in parts] if re.findall(_MARK.format(r"\d"), address) == marks else None
    )


class WordsNode(Node):
    """Words that stand in the template, in each language looked up once."""

    def __init__(self, plain: TranslateNode) -> None:
        self._plain = plain
        self._said: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """As Django's."""
        language = get_language()
        said = self._said.get(language)
        if said is None:
            said = self._said[language] = SafeString(self._plain.render(context))
        return said


def url(parser: Parser, token: Token) -> Node:
    """`{% url %}`."""
    plain = django_url(parser, token)
    return plain if plain.kwargs or plain.asvar else AddressNode(plain)


def translate(parser: Parser, token: Token) -> Node:
    """`{% translate %}`."""
    plain = do_translate(parser, token)
    told = plain.filter_expression
    fixed = isinstance(told.var.literal, str) and not told.filters
    return WordsNode(plain) if fixed and not (plain.noop or plain.asvar or plain.message_context) else plain
