"""What Telegram is told of a bot: how updates come, its commands in every language, the menu button."""

from __future__ import annotations

from aiogram.methods import DeleteWebhook, SetChatMenuButton, SetMyCommands, SetWebhook
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    MenuButtonCommands,
)

from bot.channels.telegram.bots import Bots, Connection
from domain.kit.i18n import Translator
from domain.shop.queries import shop_by_id

ALLOWED = (
    "message", "edited_message", "callback_query", "inline_query", "chosen_inline_result", "shipping_query",
    "pre_checkout_query", "my_chat_member",
)  # fmt: skip
CONNECTIONS = 100


async def set_up(bots: Bots, connection: Connection, webhook_url: str) -> None:
    """Tell Telegram all of it. `webhook_url` is our public address, "" for polling. Raises what the sender raises."""
    if webhook_url:
        hook = SetWebhook(
            url=webhook_of(webhook_url, connection),
            secret_token=bots.secret(connection.id),
            allowed_updates=list(ALLOWED),
            max_connections=CONNECTIONS,
        )
        await bots.sender.call(connection.bot, hook)
    else:
        await bots.sender.call(connection.bot, DeleteWebhook(drop_pending_updates=False))
    await _commands(bots, connection)
    await bots.sender.call(connection.bot, SetChatMenuButton(menu_button=MenuButtonCommands()))


def webhook_of(webhook_url: str, connection: Connection) -> str:
    """Where Telegram brings the updates of a bot."""
    return f"{webhook_url.rstrip('/')}/hooks/telegram/{connection.id}"


async def _commands(bots: Bots, connection: Connection) -> None:
    """In the shop's own language for everybody, and in each other one for those who speak it."""
    shop = await shop_by_id(connection.view.shop_id)
    for locale in (shop.locale, *(name for name in shop.locales if name != shop.locale)):
        code = None if locale == shop.locale else locale.split("_")[0]
        t = shop.speaking(locale)
        for scope, listed in (
            (BotCommandScopeAllPrivateChats(), commands(t)),
            (BotCommandScopeAllGroupChats(), group_commands(t)),
        ):
            await bots.sender.call(connection.bot, SetMyCommands(commands=listed, scope=scope, language_code=code))


def commands(t: Translator) -> list[BotCommand]:
    """The commands a private chat lists."""
    listed = (
        ("shop", t("commands", "Browse the shop")),
        ("search", t("commands", "Find something")),
        ("cart", t("commands", "Your cart")),
        ("orders", t("commands", "Your orders")),
        ("saved", t("commands", "What you saved")),
        ("help", t("commands", "Help")),
        ("settings", t("commands", "Your details and language")),
    )
    return [BotCommand(command=name, description=words) for name, words in listed]


def group_commands(t: Translator) -> list[BotCommand]:
    listed = (("shop", t("commands", "Open the shop")), ("find", t("commands", "Find something")))
    return [BotCommand(command=name, description=words) for name, words in listed]
