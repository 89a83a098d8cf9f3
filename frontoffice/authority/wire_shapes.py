"""What all doors of the machine API say alike: refusals, keys, purposes, and answers that need not be sent twice."""

import hashlib
import json
from http.client import responses as reasons
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from ninja import Header

from frontoffice.authority import explaining
from frontoffice.authority.answers import Colleague, Problem
from frontoffice.foundation.refusals import Refused

REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 422, 429), Problem)
# The same for the description of a door. Each door that names REFUSALS as answers has nine models of them built: with
# five hundred doors three seconds and 80 MB of each web process. One door does, so that Problem is described.
REFUSED: dict[str, Any] = {
    "responses": {
        status: {
            "description": reasons[status],
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in REFUSALS
    }
}
Key = Annotated[str | None, Header(alias="Idempotency-Key", max_length=100, pattern=r"^[\x21-\x7e]+$")]
# Why a program opens what is not on its actor's work (REC-6): a code of the agency's list, and words.
Purpose = Annotated[str | None, Header(alias="Access-Purpose", max_length=20)]
PurposeText = Annotated[str | None, Header(alias="Access-Purpose-Text", max_length=300)]
UNCHANGED = "What you have, named in If-None-Match, is what there is."
KnownTag = Annotated[
    str | None,
    Header(
        alias="If-None-Match", max_length=200, description="An ETag of before: nothing is sent if it holds."
    ),
]


def problem_of(refusal: Refused) -> Problem:
    """The refusal as programs get it, with the colleagues who may."""
    explained = explaining.of_refusal(refusal)
    who = [
        Colleague(reference=member.reference, name=member.actor.name, unit=member.unit.name)
        for member in (explained.who if explained is not None else ())
    ]
    return Problem(code=refusal.code, message=str(refusal), field=refusal.field, part=refusal.part, who=who)


def read_answer(request: HttpRequest, data: Any) -> HttpResponseBase:
    """The data as JSON with an ETag; 304 without a body where the caller has just that."""
    body = json.dumps(data, ensure_ascii=False).encode()
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response.headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    found = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    return found if found is not None else response
