"""Lists for programs: narrowed and sorted by what their rooms declare, and turned page by page with a key.

    lists(Topic, said("unit", str, "unit__code", _("Code of the unit.")), sorts={"name": ("name",)})

What a room does not declare can't be asked for. The key of a page is signed, so that it stays ours to change.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field, create_model

from frontoffice.authority.signatures import VISIBLE, plain, refuse_unstorable
from frontoffice.foundation.models import Actor
from frontoffice.foundation.references import normalize
from frontoffice.foundation.refusals import BadInput

Rows = QuerySet[Any]
Narrow = Callable[[Rows, Any, Actor], Rows]
Order = tuple[str, ...]
SALT = "authority.listing"
MOST, USUAL = 100, 25
NEWEST: dict[str, Order] = {"newest": ("-pk",), "oldest": ("pk",)}
RESERVED = frozenset({"sort", "cursor", "limit", "fields"})


class BadCursor(BadInput):
    message = _("This cursor is not one of ours, or of another list. Begin again without one.")
    field = "cursor"


class ForStaff(BadInput):
    message = _("Only colleagues can ask for this.")


@dataclass(frozen=True)
class Filter:
    """`hint` is the value's type on the wire, `words` what it means; `staff`: what it tells is for colleagues."""

    name: str
    hint: Any
    narrow: Narrow
    words: str | Promise
    staff: bool = False


@dataclass(frozen=True)
class Listing:
    """What a kind can be narrowed by, and the orders that its rows come in. Their fields are never empty."""

    model: type[models.Model]
    filters: tuple[Filter, ...] = ()
    sorts: Mapping[str, Order] = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        object.__setattr__(self, "sorts", {**NEWEST, **(self.sorts or {})})
        for order in self.sorts.values():
            for name in order:
                field = self.model._meta.pk if name.lstrip("-") == "pk" else self._field(name)
                if field is None or field.null:
                    raise TypeError(f"{self.model._meta.label}: a page can't be turned by {name}")
        names = [one.name for one in self.filters]
        if len(set(names) | RESERVED) != len(names) + len(RESERVED):
            raise TypeError(f"{self.model._meta.label}: a filter's name is taken")

    def _field(self, name: str) -> "models.Field[Any, Any]":
        return self.model._meta.get_field(name.lstrip("-"))  # type: ignore[return-value]

    def order(self, sort: str) -> Order:
        """The fields of an order, with the row itself last."""
        fields = self.sorts[sort]
        return fields if fields[-1].endswith("pk") else (*fields, "-pk" if fields[-1][0] == "-" else "pk")


@dataclass(frozen=True)
class Page:
    rows: list[Any]
    next: str | None


LISTINGS: dict[type[models.Model], Listing] = {}


def lists(model: type[models.Model], *filters: Filter, sorts: Mapping[str, Order] | None = None) -> None:
    """Declare what a list of the kind can be narrowed by and sorted by; newest and oldest go without saying."""
    LISTINGS[model] = Listing(model, filters, sorts or {})


def said(
    name: str, hint: Any, lookup: str, words: str | Promise, *, staff: bool = False, turned: Any = None
) -> Filter:
    """A filter that compares one field. `turned` makes of what was sent what the field holds."""

    def narrow(rows: Rows, value: Any, by: Actor) -> Rows:
        return rows.filter(**{lookup: turned(value) if turned is not None else value})

    return Filter(name, hint, narrow, words, staff)


def code(name: str, lookup: str, words: str | Promise, *, staff: bool = False) -> Filter:
    """By a short code, as the agency writes it."""
    return said(name, Annotated[str, Field(min_length=1, max_length=120)], lookup, words, staff=staff)


def choice(
    name: str, values: Iterable[str], lookup: str, words: str | Promise, *, staff: bool = False
) -> Filter:
    """By one of the words of a closed list."""
    return said(name, Literal[tuple(values)], lookup, words, staff=staff)


def reference(name: str, lookup: str, words: str | Promise, *, staff: bool = False) -> Filter:
    """By the public reference of something else, however it was typed."""
    hint = Annotated[str, Field(min_length=1, max_length=60)]
    return said(name, hint, lookup, words, staff=staff, turned=lambda text: normalize(text) or text)


def listing_of(model: type[models.Model]) -> Listing:
    return LISTINGS.get(model) or Listing(model)


def asked_for(model: type[models.Model], fields: frozenset[str] = frozenset()) -> type[BaseModel]:
    """The shape of what can be asked of a kind's list; with `fields`, which parts of a row can be picked."""
    listing = listing_of(model)
    shape: dict[str, Any] = {
        one.name: (Annotated[one.hint | None, Field(description=str(one.words))], None)
        for one in listing.filters
    }
    orders = "|".join(sorted(listing.sorts))
    shape["sort"] = (
        Annotated[str, Field(pattern=f"^({orders})$", description=f"One of: {orders.replace('|', ', ')}.")],
        "newest",
    )
    words = "What the page before gave as `next`; everything else stays as it was."
    shape["cursor"] = (Annotated[str | None, Field(max_length=1000, description=words)], None)
    shape["limit"] = (Annotated[int, Field(ge=1, le=MOST, description="How many at most.")], USUAL)
    if fields:
        words = f"Only these parts of each, parted by commas: {', '.join(sorted(fields))}."
        shape["fields"] = (Annotated[str | None, Field(max_length=1000, description=words)], None)
    title = "".join(part.title() for part in model._meta.label_lower.split("."))
    return create_model(f"{title}Asked", __config__=ConfigDict(extra="forbid"), **shape)


def page(model: type[models.Model], asked: BaseModel, *, by: Actor, at: dt.datetime) -> Page:
    """The rows that `by` may see and the key of those after them. One query, and what the kind's company takes.

    Rows that come meanwhile never push others out of the way: whatever was there at the first page comes once, as long
    as what it is sorted by stays. Raises BadCursor, ForStaff.
    """
    listing, values = listing_of(model), asked.model_dump(exclude={"fields"})
    sort, cursor, limit = values.pop("sort"), values.pop("cursor"), values.pop("limit")
    given = {name: value for name, value in values.items() if value is not None}
    refuse_unstorable(given)
    rows, order, mark = VISIBLE[model](by=by, at=at), listing.order(sort), _mark(model, sort, given)
    for one in listing.filters:
        if one.name in given:
            if one.staff and not by.is_staff:
                raise ForStaff(field=one.name)
            rows = one.narrow(rows, given[one.name], by)
    if cursor is not None:
        rows = rows.filter(_after(order, _read(listing, order, cursor, mark)))
    found = list(rows.order_by(*order)[: limit + 1])
    more = len(found) > limit
    return Page(found[:limit], _write(order, found[limit - 1], mark) if more else None)


def _mark(model: type[models.Model], sort: str, given: Mapping[str, Any]) -> str:
    """Names the list that a cursor is of."""
    told = json.dumps([model._meta.label_lower, sort, {k: str(v) for k, v in given.items()}], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _write(order: Order, row: models.Model, mark: str) -> str:
    values = [plain(row.serializable_value(name.lstrip("-"))) for name in order]
    return signing.dumps([mark, *values], salt=SALT)


def _read(listing: Listing, order: Order, cursor: str, mark: str) -> list[Any]:
    try:
        of, *values = signing.loads(cursor, salt=SALT)
        if of != mark or len(values) != len(order):
            raise BadCursor
        fields = [listing.model._meta.pk if n.endswith("pk") else listing._field(n) for n in order]  # noqa: SLF001
        return [field.to_python(value) for field, value in zip(fields, values, strict=True)]
    except (signing.BadSignature, ValidationError, ValueError, TypeError):
        raise BadCursor from None


def _after(order: Order, values: list[Any]) -> Q:
    """What comes behind a row in this order; its first part bounds it too, so that an index is read from there."""
    found, alike = Q(), Q()
    for name, value in zip(order, values, strict=True):
        bare, way = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        found |= alike & Q(**{f"{bare}__{way}": value})
        alike &= Q(**{bare: value})
    first, way = order[0].lstrip("-"), "lte" if order[0].startswith("-") else "gte"
    return found & Q(**{f"{first}__{way}": values[0]}) if len(order) > 1 else found
