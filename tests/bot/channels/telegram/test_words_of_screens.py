"""The words of a screen as Telegram shows them."""

from __future__ import annotations

import pytest

from bot.channels.telegram.keyboard import Frame, keyboard
from bot.channels.telegram.text import html_of
from domain.kit.i18n import Translator
from handlers.home.buttons import Home
from handlers.screen import Action, Choice, Screen


def reachable(label: str, url: str) -> str:
    return html_of(Screen(id="S-50", actions=(Action(label, url=url),)))


def test_a_number_to_call_is_said_once_however_it_is_written() -> None:
    assert reachable("📞 Call +1 (315) 555-0142", "tel:+13155550142") == "📞 Call +1 (315) 555-0142"


def test_an_address_to_write_to_stands_without_what_the_letter_is_about() -> None:
    assert reachable("✉ Write to us", "mailto:tea@example.com?subject=Order%20%231001") == (
        "✉ Write to us: tea@example.com"
    )


@pytest.mark.parametrize(
    ("label", "description", "row", "above"),
    [
        ("#1042", "3 items · Placed", "#1042 · $47.20 · 3 items · Placed", False),
        ("🚚 Courier", "Wed, Nov 25 – Fri, Nov 27", "🚚 Courier · $47.20", True),
    ],
)
def test_what_a_row_has_no_room_for_stands_above_it(label: str, description: str, row: str, above: bool) -> None:
    screen = Screen(id="S-40", choices=(Choice(Home(), label, description=description, price="$47.20"),), nav=None)
    (only,) = keyboard(screen, Frame(Translator())).inline_keyboard[0]
    assert only.text == row
    assert (f"{label}: {description}" in html_of(screen)) == above


@pytest.mark.parametrize("address", ["http://127.0.0.1:8080/test-gateway/pay/1", "http://localhost:8080/pay"])
def test_a_page_of_this_machine_is_said_because_no_button_may_open_it(address: str) -> None:
    screen = Screen(id="S-37", actions=(Action("Open the payment page", url=address),), nav=None)
    assert keyboard(screen, Frame(Translator())) is None
    assert html_of(screen) == f"Open the payment page: {address}"
