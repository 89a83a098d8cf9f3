"""What an assistant calls is done as anything else: the same check, key, approval and record, by the token's holder."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_type_hints

from django.db import models
from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from frontoffice.authority import listing, tokens
from frontoffice.authority.answers import answer, show
from frontoffice.authority.assistants.offering import MORE, READS, ReadOne, action_of
from frontoffice.authority.auditing import looking, machines
from frontoffice.authority.models import Edge, Token
from frontoffice.authority.registry import SHOWN, ActionFunction
from frontoffice.authority.signatures import find, refuse_unstorable, unusable
from frontoffice.authority.wire_reads import kinds, parts, picked
from frontoffice.authority.wire_shapes import problem_of
from frontoffice.foundation.refusals import BadInput, NotFound, Refused

log = logging.getLogger(__name__)
SCREEN = "mcp"


@dataclass(frozen=True)
class Said:
    """What goes back: the data, and whether it tells why nothing was done."""

    data: dict[str, Any]
    refused: bool = False


def call(secret: str, tool: str, arguments: Mapping[str, Any], *, at: datetime) -> Said:
    """Do what the tool is for. Never raises: a refusal is an answer, and so is what went wrong here."""
    origin = looking.Origin(edge=Edge.API, screen=SCREEN)
    try:
        with looking.coming_from(lambda: origin):
            token = tokens.holder(secret, at=at)
            return Said(_called(token, tool, arguments, at=at))
    except Refused as refusal:
        return Said(problem_of(refusal).model_dump(), refused=True)
    except Exception:
        log.exception("the tool %.100s failed", tool)
        words = _("Something went wrong here. Nothing was done.")
        return Said({"code": "failed", "message": words}, refused=True)


def _called(token: Token, tool: str, arguments: Mapping[str, Any], *, at: datetime) -> dict[str, Any]:
    if tool in READS:
        tokens.allow(token, tokens.READ)
        return _read(token, tool, arguments, at=at)
    action = action_of(tool)
    if action is None:
        raise NotFound(_("There is no such tool."))
    tokens.allow(token, action.name)
    return _acted(token, action, arguments, at=at)


def _acted(
    token: Token, action: ActionFunction[Any, Any], arguments: Mapping[str, Any], *, at: datetime
) -> dict[str, Any]:
    more, by = _more(arguments), token.actor
    sent = {name: value for name, value in arguments.items() if name not in MORE}
    taken = action.signature.read(sent, by=by, at=at)
    key = more["idempotency_key"]
    result = (action.once(key) if key else action)(**taken, by=by, at=at)
    made = answer(result, of=action.name, by=by)
    given = machines.purpose(more["access_purpose"], more["access_purpose_text"])
    if not machines.may_see(result, given=given, by=by, at=at):
        made.result = None
    return made.model_dump()


def _more(arguments: Mapping[str, Any]) -> dict[str, str | None]:
    """What goes with an act besides its own parameters. Raises BadInput."""
    found: dict[str, str | None] = {}
    for name, shape in MORE.items():
        value = arguments.get(name)
        if value is not None and not (isinstance(value, str) and len(value) <= shape["maxLength"]):
            raise BadInput(field=name)
        found[name] = value
    refuse_unstorable(found)
    return found


def _read(token: Token, tool: str, arguments: Mapping[str, Any], *, at: datetime) -> dict[str, Any]:
    try:
        asked: Any = READS[tool].model_validate(dict(arguments))
    except ValidationError as error:
        raise unusable(error) from None
    model = kind_named(asked.kind)
    if isinstance(asked, ReadOne):
        given = machines.purpose(asked.access_purpose, asked.access_purpose_text)
        return read_one(token, model, asked.reference, given, at=at)
    if tool == "read_list":
        return read_list(token, model, asked.asked, at=at)
    shape = TypeAdapter(get_type_hints(SHOWN[model])["return"])
    return {
        "asked": listing.asked_for(model, parts(model)).model_json_schema(),
        "one": shape.json_schema(mode="serialization"),
    }


def kind_named(name: str) -> type[models.Model]:
    """The kind of that name. Raises BadInput."""
    for model in kinds():
        if model._meta.label_lower == name:
            return model
    raise BadInput(_("There is no such kind."), field="kind")


def read_one(
    token: Token, model: type[models.Model], reference: str, given: Any, *, at: datetime
) -> dict[str, Any]:
    """As GET /api/v1/<kind>/<reference>."""
    found = find(model, reference, by=token.actor, at=at)
    machines.opened(found, given=given, by=token.actor, at=at)
    told: dict[str, Any] = show(found, by=token.actor)
    return told


def read_list(
    token: Token, model: type[models.Model], asked: Mapping[str, Any], *, at: datetime
) -> dict[str, Any]:
    """As GET /api/v1/<kind>."""
    try:
        shaped: Any = listing.asked_for(model, parts(model)).model_validate(dict(asked))
    except ValidationError as error:
        raise unusable(error) from None
    found = listing.page(model, shaped, by=token.actor, at=at)
    machines.listed(model, found.rows, by=token.actor, at=at)
    items = picked(show(found.rows, by=token.actor), shaped.fields, model)
    return {"items": items, "next": found.next}
