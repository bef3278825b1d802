"""Who packs and who brings see their own work, without telephone numbers, and take their own steps alone."""

from __future__ import annotations

import pytest

from bot.config import Settings
from domain.kit.actor import Actor, system
from domain.kit.errors import NotAllowed
from domain.orders.errors import OrderGone
from domain.orders.queries import order, order_by_number, orders, tab_counts
from domain.payments import actions as payments
from domain.staff import actions
from domain.staff.models import Role
from domain.staff.rules import PERMISSIONS
from tests.kit.clock import Clock
from tests.kit.market import Market


@pytest.fixture
async def market(db: Settings, clock: Clock) -> Market:
    return await Market.open()


async def worker(market: Market, role: Role) -> Actor:
    token = await actions.invite(system(market.id), f"{role.value}@example.com", role.value)
    person = await actions.set_up_owner(token, "", role.value, "three wet umbrellas")
    return Actor(market.id, "staff", person, PERMISSIONS[role])


async def test_a_packer_packs_and_a_courier_delivers_and_neither_does_the_other(market: Market) -> None:
    packer, courier = await worker(market, Role.PACKER), await worker(market, Role.COURIER)
    placed = await market.order(await market.buyer(), (await market.item("Vase"), 1))
    with pytest.raises(OrderGone):
        await order(courier, placed.id)
    for to in ("packing", "shipped"):
        await payments.advance(packer, placed.id, to)
    with pytest.raises(NotAllowed):
        await payments.advance(packer, placed.id, "delivered")
    seen = await order(courier, placed.id)
    assert (seen.customer_name, seen.phone[-2:], "123" in seen.phone) == ("Anna", "56", False)
    assert (await payments.advance(courier, placed.id, "delivered")).status == "delivered"


async def test_what_somebody_has_moved_stays_in_sight_for_a_day(market: Market, clock: Clock) -> None:
    courier = await worker(market, Role.COURIER)
    placed = await market.order(await market.buyer(), (await market.item("Vase"), 1))
    for to in ("packing", "shipped"):
        await payments.advance(market.owner, placed.id, to)
    await payments.advance(courier, placed.id, "delivered")
    assert [row.id for row in (await orders(courier, "all")).items] == [placed.id]
    clock.passes(hours=25)
    assert (await tab_counts(courier))["all"] == 0
    with pytest.raises(OrderGone):
        await order_by_number(courier, placed.number)


async def test_an_agent_cancels_what_nobody_has_paid_and_nothing_else(market: Market) -> None:
    agent, vase = await worker(market, Role.AGENT), await market.item("Vase")
    waits = await market.order(await market.buyer(), (vase, 1), payment="transfer")
    assert (await payments.cancel(agent, waits.id, "wrong colour")).status == "cancelled"
    paid = await market.paid(await market.buyer("boris"), (vase, 1))
    with pytest.raises(NotAllowed):
        await payments.cancel(agent, paid.id, "wrong colour")
    with pytest.raises(NotAllowed):
        await payments.advance(agent, paid.id, "packing")
