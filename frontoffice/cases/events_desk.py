"""What others may learn of text modules and macros."""

from frontoffice.foundation.events import fact


@fact("cases.TextModuleKept")
class TextModuleKept:
    """A colleague's own (`owner_id`), a unit's (`unit_id`), or the agency's (neither)."""

    module_id: int
    number: int
    owner_id: int | None
    unit_id: int | None


@fact("cases.TextModuleRetired")
class TextModuleRetired:
    module_id: int


@fact("cases.MacroKept")
class MacroKept:
    """As a text module."""

    macro_id: int
    number: int
    owner_id: int | None
    unit_id: int | None


@fact("cases.MacroRetired")
class MacroRetired:
    macro_id: int


@fact("cases.MacroRun")
class MacroRun:
    """All its steps were done; each of them told of itself before."""

    case_id: int
    macro_id: int
    number: int
