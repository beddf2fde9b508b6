"""What pages show of personal data."""

import pytest

from shared.privacy import mask


@pytest.mark.parametrize(
    ("field", "text", "shown"),
    [
        ("name", "张三丰", "张**"),
        ("name", "张三", "张**"),
        ("name", "", ""),
        ("id_number", "520402200503150012", "520***********0012"),
        ("id_number", "5204", "****"),
        ("id_number", "H12345678", "H******78"),
        ("id_number", "USA-E12345678", "U**********78"),
        ("phone", "13800000000", "138****0000"),
        ("phone", "12345", "*****"),
        ("address", "西秀区旧州镇浪塘村一组", "西秀区旧州镇****"),
        ("unheard of", "anything at all", "********"),
    ],
)
def test_each_field_is_masked_in_its_own_way(field: str, text: str, shown: str) -> None:
    assert mask(field, text) == shown
