"""Looking up a passage while a reply is written, and putting it in with its citation.

The script inserts on the page itself; without it the same form carries what was typed there and back.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find as find_one
from frontoffice.cases.forms import WriteForm
from frontoffice.cases.models import Case
from frontoffice.cases.views.showing import case_of, desk, is_part, show
from frontoffice.cases.views.wishes import Wish
from frontoffice.foundation.references import normalize
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.models import Audience, Passage
from frontoffice.knowledge.queries import concerns, find, find_interpretations
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.found import Found
from frontoffice.knowledge.queries.in_force import STOPPING
from frontoffice.knowledge.queries.interpretations import read
from frontoffice.knowledge.queries.seen import passages_visible_to

LONGEST_QUESTION = 1_000
LONGEST_TYPED = 20_000
MOST_CITED = 20
MOST_READ = 5


@dataclass(frozen=True)
class Chip:
    """A passage as it is cited in the reply. `stops`: it goes out only with a reason (INQ-5)."""

    passage: Passage
    number: int
    warnings: tuple[str, ...]
    stops: bool
    internal: bool
    address: str


@dataclass(frozen=True)
class Hit:
    """A passage that was found, with the sentence that answers set apart."""

    chip: Chip
    before: str
    sentence: str
    after: str


@needs("cases.reply")
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: ActingRequest, reference: str) -> HttpResponse:
    """The panel in which passages are found. Begins with what the customer asked."""
    case = case_of(request, reference)
    sent = request.POST if request.method == "POST" else request.GET
    if request.method == "POST" and sent.get("use"):
        return _use(request, case, sent["use"])
    given = sent.get("q")
    question = (case.subject if given is None else given)[:LONGEST_QUESTION].replace("\x00", "")
    context = {
        "case": case,
        "question": question,
        **_looked_up(request, case, question),
        "asked": bool(question.strip()),
        "typed": sent.get("text", "")[:LONGEST_TYPED],
        "cited": sent.get("passages", "")[:400],
        "wish": Wish.of(request),
        "address": reverse("cases:passages", args=[case.reference]),
    }
    if not is_part(request):
        return render(request, "cases/passages_page.html", {**context, **desk(request, "main")})
    return render(
        request, "cases/parts/hits.html" if given is not None else "cases/passages_dialog.html", context
    )


@needs("cases.reply")
@require_safe
def chips(request: ActingRequest, reference: str) -> HttpResponse:
    """The citations of a reply that was kept as a draft in the browser."""
    case = case_of(request, reference)
    shown = chips_of(request, request.GET.get("passages", "")[:400])
    return render(request, "cases/parts/chips.html", {"case": case, "chips": shown})


def passages_of(request: ActingRequest, references: str) -> list[Passage]:
    """The passages that a reply cites, in the order of their numbers. Raises NotFound for one that is not there."""
    wanted = list(dict.fromkeys(references.split()))[:MOST_CITED]
    return [find_one(Passage, one, by=request.actor, at=request.at, field="passages") for one in wanted]


def chips_of(request: ActingRequest, references: str) -> list[Chip]:
    """The same to look at; what is not there is left out."""
    wanted = [found for one in references.split()[:MOST_CITED] if (found := normalize(one))]
    seen = passages_visible_to(by=request.actor, at=request.at).filter(reference__in=wanted)
    by_reference = {passage.reference: passage for passage in seen}
    on = office_day(request.at)
    cited = [by_reference[one] for one in dict.fromkeys(wanted) if one in by_reference]
    return [_chip(passage, number, on) for number, passage in enumerate(cited, start=1)]


def _chip(passage: Passage, number: int, on: date) -> Chip:
    against = concerns(passage.version, on=on)
    return Chip(
        passage=passage,
        number=number,
        warnings=tuple(str(concern.label) for concern in against),
        stops=any(concern in STOPPING for concern in against),
        internal=passage.version.audience == Audience.INTERNAL,
        address=f"/help/{passage.version.article.slug}/#{passage.anchor}",
    )


def _looked_up(request: ActingRequest, case: Case, question: str) -> dict[str, Any]:
    """The passages, and how colleagues read the rules among them (onet.18)."""
    found = _hits(request, case, question)
    articles = [hit.chip.passage.version.article_id for hit in found[:MOST_READ]]
    readings = find_interpretations(question, articles=articles, by=request.actor, at=request.at)
    return {"hits": found, "readings": read(readings[:MOST_READ], on=office_day(request.at))}


def _hits(request: ActingRequest, case: Case, question: str) -> list[Hit]:
    return hits_for(request, question, language=case.language)


def hits_for(request: ActingRequest, question: str, *, language: str) -> list[Hit]:
    """The passages that answer, in the language or else in English."""
    on = office_day(request.at)
    found = _found(question, language, on)
    if not found.passages and not language.startswith("en"):
        found = _found(question, "en", on)
    hits = []
    for one in found.passages:
        start, end = one.sentence
        text = one.passage.text
        hits.append(Hit(_chip(one.passage, 0, on), text[:start], text[start:end], text[end:]))
    return hits


def _found(question: str, language: str, on: date) -> Found:
    return find(question, on=on, audience=Audience.INTERNAL, language=language)


def _use(request: ActingRequest, case: Case, reference: str) -> HttpResponse:
    """Without the script: back to the case, with the passage in the reply."""
    typed, cited = (
        request.POST.get("text", "")[:LONGEST_TYPED],
        request.POST.get("passages", "")[:400].split(),
    )
    try:
        passage: Passage = find_one(Passage, reference, by=request.actor, at=request.at)
    except Refused as refusal:
        return show(request, case, status=refusal.status, problem=in_full(refusal))
    cited += [] if passage.reference in cited else [passage.reference]
    number = cited.index(passage.reference) + 1
    text = f"{typed.rstrip()}\n\n{passage.text} [{number}]".strip()
    initial = {"kind": "reply", "text": text, "passages": " ".join(cited)}
    return show(request, case, form=WriteForm(initial=initial), chips=chips_of(request, " ".join(cited)))
