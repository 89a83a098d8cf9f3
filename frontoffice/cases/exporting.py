"""A list as a file: CSV and XLSX, written row by row, so that the memory it takes does not grow with the rows.

What begins like a formula is written so that no program reads it as one; what is protected stays covered.
"""

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import IO, Any, cast

import xlsxwriter
from django.db.models import QuerySet

from frontoffice.authority.auditing.watching import is_protected
from frontoffice.cases.columns import WITH, value_of
from frontoffice.cases.conditions.fields import Field
from frontoffice.cases.models import Case
from frontoffice.cases.queries.paging import Key, page_by

AT_A_TIME = 500
IN_MEMORY = 1_000_000
COVERED = "•••"
PERSONAL = frozenset({"asker_name", "reply_to", "subject"})
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
LONGEST_CELL = 32_000
Row = Sequence[Any]


class Form(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


TYPES = {
    Form.CSV: "text/csv; charset=utf-8",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def cases_in_order(cases: QuerySet[Case], key: Key, *, most: int) -> Iterator[Case]:
    """The cases, some hundreds at a time, from one key on to the next; at most so many."""
    found, after = cases.select_related(*WITH, "customer"), ""
    while most > 0:
        page = page_by(found, key, after=after, most=min(AT_A_TIME, most))
        yield from page.cases
        most -= len(page.cases)
        after = page.after
        if not after:
            return


def rows_of(
    cases: Iterable[Case], columns: Sequence[Field], *, member: int | None, zone: dt.tzinfo
) -> Iterator[Row]:
    """A row of values for each case. What tells who asks of a protected case stays covered, but on one's own."""
    for case in cases:
        covered = member != case.assignee_id and is_hidden(case)
        yield [
            case.number,
            *(COVERED if covered and _tells(field) else value_of(field, case, zone) for field in columns),
        ]


def is_hidden(case: Case) -> bool:
    """Whether the case or its customer's file is kept more closely than usual."""
    return case.confidential or is_protected(case)


def _tells(field: Field) -> bool:
    return field.path in PERSONAL or bool(field.own)


def written(form: Form, heads: Sequence[str], rows: Iterable[Row]) -> tuple[IO[bytes], int]:
    """The file, from its beginning, and how many rows it has. What does not fit in memory is on disk meanwhile."""
    file = cast(IO[bytes], tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 - the caller's to close
    count = (_csv if form == Form.CSV else _xlsx)(file, heads, rows)
    file.seek(0)
    return file, count


def _csv(file: IO[bytes], heads: Sequence[str], rows: Iterable[Row]) -> int:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    write, count = csv.writer(text), 0
    write.writerow([plain(head) for head in heads])
    for row in rows:
        write.writerow([plain(value) for value in row])
        count += 1
    text.flush()
    text.detach()
    return count


def plain(value: Any) -> str:
    """A value as the text of a cell that no program takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    text = str(value).replace("\x00", "")[:LONGEST_CELL]
    return f"'{text}" if text.startswith(FORMULA) else text


def _xlsx(file: IO[bytes], heads: Sequence[str], rows: Iterable[Row]) -> int:
    """Written with constant memory: each row goes to disk before the next. Texts are texts, whatever they look like."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    book = xlsxwriter.Workbook(file, options)
    sheet, count = book.add_worksheet(), 0
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 0)
    for place, head in enumerate(heads):
        sheet.set_column(place, place, 18)
        sheet.write_string(0, place, head, bold)
    for count, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            _cell(sheet, count, place, value, day)
    book.close()
    return count


def _cell(sheet: Any, line: int, place: int, value: Any, day: Any) -> None:
    if value is None:
        return
    if isinstance(value, dt.date):
        sheet.write_datetime(line, place, value, day)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(line, place, value)
    else:
        sheet.write_string(line, place, str(value)[:LONGEST_CELL])
