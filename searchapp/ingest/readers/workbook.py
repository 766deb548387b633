"""Reader for workbooks of spreadsheets (.xlsx), sheet by sheet as the tables that they are. Knows openpyxl.

Of a formula its value counts, of a date its day.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from lxml.etree import LxmlError
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from searchapp.errors import IngestError
from searchapp.ingest.columns.separated import Row
from searchapp.ingest.files.safe_open import BOMB_FLOOR, BOMB_RATIO, read_bytes
from searchapp.ingest.readers.table import read_rows
from searchapp.ingest.source import Item, LeftOut, Source

_OLD = b"\xd0\xcf\x11\xe0"
_BROKEN = (
    zipfile.BadZipFile, InvalidFileException, LxmlError, zlib.error, EOFError, OSError, SyntaxError, LookupError,
    TypeError, ValueError, AttributeError, ArithmeticError, NotImplementedError, RecursionError,
)  # fmt: skip
"""What openpyxl and the libraries below it raise on a damaged workbook."""


def read_workbook(source: Source) -> Iterator[Item]:
    """The stories of each sheet, a row each; raises IngestError for what is no workbook."""
    data = read_bytes(source)
    if data.startswith(_OLD):
        raise IngestError("the workbook has a password, or is of an older kind: save it as .xlsx without one")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > max(BOMB_FLOOR, BOMB_RATIO * len(data)):
                raise IngestError(
                    f"unpacks to more than {BOMB_RATIO} times its size: taken for a decompression bomb"
                )
        with warnings.catch_warnings():  # of styles and the like that it does not know
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except _BROKEN as error:
        raise IngestError(f"damaged, or no workbook: {error}") from error
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
    if not sheets:
        raise IngestError("the workbook has no sheet with cells")
    said = False
    for sheet in sheets:
        for item in read_rows(source, _rows(sheet), sheet=sheet.title if len(sheets) > 1 else ""):
            said = True
            yield item
    if not said:
        yield LeftOut(source.name, "no story")


def _rows(sheet: Any) -> Iterator[Row]:
    width = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheet.reset_dimensions()  # what programs write there is often wrong
            for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                width = max(width, len(cells))  # empty cells at a row's end are not in the file
                yield Row(number, [*map(_written, cells), *[""] * (width - len(cells))])
    except _BROKEN as error:
        raise IngestError(f"damaged: {error}") from error


def _written(cell: object) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date() | time():
            return cell.isoformat()
    return str(cell)
