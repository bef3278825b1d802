"""Numbers of payment cards in what people write: found however they are grouped, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from domain.kit.cards import card_number, masked


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111111", "pay with 4111 1111 1111 1111, 12/27, 123", "4111-1111-1111-1111", "4111.1111.1111.1111",
        "٤١١١ ١١١١ ١١١١ ١١١١", "call 512 472 0123 card 5555 5555 5555 4444", "378282246310005", "3056 930902 5904",
        "6011000990139424", "no 1234 4111 1111 1111 1111",
    ],
)  # fmt: skip
def test_a_card_is_seen(text: str) -> None:
    assert len(card_number(text)) in (14, 15, 16)


@pytest.mark.parametrize(
    "text",
    [
        "", "teapot", "4111 1111 1111 1112", "+1 512 472 0123", "4006381333931", "04006381333931", "30569309025904",
        "9400111899223197428490", "LV80BANK0000435195001", "12.10.2026 18:00-20:00", "0000 0000 0000 0000",
    ],
)  # fmt: skip
def test_telephones_goods_parcels_and_accounts_are_not_cards(text: str) -> None:
    assert card_number(text) == ""


def test_only_the_last_four_digits_are_shown() -> None:
    assert masked(card_number("4111 1111 1111 1111")) == "•••• 1111"
