"""What can be pressed, typed and sent on the customer's own pages."""

from __future__ import annotations

from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.chats.actions import set_chat_locale
from domain.chats.views import ChatView
from domain.customers.actions import delete_address, forget_phone, make_default, undo_delete
from domain.customers.queries import address, profile
from domain.kit.actor import Actor
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.account import flow, steps
from handlers.account.buttons import (
    Addresses,
    AskName,
    DeleteAddress,
    ForgetPhone,
    Languages,
    MakeDefault,
    Me,
    NewAddress,
    OpenAddress,
    RenameAddress,
    SetLanguage,
    UndoDelete,
)
from handlers.account.screens import address_screen, languages_screen, name_screen, rename_screen
from handlers.filters import Awaits, Submits, on_presses
from handlers.reply import Relocalise, Reply


def router() -> Router:
    router = Router(name="account")
    router.message.register(command_settings, Command("settings", ignore_mention=True))
    router.message.register(command_lang, Command("lang", ignore_mention=True))
    router.message.register(steps.typed_name, Awaits("name"))
    router.message.register(steps.sent_name, Submits("name"))
    router.message.register(steps.typed_label, Awaits("label"))
    router.message.register(steps.sent_label, Submits("label"))
    router.message.register(steps.typed_place, Awaits("place"))
    router.message.register(steps.sent_address, Submits("address"))
    on_presses(
        router,
        {
            Me: open_me,
            Addresses: open_addresses,
            OpenAddress: open_address,
            NewAddress: new_address,
            RenameAddress: ask_label,
            MakeDefault: set_default,
            DeleteAddress: remove_address,
            UndoDelete: undo,
            Languages: open_languages,
            SetLanguage: set_language,
            AskName: ask_name,
            ForgetPhone: remove_phone,
        },
    )
    return router


async def command_settings(message: Message, me: Actor, t: Translator, shop: ShopView) -> Reply:
    return await flow.me_of(me, t, shop)


async def command_lang(message: Message, t: Translator, shop: ShopView) -> Reply:
    return languages_screen(shop.locales, t.locale, t)


async def open_me(query: CallbackQuery, me: Actor, t: Translator, shop: ShopView) -> Reply:
    return await flow.me_of(me, t, shop)


async def open_addresses(query: CallbackQuery, me: Actor, t: Translator) -> Reply:
    return await flow.addresses_of(me, t)


async def open_address(query: CallbackQuery, callback_data: OpenAddress, me: Actor, t: Translator) -> Reply:
    return address_screen(await address(me, callback_data.id), t)


async def new_address(
    query: CallbackQuery, callback_data: NewAddress, me: Actor, t: Translator, shop: ShopView
) -> Reply:
    return await flow.edit_of(me, t, shop, callback_data.id)


async def ask_label(query: CallbackQuery, callback_data: RenameAddress, me: Actor, t: Translator) -> Reply:
    return rename_screen(await address(me, callback_data.id), t)


async def set_default(query: CallbackQuery, callback_data: MakeDefault, me: Actor, t: Translator) -> Reply:
    kept = await make_default(me, callback_data.id)
    return address_screen(kept, t).saying(toast=t("S-61", "We deliver here from now on."))


async def remove_address(query: CallbackQuery, callback_data: DeleteAddress, me: Actor, t: Translator) -> Reply:
    gone = await delete_address(me, callback_data.id)
    return (await flow.addresses_of(me, t, undo=gone.id)).saying(toast=t("S-61", "Deleted. Tap ↩ to undo"))


async def undo(query: CallbackQuery, callback_data: UndoDelete, me: Actor, t: Translator) -> Reply:
    await undo_delete(me, callback_data.id)
    return await flow.addresses_of(me, t)


async def open_languages(query: CallbackQuery, t: Translator, shop: ShopView) -> Reply:
    return languages_screen(shop.locales, t.locale, t)


async def set_language(
    query: CallbackQuery, callback_data: SetLanguage, me: Actor, t: Translator, shop: ShopView, chat: ChatView
) -> Reply:
    """One press; everything from here on is in the new language, old cards keep theirs."""
    code = callback_data.code if callback_data.code in shop.locales else t.locale
    await set_chat_locale(me, chat.id, code)
    fresh = shop.speaking(code)
    return Relocalise(await flow.me_of(replace(me, locale=code), fresh, shop), fresh)


async def ask_name(query: CallbackQuery, me: Actor, t: Translator) -> Reply:
    return name_screen((await profile(me)).name, t)


async def remove_phone(query: CallbackQuery, me: Actor, t: Translator, shop: ShopView) -> Reply:
    await forget_phone(me)
    return (await flow.me_of(me, t, shop)).saying(toast=t("S-60", "Forgotten. We ask again when it is needed."))
