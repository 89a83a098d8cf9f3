"""What others may learn of batches of paper forms that are keyed."""

from frontoffice.foundation.events import fact


@fact("cases.PaperFormDefined")
class PaperFormDefined:
    paper_form_id: int
    fields: int


@fact("cases.BatchOpened")
class BatchOpened:
    batch_id: int
    count: int
    twice: bool


@fact("cases.SheetsGiven")
class SheetsGiven:
    batch_id: int
    staff_member_id: int
    turn: int
    first: int
    last: int


@fact("cases.SheetKeyed")
class SheetKeyed:
    """`turn` 1 or 2; `differs` where the second did not read what the first read."""

    batch_id: int
    item_id: int
    turn: int
    differs: bool


@fact("cases.SheetSettled")
class SheetSettled:
    batch_id: int
    item_id: int
    differences: int


@fact("cases.RecordKept")
class RecordKept:
    batch_id: int
    item_id: int
    keyed_record_id: int
    case_id: int | None


@fact("cases.BatchClosed")
class BatchClosed:
    """`agrees`: as many and as much came out as the header says went in."""

    batch_id: int
    agrees: bool
