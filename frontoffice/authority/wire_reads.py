"""Reading by the machine API: one thing by its reference, and lists that are narrowed, sorted and turned by a key."""

from collections.abc import Callable
from typing import Annotated, Any, get_args, get_type_hints

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query, Router
from pydantic import BaseModel, ConfigDict, create_model

from frontoffice.authority import listing, tokens
from frontoffice.authority.answers import show
from frontoffice.authority.auditing import machines
from frontoffice.authority.models import Token
from frontoffice.authority.registry import SHOWN, SHOWN_IN_LISTS
from frontoffice.authority.signatures import VISIBLE, find
from frontoffice.authority.wire_shapes import REFUSED, KnownTag, Purpose, PurposeText, read_answer
from frontoffice.foundation import clock
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput

ALWAYS = "reference"
QUERY: Any = Query()  # type: ignore[type-arg]  # generic only in its type stub


class NoSuchParameter(BadInput):
    message = _(
        "This list can't be asked for that. The interface's description names what it can be asked for."
    )


class NoSuchField(BadInput):
    message = _("There is no such part of it.")
    field = "fields"


def kinds() -> list[type[models.Model]]:
    """What can be read, in the order of names."""
    return sorted((model for model in SHOWN if model in VISIBLE), key=lambda model: model._meta.label_lower)


def in_list(model: type[models.Model]) -> tuple[type[BaseModel], ...]:
    """The forms that a row of the kind takes in lists."""
    schema = get_type_hints(SHOWN_IN_LISTS.get(model, SHOWN[model]))["return"]
    return get_args(schema) or (schema,)


def parts(model: type[models.Model]) -> frozenset[str]:
    """What a row of the kind's list tells."""
    return frozenset(name for schema in in_list(model) for name in schema.model_fields)


def picked(rows: list[dict[str, Any]], fields: str | None, of: type[models.Model]) -> list[dict[str, Any]]:
    """The rows with these parts alone, and always their reference. Raises NoSuchField."""
    if fields is None:
        return rows
    wanted = {name.strip() for name in fields.split(",")} - {""}
    if wanted - parts(of) or not wanted:
        raise NoSuchField
    return [{name: row[name] for name in row if name in wanted or name == ALWAYS} for row in rows]


def _reading(request: HttpRequest) -> Actor:
    """Who reads, if their token is for reading. Raises OutsideScope."""
    token: Token = request.auth  # type: ignore[attr-defined]
    tokens.allow(token, tokens.READ)
    return token.actor


def _reader(model: type[models.Model]) -> Callable[..., Any]:
    def one(
        request: HttpRequest,
        reference: Annotated[str, Path(max_length=60)],
        purpose: Purpose = None,
        words: PurposeText = None,
        known: KnownTag = None,
    ) -> Any:
        by, at = _reading(request), clock.now()
        found = find(model, reference, reading=True, by=by, at=at)
        machines.opened(found, given=machines.purpose(purpose, words), by=by, at=at)
        return read_answer(request, show(found, by=by))

    return one


def _lister(model: type[models.Model]) -> Callable[..., Any]:
    shape = listing.asked_for(model, parts(model))

    def many(request: HttpRequest, asked: Any, known: KnownTag = None) -> Any:
        by, at = _reading(request), clock.now()
        unknown = sorted(set(request.GET) - set(shape.model_fields))
        if unknown:
            raise NoSuchParameter(field=unknown[0][:60])
        found = listing.page(model, asked, by=by, at=at)
        machines.listed(model, found.rows, by=by, at=at)
        items = picked(show(found.rows, by=by), asked.fields, model)
        return read_answer(request, {"items": items, "next": found.next})

    many.__annotations__["asked"] = Annotated[shape, QUERY]
    return many


def _titled(model: type[models.Model]) -> str:
    return "".join(part.title() for part in model._meta.label_lower.split("."))


def _row(name: str, schema: type[BaseModel]) -> Any:
    """The form of a row for the description: but for its reference, `fields` may leave out each part."""

    def loosened(described: dict[str, Any]) -> None:
        described["required"] = [name for name in described.get("required", []) if name == ALWAYS]

    inside = {
        "__module__": __name__,
        "__qualname__": name,
        "__doc__": schema.__doc__,
        "model_config": ConfigDict(json_schema_extra=loosened),
    }
    made: Any = type(schema)
    return made(name, (schema,), inside)


def _page(model: type[models.Model]) -> type[BaseModel]:
    title, rows = _titled(model), None
    for number, schema in enumerate(in_list(model)):
        row = _row(f"{title}Row{number or ''}", schema)
        rows = row if rows is None else rows | row
    return create_model(
        f"{title}Page",
        __doc__="Some rows, and the cursor of those after them; null at the end.",
        items=(list[rows], ...),  # type: ignore[valid-type]
        next=(str | None, ...),
    )


def add_reads(router: Router) -> None:
    """Two doors for each kind that is shown: one, and many."""
    for model in kinds():
        kind = model._meta.label_lower
        tags = [kind.split(".")[0]]
        router.add_api_operation(
            f"/{kind}/{{reference}}",
            ["GET"],
            _reader(model),
            response={200: get_type_hints(SHOWN[model])["return"], 304: None},
            openapi_extra=REFUSED,
            operation_id=f"{kind}.one",
            summary=f"One {model._meta.verbose_name}",
            tags=tags,
        )
        router.add_api_operation(
            f"/{kind}",
            ["GET"],
            _lister(model),
            response={200: _page(model), 304: None},
            openapi_extra=REFUSED,
            operation_id=f"{kind}.many",
            summary=f"The {model._meta.verbose_name_plural} that you may see",
            tags=tags,
        )
