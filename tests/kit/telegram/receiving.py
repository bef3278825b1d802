"""The methods by which a bot gets its updates."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from tests.kit.telegram.ask import Ask
from tests.kit.telegram.chats import Raw
from tests.kit.telegram.hooks import Webhook
from tests.kit.telegram.refusals import Refused, bad

LOOPBACK = ("127.0.0.1", "localhost", "::1")


async def get_updates(ask: Ask) -> list[Raw]:
    return await ask.bot.updates.take(
        ask.get("offset", 0), ask.get("limit", 100), ask.get("timeout", 0), ask.get("allowed_updates")
    )


async def set_webhook(ask: Ask) -> bool:
    if not ask.get("url"):
        return await delete_webhook(ask)
    check_address(ask["url"])
    check_secret(ask.get("secret_token") or "")
    connections = ask.get("max_connections", 40)
    if not 1 <= connections <= 100:
        raise bad("max_connections must be between 1 and 100")
    updates = ask.bot.updates
    await drop_hook(ask)
    updates.end_poll(Refused(409, "Conflict: terminated by setWebhook request"))
    updates.allowed = ask.get("allowed_updates", updates.allowed)
    updates.hook = hook_of(ask, connections)
    for lane in updates.lanes():
        updates.hook.run(lane)
    return True


def hook_of(ask: Ask, connections: int) -> Webhook:
    fake, bot = ask.fake, ask.bot
    return Webhook(
        url=ask["url"],
        secret=ask.get("secret_token") or "",
        connections=connections,
        updates=bot.updates,
        http=fake.http,
        call=lambda given: fake.obey(bot, given),
        pace=lambda: fake.pace,
    )


def check_address(url: str) -> None:
    parts = urlsplit(url)
    local = parts.scheme == "http" and parts.hostname in LOOPBACK
    if not local and parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if not local and parts.port not in (None, 443, 80, 88, 8443):
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def check_secret(secret: str) -> None:
    if len(secret) > 256:
        raise bad("secret token is too long")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]+", secret):
        raise bad("secret token contains unallowed characters")


async def delete_webhook(ask: Ask) -> bool:
    await drop_hook(ask)
    return True


async def drop_hook(ask: Ask) -> None:
    updates = ask.bot.updates
    if updates.hook:
        await updates.hook.close()
        updates.hook = None
    if ask.get("drop_pending_updates"):
        updates.forget()


def get_webhook_info(ask: Ask) -> Raw:
    updates = ask.bot.updates
    hook = updates.hook
    raw: dict[str, Any] = {"url": hook.url if hook else "", "has_custom_certificate": False}
    raw |= {"pending_update_count": len(updates.waiting)} | (hook.as_raw() if hook else {})
    return raw | ({"allowed_updates": updates.allowed} if updates.allowed else {})
