"""People who work for a shop, with their Telegram connected; and orders that come in meanwhile."""

from __future__ import annotations

from typing import Any

from bot.channels.telegram.limits import Limits
from domain.kit.actor import Actor, system
from domain.orders.queries import order as read_order
from domain.orders.views import OrderView
from domain.payments import actions as payments
from domain.staff import actions, telegram
from domain.staff.models import Role
from domain.staff.rules import PERMISSIONS
from tests.kit.clock import Clock
from tests.kit.market import Market
from tests.kit.telegram_stage import Stage


def keep_time(stage: Stage, clock: Clock) -> None:
    """Whoever waits to send lets the clock of the story go on, and nobody else waits."""

    async def sleep(seconds: float) -> None:
        clock.passes(seconds=seconds)

    stage.app.telegram.bots.sender.limits = Limits(lambda: clock().timestamp(), sleep)


class Desk:
    """One shop, its bot, its people."""

    def __init__(self, stage: Stage, market: Market) -> None:
        self.stage = stage
        self.market = market

    async def worker(self, name: str, role: Role = Role.OWNER) -> Actor:
        by, email = system(self.market.id), f"{name.casefold()}@example.com"
        link = await actions.invite(by, email, role.value)
        staff_id = await actions.set_up_owner(link, email, name, "three wet umbrellas")
        return Actor(self.market.id, "staff", staff_id, PERMISSIONS[role])

    async def connected(self, name: str, role: Role = Role.OWNER) -> Any:
        """A worker's Telegram, after its link from the panel has been opened; `worker` is who it is."""
        user = self.stage.fake.user(self.stage.bot, name)
        user.worker = await self.worker(name, role)
        await user.opens("s" + await telegram.make_code(user.worker))
        return user

    async def order(self, name: str = "anna", *, payment: str = "cash", title: str = "Teapot") -> OrderView:
        """An order of a new customer, told to the people of the shop."""
        thing = await self.market.item(title)
        placed = await self.market.order(await self.market.buyer(name), (thing, 1), payment=payment)
        await self.stage.settle()
        return placed

    async def now(self, order: OrderView) -> OrderView:
        return await read_order(self.market.owner, order.id)

    async def moves(self, order: OrderView, *statuses: str) -> None:
        """Somebody moves it on in the panel."""
        for status in statuses:
            await payments.advance(self.market.owner, order.id, status)
        await self.stage.settle()
