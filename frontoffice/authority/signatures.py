"""One typed signature serves all edges: the schema of the API, the words of the command line, the stored approval.

A parameter that is a model (`case: Case`) travels as its public reference and is resolved through the room's
`visible_to`; what is absent and what is invisible are the same NotFound.
"""

import datetime as dt
import inspect
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from django.db import models
from django.utils.translation import gettext_lazy as _
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    ValidationError,
    create_model,
)

from frontoffice.authority.sameness import going_on
from frontoffice.foundation.models import Actor
from frontoffice.foundation.money import Money, agency_currency
from frontoffice.foundation.references import normalize
from frontoffice.foundation.refusals import BadInput, NotFound

VisibleTo = Callable[..., "models.QuerySet[Any]"]
VISIBLE: dict[type[models.Model], VisibleTo] = {}
FOUND: dict[type[models.Model], Callable[..., Any]] = {}
SECRET: dict[str, JsonValue] = {
    "writeOnly": True
}  # Field(json_schema_extra=SECRET): never stored with an ask
_PLAIN: frozenset[Any] = frozenset({str, int, bool, Decimal, dt.date, dt.datetime})
LONGEST_TEXT = 100_000
MOST_ITEMS = 200


FIRST_YEAR, LAST_YEAR = 1800, 2400


def _in_bounds(value: Any) -> Any:
    """No day so far off that reckoning from it runs out of the calendar."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"a date is between {FIRST_YEAR} and {LAST_YEAR}")
    return value


# What the hint alone would let through: instants without a zone, days off the calendar, numbers that no column holds.
INSTANT: Any = Annotated[AwareDatetime, AfterValidator(_in_bounds)]
DAY: Any = Annotated[dt.date, AfterValidator(_in_bounds)]
_WIRE: dict[Any, Any] = {
    dt.datetime: INSTANT,
    dt.date: DAY,
    int: Annotated[int, Field(ge=-(2**63), lt=2**63)],
}


class MoneyIn(BaseModel):
    """Money on the wire: a decimal string and a currency, never a float."""

    amount: Decimal = Field(max_digits=14, decimal_places=2)
    currency: str = Field(default_factory=agency_currency, pattern="^[A-Z]{3}$")


class UnusableSignature(TypeError):
    """An action whose signature can't be turned into a schema; raised when the application starts."""


@dataclass(frozen=True)
class Parameter:
    """One input of an action. `model` is set where it travels as a reference."""

    name: str
    hint: Any
    wire: Any
    model: type[models.Model] | None
    many: bool
    optional: bool
    default: Any
    secret: bool = False

    @property
    def required(self) -> bool:
        return self.default is inspect.Parameter.empty


def _bare(hint: Any) -> tuple[Any, bool, bool]:
    """The hint without Annotated, Optional and list: (inner, many, optional)."""
    if get_origin(hint) is Annotated:
        return _bare(get_args(hint)[0])
    if get_origin(hint) in {Union, types.UnionType}:
        inner = [part for part in get_args(hint) if part is not type(None)]
        if len(inner) != 1:
            raise UnusableSignature(f"a choice of types has no schema here: {hint}")
        bare, many, _optional = _bare(inner[0])
        return bare, many, True
    if get_origin(hint) is list:
        bare, many, optional = _bare(get_args(hint)[0])
        if many or optional:
            raise UnusableSignature(f"lists hold plain items: {hint}")
        return bare, True, False
    return hint, False, False


def _wire_hint(hint: Any, bare: Any, many: bool, optional: bool) -> Any:
    is_model = isinstance(bare, type) and issubclass(bare, models.Model)
    known = (
        bare in _PLAIN or (isinstance(bare, type) and issubclass(bare, Enum)) or get_origin(bare) is Literal
    )
    if not (is_model or known or bare is Money):
        raise UnusableSignature(f"no schema for {bare}")
    if is_model and not any(field.name == "reference" for field in bare._meta.get_fields()):
        raise UnusableSignature(f"{bare.__name__} has no public reference to travel by")
    if bare is str and get_origin(hint) is not Annotated and not many:
        inner: Any = Annotated[str, Field(max_length=LONGEST_TEXT)]
        return inner | None if optional else inner
    if is_model:
        bare = Annotated[
            str, Field(max_length=60, description=f"Public reference of a {bare._meta.verbose_name}.")
        ]
    elif bare is Money:
        bare = MoneyIn
    elif bare in _WIRE and get_origin(hint) is not Annotated:
        bare = _WIRE[bare]
    else:
        return Annotated[hint, Field(max_length=MOST_ITEMS)] if many and not optional else hint
    wired: Any = Annotated[list[bare], Field(max_length=MOST_ITEMS)] if many else bare
    return wired | None if optional else wired


def _is_secret(hint: Any) -> bool:
    said = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return any(getattr(metadata, "json_schema_extra", None) == SECRET for metadata in said)


class Signature:
    """What an action takes, besides `by` and `at`, which the edges set and nobody sends."""

    def __init__(self, name: str, function: Callable[..., Any]) -> None:
        self.name = name
        self.doc = inspect.getdoc(function) or ""
        hints = get_type_hints(function, include_extras=True)
        given = inspect.signature(function).parameters
        if hints.get("by") is not Actor or hints.get("at") is not dt.datetime:
            raise UnusableSignature(f"{name}: an action takes `by: Actor` and `at: datetime`")
        if any(p.kind is not inspect.Parameter.KEYWORD_ONLY for p in given.values()):
            raise UnusableSignature(f"{name}: an action's parameters are keyword-only")
        self.returns = hints.get("return")
        self.parameters = [
            self._parameter(key, hints[key], p.default) for key, p in given.items() if key not in {"by", "at"}
        ]
        self.defaults = {p.name: p.default for p in self.parameters if not p.required}
        self.body: type[BaseModel] = self._body()

    def _parameter(self, key: str, hint: Any, default: Any) -> Parameter:
        try:
            bare, many, optional = _bare(hint)
            wire = _wire_hint(hint, bare, many, optional)
        except UnusableSignature as problem:
            raise UnusableSignature(f"{self.name}({key}): {problem}") from problem
        model = bare if isinstance(bare, type) and issubclass(bare, models.Model) else None
        return Parameter(key, bare, wire, model, many, optional, default, _is_secret(hint))

    def _body(self) -> type[BaseModel]:
        shape: dict[str, Any] = {p.name: (p.wire, ... if p.required else p.default) for p in self.parameters}
        title = "".join(part.title() for part in self.name.replace(".", "_").split("_")) + "Input"
        return create_model(title, __config__=ConfigDict(extra="forbid", str_strip_whitespace=True), **shape)

    def read(self, sent: Mapping[str, Any], *, by: Actor, at: dt.datetime) -> dict[str, Any]:
        """Arguments from what came over the wire. Raises BadInput naming the field, or NotFound."""
        try:
            body = self.body.model_validate(sent)
        except ValidationError as error:
            raise unusable(error) from None
        return self.resolve(body, by=by, at=at)

    def resolve(self, body: BaseModel, *, by: Actor, at: dt.datetime) -> dict[str, Any]:
        """Arguments from a validated body; references become things that `by` may see. Raises NotFound, BadInput."""
        values = {p.name: getattr(body, p.name) for p in self.parameters}
        refuse_unstorable(values)
        return {p.name: self._resolve(p, values[p.name], by, at) for p in self.parameters}

    def _resolve(self, parameter: Parameter, value: Any, by: Actor, at: dt.datetime) -> Any:
        if value is None:
            return None
        if parameter.model is not None:
            model = parameter.model
            if parameter.many:
                return [find(model, reference, by=by, at=at, field=parameter.name) for reference in value]
            return find(model, value, by=by, at=at, field=parameter.name)
        if isinstance(value, MoneyIn):
            if value.currency != agency_currency():
                raise BadInput(_("Amounts are in the agency's currency."), field=parameter.name)
            return Money(value.amount, value.currency)
        return value

    def holds_secret(self, arguments: Mapping[str, Any]) -> bool:
        """Whether something is among them that must not be stored as it is."""
        return any(p.secret and arguments.get(p.name) for p in self.parameters)

    def write(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """The same arguments as the API would send them: JSON, models as references."""
        return {p.name: plain(arguments.get(p.name, p.default)) for p in self.parameters}


def plain(value: Any) -> Any:
    """A JSON form of an argument."""
    if isinstance(value, models.Model):
        return str(value.reference)  # type: ignore[attr-defined]
    if isinstance(value, Money):
        return {"amount": str(value.amount), "currency": value.currency.code}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal | dt.date | dt.datetime):
        return str(value) if isinstance(value, Decimal) else value.isoformat()
    return value


def find(
    model: type[models.Model],
    reference: str,
    *,
    by: Actor,
    at: dt.datetime,
    field: str | None = None,
    reading: bool = False,
) -> Any:
    """The object behind a reference, or the one that it was merged into, if `by` may see it; otherwise NotFound.

    `reading` says that it is only shown.
    """
    visible_to = VISIBLE.get(model)
    if visible_to is None:
        raise NotFound(field=field)
    try:
        refuse_unstorable({field or "reference": reference})
    except BadInput:  # in a page's address, what no reference can be is simply not there
        raise NotFound(field=field) from None
    # Numbers and slugs are not references: only the field that can't be guessed is looked at.
    tidy = normalize(reference) or reference
    sought = FOUND.get(model)
    if sought is None:
        found = visible_to(by=by, at=at).filter(reference=tidy).first()
    else:
        found = sought(tidy, reading=reading, by=by, at=at)
    if found is None:
        raise NotFound(field=field)
    return going_on(found)


def refuse_unstorable(values: Mapping[str, Any]) -> None:
    """NUL and lone surrogates can't be stored by the databases: a clear refusal here instead of a crash there."""
    for key, value in values.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str) and ("\x00" in item or any("\ud800" <= c <= "\udfff" for c in item)):
                raise BadInput(field=key)


def unusable(error: ValidationError) -> BadInput:
    """The first thing wrong, in the words of the validator, with its field."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"]) or None
    return BadInput(first["msg"], field=where)
