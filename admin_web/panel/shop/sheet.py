"""Reading what the shop wants of payments on Telegram's own sheet: tokens, tips, who asks for the address."""

from __future__ import annotations

import re
from collections.abc import Iterable

from admin_web.forms import Form
from domain.kit.actor import Actor
from domain.kit.errors import N_
from domain.kit.text import western_digits
from domain.payments.cards import drop_token, keep_token, token_problem
from domain.shop.native import BY_CARD, CURRENCIES, LIVE, TEST, mode_of
from domain.shop.views import ShopView

MODES = (TEST, LIVE)
MOST_TIPS = 4
NOT_TIPS = N_("Write up to four whole percentages, like 5, 10, 15.")
NO_TEST_TOKEN = N_("In test mode this needs a test token.")
NO_LIVE_TOKEN = N_("A shop that takes real orders needs a live token.")
NO_CURRENCY = N_("Telegram takes no payments in {currency}.")

Tokens = dict[str, str]


def stored(shop: ShopView) -> dict[str, object]:
    """What the page shows; tokens are never shown."""
    return {
        "tips": ", ".join(map(str, shop.settings.tips)),
        "checkout_in_telegram": shop.settings.checkout_in_telegram,
    }


def settings(form: Form) -> dict[str, object]:
    return {"tips": _tips(form), "checkout_in_telegram": form.flag("checkout_in_telegram")}


def _tips(form: Form) -> tuple[int, ...]:
    text = western_digits(form.text("tips", limit=40))
    found = re.findall(r"\d+", text)
    tips = tuple(sorted({int(tip) for tip in found}))
    plain = re.fullmatch(r"[\d\s,;%]*", text)
    if not plain or len(tips) > MOST_TIPS or not all(0 < tip <= 100 for tip in tips):
        form.complain("tips", NOT_TIPS)
    return tips


def tokens(form: Form, shop: ShopView, methods: Iterable[str]) -> Tokens:
    """mode → the token that was typed. Complains where the way to pay is chosen and has none to work with."""
    typed = {mode: form.text(f"{mode}_token", limit=200) for mode in MODES}
    for mode, token in typed.items():
        if token and (problem := token_problem(mode, token)):
            form.complain(f"{mode}_token", problem)
    if BY_CARD in methods:
        _check(form, shop, typed)
    return typed


def _check(form: Form, shop: ShopView, typed: Tokens) -> None:
    mode = mode_of(shop)
    forgotten = form.flag(f"forget_{mode}") or mode not in shop.settings.card_keys
    if not typed[mode] and forgotten:
        form.complain(f"{mode}_token", NO_TEST_TOKEN if mode == TEST else NO_LIVE_TOKEN)
    if shop.currency not in CURRENCIES:
        form.complain("methods", NO_CURRENCY, currency=shop.currency)


async def keep(by: Actor, form: Form, typed: Tokens) -> None:
    """Keep the tokens that were typed, and forget those that were ticked."""
    for mode, token in typed.items():
        if token:
            await keep_token(by, mode, token)
        elif form.flag(f"forget_{mode}"):
            await drop_token(by, mode)
