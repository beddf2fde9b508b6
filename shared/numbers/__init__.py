"""Numbers with check characters: cases, cards and papers of people, credit codes. Pure; no number enters a message."""

from shared.numbers.case_numbers import (
    CaseNumber,
    case_number,
    day_in_file_number,
    document_number,
    file_number,
    parse_case_number,
    parse_document_number,
    with_check,
)
from shared.numbers.credit_codes import check_credit_code
from shared.numbers.errors import BadNumber
from shared.numbers.identity_numbers import birth_date, check_identity_number
from shared.numbers.person_numbers import born_on, check_person_number

__all__ = [
    "BadNumber",
    "CaseNumber",
    "birth_date",
    "born_on",
    "case_number",
    "check_credit_code",
    "check_identity_number",
    "check_person_number",
    "day_in_file_number",
    "document_number",
    "file_number",
    "parse_case_number",
    "parse_document_number",
    "with_check",
]
