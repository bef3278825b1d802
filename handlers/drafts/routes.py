"""What a customer presses on an order the shop has made for them."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.chats.views import ChatView
from domain.drafts.actions import accept, decline
from domain.drafts.queries import draft
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.payments.actions import begin_with
from domain.shop.views import ShopView
from handlers.drafts.buttons import AcceptDraft, DeclineDraft, OpenDraft
from handlers.drafts.screens import draft_card
from handlers.filters import on_presses
from handlers.orders.flow import after_placing
from handlers.reply import Reply


def router() -> Router:
    router = Router(name="drafts")
    on_presses(router, {OpenDraft: open_draft, AcceptDraft: accept_draft, DeclineDraft: decline_draft})
    return router


async def open_draft(query: CallbackQuery, callback_data: OpenDraft, me: Actor, t: Translator) -> Reply:
    return draft_card(await draft(me, callback_data.id), t)


async def accept_draft(
    query: CallbackQuery, callback_data: AcceptDraft, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    order = await accept(me, callback_data.id, callback_data.rev)
    card = draft_card(await draft(me, callback_data.id), t)
    return (*after_placing(await begin_with(me, order), t, shop, chat), card)


async def decline_draft(query: CallbackQuery, callback_data: DeclineDraft, me: Actor, t: Translator) -> Reply:
    view = await decline(me, callback_data.id, callback_data.rev)
    return draft_card(view, t).saying(toast=t("S-36", "Declined. The shop knows."))
