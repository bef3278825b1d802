"""The codes of RFC 6238, and what they never do twice."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from domain.staff import totp

SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert totp.code_at(SECRET, seconds // 30) == code


def test_a_code_is_good_for_its_half_minute_and_one_beside_it() -> None:
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    here = totp.step_of(moment)
    found = [totp.step_of_code(SECRET, totp.code_at(SECRET, here + n), moment, 0) for n in (-2, -1, 0, 1, 2)]
    assert found == [None, here - 1, here, here + 1, None]


def test_a_code_that_was_used_and_those_before_it_are_over() -> None:
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    here = totp.step_of(moment)
    assert totp.step_of_code(SECRET, totp.code_at(SECRET, here), moment, here) is None
    assert totp.step_of_code(SECRET, totp.code_at(SECRET, here - 1), moment, here) is None
    assert totp.step_of_code(SECRET, totp.code_at(SECRET, here + 1), moment, here) == here + 1


def test_codes_are_read_as_people_type_them() -> None:
    assert totp.plain_code(" 123 456 ") == "123456"
    assert totp.plain_code("ABCDE-fghjk") == "abcdefghjk"
    assert len(set(totp.recovery_codes())) == 10
