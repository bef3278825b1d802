"""The words of a screen as Telegram shows them."""

from __future__ import annotations

from bot.channels.telegram.text import html_of
from handlers.screen import Action, Screen


def reachable(label: str, url: str) -> str:
    return html_of(Screen(id="S-50", actions=(Action(label, url=url),)))


def test_a_number_to_call_is_said_once_however_it_is_written() -> None:
    assert reachable("📞 Call +1 (315) 555-0142", "tel:+13155550142") == "📞 Call +1 (315) 555-0142"


def test_an_address_to_write_to_stands_without_what_the_letter_is_about() -> None:
    assert reachable("✉ Write to us", "mailto:tea@example.com?subject=Order%20%231001") == (
        "✉ Write to us: tea@example.com"
    )
