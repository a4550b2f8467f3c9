"""Tables as people's spreadsheet programs write them."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from content import tables
from content.tables import Unreadable, Wrong, day, read, written, yes_or_no

COLUMNS = ["Title", "Cost", "Correct at"]


def rows(data, name="table.csv", most=5):
    return [(row.number, row.cells) for row in read(name, data, columns=COLUMNS, rows_most=most)]


def workbook(*lines):
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_as_any_program_writes_it(separator, encoding):
    text = separator.join(COLUMNS) + "\r\n" + separator.join(["Crème ’23", "Free", "2026"]) + "\r\n"

    assert rows(text.encode(encoding)) == [
        (2, {"Title": "Crème ’23", "Cost": "Free", "Correct at": "2026"})
    ]


def test_a_workbook_is_read_in_its_cells_own_kinds():
    data = workbook(COLUMNS, ["A", 2008.0, datetime(2026, 3, 1)], [True, 1.5, date(2026, 3, 2)])

    assert rows(data, "table.xlsx") == [
        (2, {"Title": "A", "Cost": "2008", "Correct at": "2026-03-01"}),
        (3, {"Title": "yes", "Cost": "1.5", "Correct at": "2026-03-02"}),
    ]


def test_a_workbook_under_a_wrong_name_is_a_workbook():
    assert rows(workbook(COLUMNS, ["A", "", ""]), "table.csv") == [(2, {"Title": "A"})]


def test_empty_lines_and_order_and_case_do_not_matter():
    data = b"\n COST , title \n\n,\nFree,A\n"

    assert rows(data) == [(5, {"Cost": "Free", "Title": "A"})]


def test_rows_are_counted_as_a_spreadsheet_counts_them():
    data = b'Title\n"Two\nlines"\nNext\n'

    assert [number for number, _ in rows(data)] == [2, 3]


def test_a_cell_keeps_its_lines_and_loses_what_cannot_be_seen():
    data = 'Title\n"One  \u200bline\u00a0here\r\nand another "\n'.encode()

    assert rows(data)[0][1] == {"Title": "One line here\nand another"}


def test_a_text_that_was_kept_from_running_is_itself_again():
    assert rows(b"Title\n'-5 things\n")[0][1] == {"Title": "-5 things"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "nothing in it"),
        (b"Title\n", "nothing in it"),
        (b"Title,Titel\nA,B\n", "No column is called \u201cTitel\u201d"),
        (b"Title,TITLE\nA,B\n", "Two columns are called \u201cTitle\u201d"),
        (b"Title\n" + b"A\n" * 6, "more than 5 rows"),
        (b"Title\nA\0B\n", "not a table"),
        (b"\xff\xfe\x00", "letters cannot be read"),
        (b"PK\x03\x04 no workbook", "cannot be opened"),
        (b"Title\n" + b"x" * tables.BYTES_MOST, "larger than 2 MB"),
        (b'Title\n"' + b"x" * 200_000 + b'"\n', "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data, said):
    with pytest.raises(Unreadable, match=said):
        rows(data)


def test_a_small_file_that_unpacks_into_a_huge_one_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b"0" * (tables.UNPACKED_MOST + 1))

    with pytest.raises(Unreadable, match="too large"):
        rows(packed.getvalue())


def with_part(name, data):
    """The same workbook with another part in place of its own."""
    whole, changed = io.BytesIO(workbook(COLUMNS)), io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.namelist():
            new.writestr(part, data if part == name else old.read(part))
    return changed.getvalue()


def with_byte(data, *, after, at, value):
    """The same file with another byte at a place in each of its headers of that sort."""
    changed, found = bytearray(data), data.find(after)
    while found >= 0:
        changed[found + at] = value
        found = data.find(after, found + 1)
    return bytes(changed)


@pytest.mark.parametrize(
    "data",
    [
        with_part("xl/worksheets/sheet1.xml", b"<worksheet"),
        with_part("xl/styles.xml", b"<a>"),
        with_part("xl/workbook.xml", b'<workbook><sheets><sheet strange="1"/></sheets></workbook>'),
        with_byte(workbook(COLUMNS), after=b"PK\x01\x02", at=8, value=1),
        with_byte(workbook(COLUMNS), after=b"PK\x01\x02", at=10, value=99),
    ],
    ids=["broken sheet", "broken styles", "strange sheet", "locked", "packed strangely"],
)
def test_a_damaged_workbook_is_refused_in_a_sentence(data):
    with pytest.raises(Unreadable, match="cannot be opened"):
        rows(data, "table.xlsx")


def test_an_error_of_the_spreadsheet_is_named():
    book = openpyxl.Workbook()
    book.active.append(COLUMNS)
    book.active.append(["#REF!", "", ""])
    book.active["A2"].data_type = "e"
    saved = io.BytesIO()
    book.save(saved)

    with pytest.raises(Unreadable, match="Row 2 holds an error"):
        rows(saved.getvalue())


def test_a_table_to_fill_in_is_read_again():
    assert rows(written(COLUMNS, [["Crème", "", "2026"]])) == [
        (2, {"Title": "Crème", "Correct at": "2026"})
    ]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("2026-03-01", date(2026, 3, 1)), ("1/3/2026", date(2026, 3, 1)),
        ("1.3.2026", date(2026, 3, 1)), ("1 March 2026", date(2026, 3, 1)),
        ("March 2026", date(2026, 3, 1)), ("2026-03", date(2026, 3, 1)),
        ("2026", date(2026, 1, 1)),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(cell, found):
    assert day(cell) == found


def test_what_is_no_day_and_no_answer_is_said():
    with pytest.raises(Wrong, match="is not a date"):
        day("31/31/2026")
    with pytest.raises(Wrong, match="yes or no"):
        yes_or_no("maybe")
