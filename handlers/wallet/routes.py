"""What can be pressed about the wallet."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.filters import on_presses
from handlers.reply import Reply
from handlers.wallet.buttons import OpenWallet
from handlers.wallet.flow import wallet_of


def router() -> Router:
    router = Router(name="wallet")
    on_presses(router, {OpenWallet: open_wallet})
    return router


async def open_wallet(
    query: CallbackQuery, callback_data: OpenWallet, me: Actor, t: Translator, shop: ShopView
) -> Reply:
    return await wallet_of(me, t, shop, callback_data.page)
