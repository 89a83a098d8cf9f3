"""What others may learn of the lists that colleagues keep, and of what was taken out of them."""

from frontoffice.foundation.events import fact


@fact("cases.ViewKept")
class ViewKept:
    """A list was made, changed or taken back: `whose` says who finds it (mine, unit, all)."""

    view_id: int
    whose: str
    version: int


@fact("cases.ViewEnded")
class ViewEnded:
    view_id: int
    whose: str


@fact("cases.CasesExported")
class CasesExported:
    """Rows of a list left the house as a file. `view_id` is the saved list, none where it is one of the desk's own."""

    view_id: int | None
    form: str
    rows: int
    columns: int
