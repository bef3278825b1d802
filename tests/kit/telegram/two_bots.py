"""The same small shop written with two libraries, so that the fake server is not shaped to one of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import telegram as ptb
import telegram.ext as ptb_ext
from aiogram import Bot, Dispatcher, Router
from aiogram import types as aio
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from tests.kit.telegram.ask import FakeBot
from tests.kit.telegram.fake import FakeTelegram
from tests.kit.telegram.pictures import small_jpeg

SECRET = "a-secret_1"
TEA, THANKS = "<b>Oolong</b> & tea".replace("&", "&amp;"), "Thank you"
INVOICE: dict[str, Any] = {"title": "Oolong", "description": "100 g", "payload": "order:7", "currency": "USD"}


@asynccontextmanager
async def running(library: str, by: str, fake: FakeTelegram, bot: FakeBot) -> AsyncIterator[None]:
    """`library`: aiogram or ptb; `by`: polling or webhook."""
    async with {"aiogram": aiogram_shop, "ptb": ptb_shop}[library](by, fake, bot):
        yield


@asynccontextmanager
async def listening(take: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    finally:
        await runner.cleanup()


# ---------------------------------------------------------------------------------------------------------- aiogram


def aiogram_client(fake: FakeTelegram, bot: FakeBot) -> Bot:
    return Bot(bot.token, session=AiohttpSession(api=TelegramAPIServer.from_base(fake.url)))


@asynccontextmanager
async def aiogram_shop(by: str, fake: FakeTelegram, bot: FakeBot) -> AsyncIterator[None]:
    client, dispatcher = aiogram_client(fake, bot), Dispatcher()
    dispatcher.include_router(aiogram_routes())
    await client.set_my_commands([aio.BotCommand(command="start", description="Open the shop")])
    try:
        async with {"polling": aiogram_polling, "webhook": aiogram_webhook}[by](client, dispatcher):
            yield
    finally:
        await client.session.close()


@asynccontextmanager
async def aiogram_polling(client: Bot, dispatcher: Dispatcher) -> AsyncIterator[None]:
    task = asyncio.create_task(dispatcher.start_polling(client, handle_signals=False, polling_timeout=1))
    yield
    await dispatcher.stop_polling()
    await task


@asynccontextmanager
async def aiogram_webhook(client: Bot, dispatcher: Dispatcher) -> AsyncIterator[None]:
    handler = SimpleRequestHandler(dispatcher, client, handle_in_background=False, secret_token=SECRET)
    async with listening(handler.handle) as url:
        await client.set_webhook(url, secret_token=SECRET, allowed_updates=dispatcher.resolve_used_update_types())
        yield
        await client.delete_webhook()


def aiogram_routes() -> Router:
    router = Router()

    @router.message(CommandStart())
    async def start(message: aio.Message) -> None:
        keys = [[aio.InlineKeyboardButton(text="Buy", callback_data="buy")]]
        markup = aio.InlineKeyboardMarkup(inline_keyboard=keys)
        picture = aio.BufferedInputFile(small_jpeg(), "tea.jpg")
        await message.answer_photo(picture, caption=TEA, parse_mode="HTML", reply_markup=markup)

    @router.callback_query()
    async def buy(query: aio.CallbackQuery, bot: Bot) -> None:
        assert isinstance(query.message, aio.Message)
        await query.message.edit_caption(caption="In your cart")
        prices = [aio.LabeledPrice(label="Oolong", amount=500)]
        token = f"{bot.id}:TEST:provider"
        await bot.send_invoice(query.message.chat.id, **INVOICE, provider_token=token, prices=prices)
        await query.answer("Added")

    @router.pre_checkout_query()
    async def check(query: aio.PreCheckoutQuery) -> aio.TelegramObject | Any:
        return query.answer(ok=True)

    @router.message()
    async def other(message: aio.Message) -> None:
        said = await message.answer(THANKS if message.successful_payment else "…")
        await said.edit_text(f"{said.text} {message.text or ''}!".replace(" !", "!"))

    return router


# -------------------------------------------------------------------------------------------- python-telegram-bot


@asynccontextmanager
async def ptb_shop(by: str, fake: FakeTelegram, bot: FakeBot) -> AsyncIterator[None]:
    builder = ptb_ext.ApplicationBuilder().token(bot.token).base_url(f"{fake.url}/bot")
    builder = builder.base_file_url(f"{fake.url}/file/bot")
    app = (builder.updater(None) if by == "webhook" else builder).build()
    app.add_handler(ptb_ext.CommandHandler("start", ptb_start))
    app.add_handler(ptb_ext.CallbackQueryHandler(ptb_buy))
    app.add_handler(ptb_ext.PreCheckoutQueryHandler(ptb_check))
    app.add_handler(ptb_ext.MessageHandler(ptb_ext.filters.ALL, ptb_other))
    async with app:
        await app.bot.set_my_commands([ptb.BotCommand("start", "Open the shop")])
        await app.start()
        async with {"polling": ptb_polling, "webhook": ptb_webhook}[by](app):
            yield
        await app.stop()


@asynccontextmanager
async def ptb_polling(app: Any) -> AsyncIterator[None]:
    await app.updater.start_polling(timeout=1, allowed_updates=ptb.Update.ALL_TYPES)
    yield
    await app.updater.stop()


@asynccontextmanager
async def ptb_webhook(app: Any) -> AsyncIterator[None]:
    async def take(request: web.Request) -> web.Response:
        assert request.headers["X-Telegram-Bot-Api-Secret-Token"] == SECRET
        await app.process_update(ptb.Update.de_json(await request.json(), app.bot))
        return web.Response()

    async with listening(take) as url:
        await app.bot.set_webhook(url, secret_token=SECRET)
        yield
        await app.bot.delete_webhook()


async def ptb_start(update: Any, context: Any) -> None:
    markup = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("Buy", callback_data="buy")]])
    await update.message.reply_photo(small_jpeg(), caption=TEA, parse_mode="HTML", reply_markup=markup)


async def ptb_buy(update: Any, context: Any) -> None:
    query = update.callback_query
    await query.edit_message_caption("In your cart")
    prices, token = [ptb.LabeledPrice("Oolong", 500)], f"{context.bot.id}:TEST:provider"
    await context.bot.send_invoice(query.message.chat.id, **INVOICE, provider_token=token, prices=prices)
    await query.answer("Added")


async def ptb_check(update: Any, context: Any) -> None:
    await update.pre_checkout_query.answer(ok=True)


async def ptb_other(update: Any, context: Any) -> None:
    said = await update.message.reply_text(THANKS if update.message.successful_payment else "…")
    await said.edit_text(f"{said.text} {update.message.text or ''}!".replace(" !", "!"))
