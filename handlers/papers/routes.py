"""Asking for the paper of an order."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.papers.drawing import drawn_file
from domain.papers.queries import paper
from domain.shop.views import ShopView
from handlers.filters import on_presses
from handlers.papers.buttons import GetPaper
from handlers.papers.flow import links_of
from handlers.papers.screens import paper_card
from handlers.reply import Reply


def router() -> Router:
    router = Router(name="papers")
    on_presses(router, {GetPaper: hand_over})
    return router


async def hand_over(query: CallbackQuery, callback_data: GetPaper, me: Actor, t: Translator, shop: ShopView) -> Reply:
    """Drawn now, in the language it was issued in."""
    view = await paper(me, callback_data.id)
    return paper_card(view, str(await drawn_file(view)), links_of(me, shop)(view.id), t)
