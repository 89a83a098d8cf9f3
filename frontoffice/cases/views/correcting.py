"""A reply that sets earlier answers right: what it begins with."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.cases.forms import WriteForm
from frontoffice.cases.models import Case
from frontoffice.cases.queries.outdated import told_in
from frontoffice.cases.views.passages import chips_of
from frontoffice.foundation.references import normalize
from frontoffice.knowledge.models import AnswerGiven, Audience, Passage
from frontoffice.knowledge.queries import Outdated, Why, looked_at, outdated_answers

MOST = 20


@dataclass(frozen=True)
class Correction:
    """What one answer said, and what the customer is told in its place; `number` is that of the citation."""

    day: date
    told: str
    changed: bool
    now: str
    number: int


def begun(request: ActingRequest, case: Case) -> dict[str, Any]:
    """The form with a correcting reply for the answers that the address names; empty where it names none."""
    wanted = [found for one in request.GET.get("set_right", "").split()[:MOST] if (found := normalize(one))]
    if not wanted:
        return {}
    left = outdated_answers(at=request.at).filter(told_in(case), reference__in=wanted)
    rows = looked_at(left.select_related("passage__version__article", "version").order_by("question", "rank"))
    if not rows:
        return {}
    cited = list(dict.fromkeys(now.reference for one in rows if (now := _to_tell(one)) is not None))
    text = _text(case, [_correction(one, cited) for one in rows])
    told = {
        "kind": "reply",
        "text": text,
        "passages": " ".join(cited),
        "sets_right": " ".join(one.answer.reference for one in rows),
    }
    return {"form": WriteForm(initial=told), "chips": chips_of(request, " ".join(cited))}


def answers_of(request: ActingRequest, references: str) -> list[AnswerGiven]:
    """The answers that a form names. Raises NotFound for one that is not there."""
    wanted = list(dict.fromkeys(references.split()))[:MOST]
    return [find(AnswerGiven, one, by=request.actor, at=request.at, field="sets_right") for one in wanted]


def _correction(one: Outdated, cited: list[str]) -> Correction:
    now = _to_tell(one)
    return Correction(
        day=one.answer.given_on,  # type: ignore[attr-defined]  # annotated
        told=one.told,
        changed=one.why == Why.CHANGED,
        now=now.text if now is not None else "",
        number=cited.index(now.reference) + 1 if now is not None else 0,
    )


def _to_tell(one: Outdated) -> Passage | None:
    """What the text says now, where it is for everybody."""
    return one.now if one.now is not None and one.now.version.audience == Audience.PUBLIC else None


def _text(case: Case, corrections: list[Correction]) -> str:
    """In the customer's language, as far as there is a translation."""
    with translation.override(case.language):
        told = {"name": case.asker_name, "corrections": corrections}
        return render_to_string("cases/reply/setting_right.txt", told).strip()
