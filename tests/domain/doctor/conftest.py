"""A shop with a full history: paid, refunded, delivered, cancelled, expired, digital, with coupons."""

from __future__ import annotations

from typing import Any

import pytest

from domain.digital.actions import add_keys, deliver
from domain.digital.store import open_folder
from domain.doctor.examine import violations
from domain.doctor.rules import ALL
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.vault import unlock
from domain.orders.views import OrderView
from domain.outbox.actions import done, take
from domain.papers.actions import issue
from domain.payments.actions import advance, cancel, expire_orders, refund
from domain.returns import actions as returns
from domain.search.actions import reindex
from domain.wallet.actions import give_credit
from tests.kit.market import Market, euros


async def story(market: Market, clock: Any) -> None:
    tea, anna = await market.item("Tea"), await market.buyer()
    await market.coupon("ONCE", per_customer=1)
    order = await market.paid(anna, (tea, 1))
    await refund(market.owner, order.id, euros(1000), "", "k1")
    await issue(market.owner, order.id)
    await market.order(anna, (tea, 1), code="ONCE")
    await give_credit(market.owner, anna.id, euros(500), "a late parcel", "w1")
    await _moved_on(market, tea)
    await _ended(market, tea, clock)
    code = await market.item("Gift code", stock=0, kind="digital")
    await add_keys(market.owner, code, "AAAA\nBBBB")
    gift = await market.paid(anna, (code, 1), reference="R2")
    await deliver(market.by, gift.id)
    await reindex(market.by, [row["id"] for row in await sql("SELECT id FROM product")])
    await nothing_waits()


async def _moved_on(market: Market, tea: int) -> None:
    sent = await market.order(await market.buyer("cleo"), (tea, 2))
    for status in ("packing", "shipped", "delivered"):
        await advance(market.owner, sent.id, status)
    await _asked_back(await market.buyer("cleo"), sent)
    back = await market.paid(await market.buyer("dora"), (tea, 1), reference="R3")
    await cancel(market.owner, back.id, "changed her mind")


async def _asked_back(cleo: Actor, sent: OrderView) -> None:
    view = await returns.begin(cleo, sent.id)
    view = await returns.set_units(cleo, view.id, sent.lines[0].id, 1, view.revision)
    view = await returns.set_reason(cleo, view.id, "mind", view.revision)
    await returns.send(cleo, view.id, view.revision)


async def _ended(market: Market, tea: int, clock: Any) -> None:
    await market.order(await market.buyer("emil"), (tea, 1), payment="transfer")
    clock.passes(hours=73)
    await expire_orders()


async def nothing_waits() -> None:
    """A worker has done what there was to do."""
    while jobs := await take(100, 60):
        for job in jobs:
            await done(job)


@pytest.fixture
async def clean(db: Any, clock: Any) -> Market:
    unlock(db.secret)
    open_folder(db.files_dir)
    market = await Market.open()
    await story(market, clock)
    assert await violations(ALL) == []
    return market


@pytest.fixture
def found() -> Any:
    async def codes() -> set[str]:
        return {violation.code for violation in await violations(ALL)}

    return codes
