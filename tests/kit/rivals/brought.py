"""What is done with returns and offers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.drafts import actions as drafts
from domain.returns import actions as returns
from domain.returns import deciding
from tests.kit.rivals.known import MONEY, rival
from tests.kit.scenes import Scene

# ------------------------------------------------------------------------------------------------ what is brought back


@rival("brought", "return", daily=True)
async def approve_return(s: Scene) -> Any:
    return await deciding.approve(s.owner, 1, "Bring it to the shop")


@rival("brought", "return", daily=True)
async def reject_return(s: Scene) -> Any:
    return await deciding.reject(s.owner, 1, "It was worn")


@rival("brought", "return", daily=True)
async def withdraw_return(s: Scene) -> Any:
    return await returns.withdraw(s.buyer, 1, 4)


@rival("brought", "return stock", daily=True)
async def receive_return(s: Scene) -> Any:
    return await deciding.receive(s.owner, 2, {s.order.lines[1].id: 1})


@rival("brought", f"{MONEY} return", daily=True)
async def refund_return(s: Scene) -> Any:
    return await deciding.refund_return(s.owner, 2)


@rival("brought", "return")
async def close_return(s: Scene) -> Any:
    return await deciding.close_return(s.owner, 2, "Exchanged at the counter")


# --------------------------------------------------------------------------------------------------- what was offered


@rival("brought", "draft order payment stock", daily=True)
async def accept_offer(s: Scene) -> Any:
    return await drafts.accept(s.buyer, 1, 3)


@rival("brought", "draft", daily=True)
async def decline_offer(s: Scene) -> Any:
    return await drafts.decline(s.buyer, 1, 3)


@rival("brought", "draft", daily=True)
async def change_offer(s: Scene) -> Any:
    return await drafts.save(s.owner, 1, drafts.DraftEdit({s.tea: (1, None)}), 3)


@rival("brought", "draft", daily=True)
async def drop_offer(s: Scene) -> Any:
    return await drafts.drop(s.owner, 1, 3)


@rival("brought", "draft order payment ledger stock", daily=True)
async def offer_paid(s: Scene) -> Any:
    return await drafts.mark_paid(s.owner, 1, "transfer", "R7", 3)


@rival("brought", "draft", daily=True)
async def expire_offer(s: Scene) -> Any:
    s.clock.at += timedelta(days=8)
    try:
        return await drafts.expire_drafts()
    finally:
        s.clock.at -= timedelta(days=8)
