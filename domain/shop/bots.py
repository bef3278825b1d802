"""A shop's accounts at messengers: the token is sealed, or the environment's and then never stored."""

from __future__ import annotations

from dataclasses import dataclass

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.errors import NotFound
from domain.kit.vault import seal, unseal
from domain.shop.actions import bump
from domain.shop.errors import BotTaken
from domain.shop.models import ShopBot


@dataclass(frozen=True, slots=True)
class BotView:
    """One account of one shop. `external_id` and `name` are the messenger's; `problem` is "" when it works."""

    id: int
    shop_id: int
    channel: str
    external_id: str
    name: str
    problem: str
    from_environment: bool


def _view(row: ShopBot) -> BotView:
    return BotView(row.id, row.shop_id, row.channel, row.external_id, row.name, row.problem, not row.sealed)


async def bots(channel: str) -> tuple[BotView, ...]:
    """Every account of the installation at this messenger, oldest first."""
    return tuple(_view(row) for row in await ShopBot.filter(channel=channel, removed_at=None).order_by("id"))


async def bots_of(by: Actor, channel: str) -> tuple[BotView, ...]:
    """The accounts of the actor's shop."""
    return tuple(_view(row) for row in await ShopBot.of(by, channel=channel, removed_at=None).order_by("id"))


async def token_of(bot_id: int) -> str:
    """The token of an account, "" when the environment gives it. Raises `Sealed`."""
    row = await ShopBot.get(id=bot_id)
    return unseal(row.sealed) if row.sealed else ""


async def add_bot(by: Actor, channel: str, external_id: str, name: str, token: str) -> BotView:
    """Give the shop an account; `token` "" means the environment has it. Again it renews the token.

    Raises `BotTaken` when another shop of this installation has it, `NotAllowed`.
    """
    require(by, Permission.MANAGE_CHANNELS)
    async with transaction():
        row = await ShopBot.get_or_none(channel=channel, external_id=external_id)
        if row is not None and row.shop_id != by.shop_id and row.removed_at is None:
            raise BotTaken(name=name)
        told = {"name": name, "sealed": seal(token) if token else "", "problem": "", "removed_at": None}
        if row is None:
            row = await ShopBot.add(by, channel=channel, external_id=external_id, **told)
            await record(by, "bot.added", f"bot:{row.id}", {"name": name})
        else:
            await ShopBot.filter(id=row.id).update(shop_id=by.shop_id, **told)
        await bump(by)
        return _view(await ShopBot.get(id=row.id))


async def remove_bot(by: Actor, bot_id: int) -> None:
    """The shop leaves this messenger; its conversations stay readable. Raises `NotFound`, `NotAllowed`."""
    require(by, Permission.MANAGE_CHANNELS)
    async with transaction():
        if not await ShopBot.of(by, id=bot_id, removed_at=None).update(removed_at=now(), sealed=""):
            raise NotFound()
        await record(by, "bot.removed", f"bot:{bot_id}", {})
        await bump(by)


async def bot_problem(by: Actor, bot_id: int, problem: str) -> None:
    """Remember why an account does not work, "" once it does."""
    await ShopBot.of(by, id=bot_id).update(problem=problem[:300])
