"""What goes back of text modules and macros."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from frontoffice.authority.registry import shown
from frontoffice.cases.models import Macro, TextModule
from frontoffice.foundation.models import Actor


class TextModuleOut(BaseModel):
    """`texts` by language; `owner` a colleague's reference, `unit` a code, neither: the whole agency's."""

    reference: str
    shortcut: str
    name: str
    number: int
    texts: dict[str, str]
    owner: str | None
    unit: str | None
    retired_at: datetime | None


class MacroOut(BaseModel):
    """`steps` in the order in which they are done."""

    reference: str
    name: str
    number: int
    steps: list[dict[str, Any]]
    owner: str | None
    unit: str | None
    retired_at: datetime | None


@shown(TextModule)
def text_module_out(module: TextModule, by: Actor) -> TextModuleOut:
    version = module.current
    return TextModuleOut(
        reference=module.reference,
        shortcut=module.shortcut,
        name=version.name if version is not None else "",
        number=version.number if version is not None else 0,
        texts=version.texts if version is not None else {},
        owner=module.owner.reference if module.owner is not None else None,
        unit=module.unit.code if module.unit is not None else None,
        retired_at=module.retired_at,
    )


@shown(Macro)
def macro_out(macro: Macro, by: Actor) -> MacroOut:
    version = macro.current
    return MacroOut(
        reference=macro.reference,
        name=version.name if version is not None else "",
        number=version.number if version is not None else 0,
        steps=version.steps if version is not None else [],
        owner=macro.owner.reference if macro.owner is not None else None,
        unit=macro.unit.code if macro.unit is not None else None,
        retired_at=macro.retired_at,
    )
