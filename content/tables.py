"""Tables that people fill in with a spreadsheet program: read as rows of plain text, within limits.

What a table may hold is each importer's own affair. This reads CSV (with comma, semicolon or tab,
in any usual encoding) and XLSX, and refuses in one sentence what cannot be read.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

BYTES_MOST = 2 * 1024 * 1024
UNPACKED_MOST = 30 * 1024 * 1024
"""So large may a workbook be once it is unpacked: a small file can hide a huge one."""
COLUMNS_MOST = 60
LOOKED_AT = 20_000
"""So many lines are looked at for words; spreadsheets have long empty tails."""
SEPARATORS = ",;\t"
DAMAGED = (
    *(BadZipFile, zlib.error, ParseError, InvalidFileException, OSError),
    *(LookupError, ValueError, TypeError, AttributeError, RuntimeError),
)
"""What comes of a workbook that is broken, locked or packed in a way that we cannot unpack."""


class Unreadable(Exception):
    """Why a table cannot be read, in a sentence for whoever brought it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table, as numbered in the spreadsheet; only cells with words."""

    number: int
    cells: dict[str, str]


def read(name: str, data: bytes, *, columns: Sequence[str], rows_most: int) -> list[Row]:
    """The rows under the columns that are known; the first line names them."""
    if len(data) > BYTES_MOST:
        raise Unreadable("The file is larger than 2 MB. Divide it, or take pictures out of it.")
    is_workbook = data.startswith(b"PK") or name.lower().endswith(".xlsx")
    lines = _lines_of_workbook(data) if is_workbook else _lines_of_text(data)
    head: dict[int, str] | None = None
    rows: list[Row] = []
    for number, cells in lines:
        if not any(cells):
            continue
        if head is None:
            head = _head(cells, columns)
            continue
        if len(rows) == rows_most:
            raise Unreadable(f"There are more than {rows_most} rows. Divide the table.")
        rows.append(Row(number, {head[at]: it for at, it in enumerate(cells) if it and at in head}))
    if not rows:
        raise Unreadable("There is nothing in it below the first line.")
    return rows


def written(columns: Sequence[str], examples: Iterable[Sequence[str]] = ()) -> bytes:
    """A table to fill in, such that every spreadsheet program reads its letters right."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(examples)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _head(cells: Sequence[str], columns: Sequence[str]) -> dict[int, str]:
    """Which column stands where."""
    known = {_plainly(name): name for name in columns}
    head: dict[int, str] = {}
    for at, cell in enumerate(cells):
        if not cell:
            continue
        name = known.get(_plainly(cell))
        if name is None:
            raise Unreadable(f"No column is called “{cell[:60]}”. The template has all names.")
        if name in head.values():
            raise Unreadable(f"Two columns are called “{name}”.")
        head[at] = name
    return head


def _plainly(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())


def _lines_of_text(data: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(data)
    if "\0" in text:
        raise Unreadable("This is not a table. Save it as CSV or XLSX.")
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        # A cell may hold line breaks: a spreadsheet counts rows, not lines of the file.
        for number, line in enumerate(islice(lines, LOOKED_AT), start=1):
            yield number, [_clean(cell) for cell in line[:COLUMNS_MOST]]
    except csv.Error as error:
        raise Unreadable("The table is damaged. Save it again as CSV or XLSX.") from error


def _decoded(data: bytes) -> str:
    """The text in the encoding that the file names, in UTF-8, or as older programs write it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("Its letters cannot be read. Save it as XLSX, or as CSV in UTF-8.")


def _lines_of_workbook(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The first sheet. What formulas last gave counts, not the formulas."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED_MOST:
                raise Unreadable("The workbook is too large. Save the one sheet as CSV.")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        lines = sheet.iter_rows(max_row=LOOKED_AT, max_col=COLUMNS_MOST)
        for number, line in enumerate(lines, start=1):
            yield number, [_value(cell, number) for cell in line]
        book.close()
    except DAMAGED as error:
        raise Unreadable("The workbook cannot be opened. Save it again as XLSX or CSV.") from error


def _value(cell: Any, number: int) -> str:
    value = cell.value
    if getattr(cell, "data_type", "") == "e":
        raise Unreadable(f"Row {number} holds an error of the spreadsheet: {value}.")
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime() | date():
            return value.strftime("%Y-%m-%d")
        case float() if value.is_integer():
            return str(int(value))
    return _clean(str(value))


def _clean(cell: str) -> str:
    """Without what cannot be seen; lines stay lines."""
    lines = (" ".join(line.split()) for line in cell.splitlines())
    text = "\n".join("".join(filter(str.isprintable, line)) for line in lines).strip()
    # How careful programs, ours too, write a text that a spreadsheet might run.
    return text[1:] if text.startswith("'") and text[1:2] in {"=", "+", "-", "@"} else text


class Wrong(Exception):
    """What is wrong with a cell, in a sentence."""


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that a table says of each row."""

    name: str
    field: str
    read: Callable[[str], Any]
    """From a cell to a value; raises `Wrong`."""
    about: str = ""


def words(cell: str) -> str:
    """Words as they are."""
    return cell


def formula(cell: str) -> bool:
    """Whether the cell would be run by a spreadsheet instead of read."""
    return cell.startswith("=")


def day(cell: str) -> date:
    """A day as 2026-03-01 or 1/3/2026; a month as 2026-03, a year as 2026 stand for their first."""
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%B %Y", "%Y-%m", "%m/%Y", "%Y"):
        try:
            return datetime.strptime(cell, form).date()
        except ValueError:
            continue
    raise Wrong(f"“{cell}” is not a date. Write 2026-03-01 or 1/3/2026.")


def yes_or_no(cell: str) -> bool:
    """Yes or no."""
    answer = {"yes": True, "y": True, "true": True, "1": True}.get(cell.casefold())
    if answer is None and cell.casefold() not in {"no", "n", "false", "0"}:
        raise Wrong(f"Write yes or no, not “{cell}”.")
    return bool(answer)
