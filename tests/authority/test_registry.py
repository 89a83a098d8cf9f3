"""An action's signature is its schema; what has none is refused when the application starts."""

import datetime as dt
from typing import Any

import pytest

from frontoffice.authority.models import StaffMember
from frontoffice.authority.signatures import Signature, UnusableSignature
from frontoffice.foundation.models import Actor
from frontoffice.foundation.money import Money


def test_a_signature_without_by_and_at_is_refused() -> None:
    def act(*, text: str) -> None: ...

    with pytest.raises(UnusableSignature, match="by: Actor"):
        Signature("room.act", act)


def test_a_signature_with_positional_parameters_is_refused() -> None:
    def act(text: str, *, by: Actor, at: dt.datetime) -> None: ...

    with pytest.raises(UnusableSignature, match="keyword-only"):
        Signature("room.act", act)


@pytest.mark.parametrize("hint", [dict, float, Any, bytes, int | str, list[list[int]], Actor])
def test_a_type_without_a_schema_is_refused(hint: Any) -> None:
    def act(*, value: Any, by: Actor, at: dt.datetime) -> None: ...

    act.__annotations__["value"] = hint
    with pytest.raises(UnusableSignature):
        Signature("room.act", act)


def test_models_travel_as_references_and_money_as_decimal_strings() -> None:
    def act(*, member: StaffMember, amount: Money, note: str = "", by: Actor, at: dt.datetime) -> None: ...

    schema = Signature("room.act", act).body.model_json_schema()
    assert schema["properties"]["member"]["type"] == "string"
    assert schema["required"] == ["member", "amount"]
    assert "by" not in schema["properties"]
    assert "at" not in schema["properties"]
    amount = schema["$defs"]["MoneyIn"]["properties"]["amount"]
    assert {"type": "string"}.items() <= next(x for x in amount["anyOf"] if x["type"] == "string").items()
