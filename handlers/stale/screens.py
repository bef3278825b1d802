"""What is said to a message that is no word. Pure."""

from __future__ import annotations

from domain.kit.i18n import Translator
from handlers.screen import ASIDE, Action, Nav, Screen
from handlers.search.buttons import Search
from handlers.support.buttons import Help


def hint_card(units: int, t: Translator) -> Screen:
    """For a sticker: what is understood, and the ways back into the shop."""
    words = t("S-70", "Type what you need, or tap a button.")
    return Screen(id="S-70", kind="card", key=ASIDE, body=words, nav=Nav(cart=units))


def unread_card(t: Translator) -> Screen:
    """For a picture, a recording or a file: nobody looks at it, so it must not seem that somebody does."""
    return Screen(
        id="S-70",
        kind="card",
        key=ASIDE,
        body=t("S-70", "Pictures, recordings and files are not read here. Type what you need, or ask the shop."),
        actions=(
            Action(t("S-01", "🔎 Search"), press=Search(), row=0),
            Action(t("S-50", "💬 Help"), press=Help(), row=0),
        ),
        nav=None,
    )
