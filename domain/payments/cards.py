"""The shop's own tokens for cards in Telegram: one that only tries, one that takes real money. Sealed at rest."""

from __future__ import annotations

import re

from domain.kit.actor import Actor, Permission, require
from domain.kit.db import transaction
from domain.kit.errors import N_, BadInput
from domain.payments.accounts import save_keys, stored_keys
from domain.payments.models import ProviderAccount
from domain.payments.port import Keys
from domain.shop.actions import change_settings
from domain.shop.native import LIVE, TEST, mode_of
from domain.shop.queries import shop_of

NO_TOKEN = N_("A payment token looks like 123456789:TEST:abc… Copy it from @BotFather once more, all of it.")
NOT_TEST = N_("This token takes real money. Here belongs the one with TEST in the middle.")
NOT_LIVE = N_("This token only tries. Here belongs the one with LIVE in the middle.")
_SHAPE = re.compile(r"\d{1,20}:(TEST|LIVE):[\w-]{1,120}", re.ASCII)


def token_problem(mode: str, token: str) -> str:
    """What is wrong with a token in this place, as an English sentence; "" for nothing."""
    found = _SHAPE.fullmatch(token)
    if found is None:
        return NO_TOKEN
    if found[1].lower() == mode:
        return ""
    return NOT_TEST if mode == TEST else NOT_LIVE


async def card_token(by: Actor) -> str:
    """The token of the shop's mode now, "" when it has none. Raises `Sealed`."""
    keys = await stored_keys(by, _account(mode_of(await shop_of(by))))
    return keys.api if keys else ""


async def keep_token(by: Actor, mode: str, token: str) -> None:
    """Keep the token of a mode ("test", "live"), in place of the one there was. Raises `BadInput`, `NotAllowed`."""
    require(by, Permission.MANAGE_MONEY)
    if problem := token_problem(mode, token):
        raise BadInput({f"{mode}_token": problem})
    async with transaction():
        await save_keys(by, _account(mode), Keys(token.partition(":")[0], token, ()))
        await _know(by)


async def drop_token(by: Actor, mode: str) -> None:
    """Forget the token of a mode. Harmless twice. Raises `NotAllowed`."""
    require(by, Permission.MANAGE_MONEY)
    async with transaction():
        if await ProviderAccount.of(by, provider=_account(mode)).delete():
            await _know(by)


async def _know(by: Actor) -> None:
    """The settings say which tokens there are, so that screens need not look."""
    rows = await ProviderAccount.of(by, provider__in=[_account(TEST), _account(LIVE)]).values("provider")
    kept = {row["provider"] for row in rows}
    await change_settings(by, card_keys=tuple(mode for mode in (TEST, LIVE) if _account(mode) in kept))


def _account(mode: str) -> str:
    return f"telegram-{mode}"
