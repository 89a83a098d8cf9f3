"""The words around what is quoted: the reply that a draft is, and the note with which an inquiry is referred."""

import re
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import override

from frontoffice.cases.models import Case
from frontoffice.correspondence.composing import absolute
from frontoffice.foundation.models import Agency
from frontoffice.foundation.search.words import primary
from frontoffice.knowledge.models import Passage
from frontoffice.knowledge.queries import page_address
from frontoffice.representative.extracting import Quoted, as_said
from frontoffice.representative.models import Why
from frontoffice.representative.queries.tried import with_passages
from frontoffice.representative.searching import Sought

# What may stand in a greeting: letters and what joins them. Anything else in a name is not repeated to anybody (X7).
_PLAIN_NAME = re.compile(r"[^\W\d_]+(?:[ '’.-]{1,2}[^\W\d_]+){0,5}\.?")
LONGEST_NAME = 60


@dataclass(frozen=True)
class Written:
    """A reply: its text with the notice in it, the notice alone, the passages in the order of their numbers."""

    body: str
    notice: str
    passages: list[Passage]
    sentences: list[tuple[int, Quoted]]


def reply_to(case: Case, sought: Sought, *, name: str) -> Written:
    """The reply in the language of its sources: greeting, the sentences with their numbers, how it came about.

    Where texts fit alike it asks which is meant, with each of them as a source of its own.
    """
    passages = list({one.passage.pk: one.passage for one in sought.answer}.values())
    choices = [one for one in sought.choices if one not in passages]
    parts, sentences = [], []
    for number, passage in enumerate(passages, start=1):
        own = [one for one in sought.answer if one.passage.pk == passage.pk]
        parts.append(f"{as_said(sorted(own, key=lambda one: one.start))} [{number}]")
        sentences += [(number, one) for one in sorted(own, key=lambda one: one.start)]
    told = {
        "greets": greeted(case.asker_name),
        "name": name,
        "on": sought.on,
        "case_page": absolute(f"cases/{case.reference}/"),
        "offices": absolute("offices/"),
        "parts": parts,
        "choices": [_choice(number, one) for number, one in enumerate(choices, start=len(passages) + 1)],
    }
    with override(sought.language):
        notice = render_to_string("representative/reply/notice.txt", told).strip()
        body = render_to_string("representative/reply/reply.txt", told | {"notice": notice})
    return Written(_tidy(body), notice, [*passages, *choices], sentences)


def _choice(number: int, passage: Passage) -> dict[str, object]:
    return {
        "number": number,
        "title": passage.version.title,
        "address": absolute(page_address(passage).removeprefix("/")),
    }


def greeted(name: str) -> str:
    """The name to greet with, where it is one: an address, a number or a sentence given as a name is left out."""
    name = " ".join(name.split())
    return name if len(name) <= LONGEST_NAME and _PLAIN_NAME.fullmatch(name) else ""


def note_of(sought: Sought, why: str) -> str:
    """For colleagues: why there is no draft, what was looked for, and what came nearest and fell short."""
    with override(_office_language()):
        looked = with_passages([one.as_kept() for one in sought.tried])
        told = {"why": Why(why).label, "tried": looked, "on": sought.on}
        return _tidy(render_to_string("representative/reply/referral.txt", told))


def refused_note(said: str) -> str:
    """For colleagues: the draft could not be kept, and what stood against it."""
    with override(_office_language()):
        return _tidy(render_to_string("representative/reply/could_not.txt", {"said": said}))


def _office_language() -> str:
    agency = Agency.objects.first()
    return primary(agency.default_language) if agency is not None else "en"


def _tidy(text: str) -> str:
    """Never more than one empty line between two others."""
    return re.sub(r"[ \t]+\n", "\n", re.sub(r"\n{3,}", "\n\n", text)).strip()
