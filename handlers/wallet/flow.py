"""Reading a wallet."""

from __future__ import annotations

from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from domain.wallet.queries import wallet
from handlers.screen import Screen
from handlers.wallet.screens import PAGE, wallet_screen


async def wallet_of(me: Actor, t: Translator, shop: ShopView, page: int) -> Screen:
    page = max(1, page)
    there = await wallet(me, me.id, shop.currency, limit=PAGE + 1, offset=PAGE * (page - 1))
    return wallet_screen(there, page, t)
