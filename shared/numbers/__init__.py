"""Numbers with check characters: cases, identity cards, social credit codes. Pure; no number ever enters a message."""

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

__all__ = [
    "BadNumber",
    "CaseNumber",
    "birth_date",
    "case_number",
    "check_credit_code",
    "check_identity_number",
    "day_in_file_number",
    "document_number",
    "file_number",
    "parse_case_number",
    "parse_document_number",
    "with_check",
]
