"""Numbers we give ourselves: cases and written documents. They hold no personal data, and no caller chooses one.

A case number is `{division, 9}{YYYYMMDD}{sequence, 5}{check, 1}`: 23 characters, the last by ISO 7064 MOD 11-2 over
the 22 digits before it. A document number is `{division, 9}{kind, 2 letters}{year, 4}{sequence, 6}` (C-2); where people
type it to have a paper checked, `-` and a check character by ISO 7064 MOD 37,36 follow. A file number
`{division, 9}{kind, 2 letters}{YYYYMMDD}{sequence, 5}` says on which day the matter began.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from shared.numbers.errors import BadNumber
from shared.numbers.iso7064 import check_character, check_letter

_DIVISION = re.compile(r"[0-9]{9}")
_CASE = re.compile(r"[0-9]{22}[0-9X]")
_KIND = re.compile(r"[A-Z]{2}")
_FILE = re.compile(r"[0-9]{9}[A-Z]{2}(20[0-9]{6})[0-9]{5}")
_DOCUMENT = re.compile(r"[0-9]{9}[A-Z]{2}[0-9]{10}")


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """What a case number says: the 9-digit division and local day of receipt, and which one of that day it was."""

    division: str
    day: date
    sequence: int


def case_number(division: str, day: date, sequence: int) -> str:
    """Compose the number of the `sequence`-th case (1 to 99999) received in a division on a local day.

    Raises:
        BadNumber: `bad_case_number`: the division has not nine digits, or the sequence is out of range.
    """
    _within("bad_case_number", division, sequence, 99_999)
    body = f"{division}{day:%Y%m%d}{sequence:05d}"
    return body + check_character(body)


def parse_case_number(text: str) -> CaseNumber:
    """Read a case number, as people type it: spaces around it and a small x are forgiven.

    Raises:
        BadNumber: `bad_case_number`, with the fault: length, characters, date, sequence or check.
    """
    number = text.strip().upper()
    if len(number) != 23:
        raise _bad("bad_case_number", "length", "a case number has 23 characters")
    if not _CASE.fullmatch(number):
        raise _bad("bad_case_number", "characters", "a case number has 22 digits and a last digit or X")
    if check_character(number[:22]) != number[22]:
        raise _bad("bad_case_number", "check", "the check character of the case number does not match")
    if number[17:22] == "00000":
        raise _bad("bad_case_number", "sequence", "the cases of a day are counted from 1")
    return CaseNumber(number[:9], _day(number[9:17]), int(number[17:22]))


def document_number(division: str, kind: str, year: int, sequence: int) -> str:
    """Compose a document's number, `520402109SL2026000017`; `SL` is an acceptance receipt.

    Raises:
        BadNumber: `bad_document_number`: division, kind, year or sequence (1 to 999999) is out of range.
    """
    _within("bad_document_number", division, sequence, 999_999)
    if not _KIND.fullmatch(kind):
        raise _bad("bad_document_number", "characters", "a document kind is two capital letters")
    return f"{division}{kind}{year:04d}{sequence:06d}"


def file_number(division: str, kind: str, day: date, sequence: int) -> str:
    """Compose the number of a matter that is no case, `520422103TS2026092400001`; `TS` is a complaint.

    Raises:
        BadNumber: `bad_file_number`: division, kind or sequence (1 to 99999) is out of range.
    """
    _within("bad_file_number", division, sequence, 99_999)
    if not _KIND.fullmatch(kind):
        raise _bad("bad_file_number", "characters", "a kind of file is two capital letters")
    return f"{division}{kind}{day:%Y%m%d}{sequence:05d}"


def day_in_file_number(text: str) -> str:
    """Give the day of a file number as `YYYYMMDD`, or nothing where it is none."""
    found = _FILE.fullmatch(text)
    return found[1] if found else ""


def with_check(number: str) -> str:
    """Give a document number as it is printed for checking: `520402109SL2026000017-M`."""
    return f"{number}-{check_letter(number)}"


def parse_document_number(text: str) -> str:
    """Read a document number with its check character, as people type it; give the bare number.

    Raises:
        BadNumber: `bad_document_number`, with the fault: characters or check.
    """
    said = re.sub(r"[\s-]", "", text).upper()
    number, check = said[:21], said[21:]
    if not _DOCUMENT.fullmatch(number) or len(check) != 1:
        raise _bad("bad_document_number", "characters", "a document number has 21 characters and a check character")
    if check_letter(number) != check:
        raise _bad("bad_document_number", "check", "the check character of the document number does not match")
    return number


def _within(code: str, division: str, sequence: int, most: int) -> None:
    if not _DIVISION.fullmatch(division):
        raise _bad(code, "characters", "a township division has nine digits")
    if not 1 <= sequence <= most:
        raise _bad(code, "sequence", f"the sequence runs from 1 to {most}")


def _day(text: str) -> date:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise _bad("bad_case_number", "date", "the case number holds an impossible date") from None


def _bad(code: str, fault: str, message: str) -> BadNumber:
    return BadNumber(code, fault, message, "C-2")
