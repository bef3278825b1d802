"""Above their cap people ask, and another person agrees: once, and never with themselves."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from domain.approvals import actions as approvals
from domain.approvals.errors import OtherAmount, OwnRequest
from domain.approvals.queries import waiting
from domain.doctor.examine import violations
from domain.kit.actor import Actor, Caps
from domain.kit.caps import OverCap
from domain.kit.db import sql
from domain.kit.states import IllegalMove
from domain.orders.queries import order as read_order
from domain.orders.views import OrderView
from domain.payments import actions as payments
from domain.payments.edits import Edit
from domain.payments.parts import Parts
from domain.returns import actions as returns
from domain.returns import deciding
from domain.returns.queries import order_return
from domain.staff.models import Role
from domain.staff.rules import PERMISSIONS
from domain.wallet.actions import give_credit
from tests.admin_web.conftest import Browser
from tests.kit.market import Market, euros

CAPS = Caps(3000, 1000, "EUR")


@pytest.fixture
async def paid(market: Market) -> OrderView:
    return await market.paid(await market.buyer(), (await market.item("Vase", 10000), 1))


def somebody(market: Market, number: int, role: Role = Role.AGENT) -> Actor:
    return Actor(market.id, "staff", number, PERMISSIONS[role], caps=CAPS)


async def refunds(market: Market) -> list[int]:
    return [row["amount"] for row in await sql("SELECT amount FROM refund WHERE shop_id = $1 ORDER BY id", market.id)]


async def test_what_one_person_gave_back_of_an_order_counts_together(market: Market, paid: OrderView) -> None:
    agent = somebody(market, 7)
    await payments.refund(agent, paid.id, euros(2000), "scratched", "a")
    with pytest.raises(OverCap):
        await payments.refund(agent, paid.id, euros(1001), "scratched", "b")
    await payments.refund(agent, paid.id, euros(1000), "scratched", "b")
    assert await refunds(market) == [2000, 1000]


async def test_credit_has_a_cap_for_a_customer_and_a_day(market: Market, paid: OrderView, clock: Any) -> None:
    agent = somebody(market, 7)
    await give_credit(agent, paid.customer_id, euros(600), "sorry", "a")
    with pytest.raises(OverCap):
        await give_credit(agent, paid.customer_id, euros(600), "sorry", "b")
    clock.passes(hours=25)
    assert await give_credit(agent, paid.customer_id, euros(600), "sorry", "b") == euros(1200)


async def test_a_request_is_agreed_to_once_however_many_press_at_once(market: Market, paid: OrderView) -> None:
    agent, olga, max_ = somebody(market, 7), somebody(market, 8, Role.OWNER), somebody(market, 9, Role.MANAGER)
    for _ in range(2):
        assert not await approvals.refund_or_ask(agent, paid.id, Parts(amount=5000), "broken", "k")
    [asked] = await waiting(olga)
    ends = await asyncio.gather(*(approvals.approve(by, asked.id) for by in (olga, max_)), return_exceptions=True)
    assert [type(end) for end in ends if end is not None] == [IllegalMove]
    assert await refunds(market) == [5000]
    assert not await approvals.refund_or_ask(agent, paid.id, Parts(amount=5000), "broken", "k")
    assert await waiting(olga) == ()


async def test_nobody_agrees_with_themselves(market: Market, paid: OrderView) -> None:
    manager = somebody(market, 9, Role.MANAGER)
    assert not await approvals.refund_or_ask(manager, paid.id, Parts(amount=5000), "broken", "k")
    [asked] = await waiting(manager)
    with pytest.raises(OwnRequest):
        await approvals.approve(manager, asked.id)
    await approvals.withdraw(manager, asked.id)
    with pytest.raises(IllegalMove):
        await approvals.approve(somebody(market, 8, Role.OWNER), asked.id)
    assert await refunds(market) == []


async def test_cancelling_a_paid_order_above_the_cap_is_asked_for(market: Market, paid: OrderView) -> None:
    lead = somebody(market, 7, Role.LEAD)
    assert not await approvals.cancel_or_ask(lead, paid.id, "sold twice", paid.revision)
    assert (await read_order(market.owner, paid.id)).status == "placed"
    [asked] = await waiting(market.owner)
    await approvals.approve(somebody(market, 8, Role.OWNER), asked.id)
    assert (await read_order(market.owner, paid.id)).status == "cancelled"
    assert await refunds(market) == [paid.total.minor]


async def test_an_agent_asks_in_the_panel_and_the_owner_answers(
    boss: Browser, enter: Any, market: Market, paid: OrderView
) -> None:
    agent, here = await enter(market, "agent"), f"/admin/orders/{paid.number}"
    await agent.get(here)
    answer = await agent.follow(
        await agent.post(f"{here}/refund", amount="60", reason="Broken", key="k1", to="original")
    )
    assert "A colleague has been asked to agree" in answer.plain
    assert "waits for a colleague" in answer.plain
    page = await boss.get("/admin/approvals")
    assert "Agent" in page.plain
    assert "€60.00" in page.plain
    done = await boss.follow(await boss.post("/admin/approvals/1/approve", back=here, note="Fine"))
    assert "Agreed, and done." in done.plain
    assert await refunds(market) == [6000]
    assert "agreed" in (await agent.get(here)).plain
    record = (await boss.get("/admin/settings/audit?area=money")).plain
    assert "Agreed to what a colleague asked for" in record
    assert "Asked to be allowed more than their cap" in record


async def test_a_return_above_the_cap_waits_for_a_colleague_and_is_closed_by_the_answer(
    boss: Browser, enter: Any, market: Market, paid: OrderView
) -> None:
    view = await going_back(market, paid)
    agent, here = await enter(market, "agent"), "/admin/returns/1"
    await agent.get(here)
    wish = {"rev": view.revision, "to": "wallet", "key": "k1"}
    for _ in range(2):
        answer = await agent.follow(await agent.post(f"{here}/refund", **wish))
    assert "A colleague has been asked to agree" in answer.plain
    assert ("waits for a colleague" in answer.plain, "Refund €100.00" in answer.plain) == (True, False)
    assert (await refunds(market), (await order_return(market.owner, view.id)).status) == ([], "received")
    await boss.get("/admin/approvals")
    done = await boss.follow(await boss.post("/admin/approvals/1/approve", back=here, note="Fine"))
    assert "€100.00 went back" in done.plain
    ended = await order_return(market.owner, view.id)
    assert (ended.status, ended.amount, ended.to_wallet) == ("closed", euros(10000), True)
    assert await refunds(market) == [10000]


async def going_back(market: Market, paid: OrderView) -> Any:
    """The vase is back at the shop, and its money is wanted."""
    buyer = await market.buyer()
    for status in ("packing", "shipped", "delivered"):
        await payments.advance(market.owner, paid.id, status)
    view = await returns.begin(buyer, paid.id)
    view = await returns.set_reason(buyer, view.id, "mind", view.revision)
    view = await returns.send(buyer, view.id, view.revision)
    await deciding.approve(market.owner, view.id)
    return await deciding.receive(market.owner, view.id)


async def test_a_change_that_gives_back_more_than_the_cap_is_asked_for_and_counts_for_neither(market: Market) -> None:
    agent, max_ = somebody(market, 7), somebody(market, 9, Role.MANAGER)
    cup, vase = await market.item("Cup", 1000), await market.item("Vase", 10000)
    order = await market.paid(await market.buyer(), (vase, 2), (cup, 1))
    edit = Edit(units={line.id: 1 for line in order.lines}, address=order.address)
    for _ in range(2):
        assert not await approvals.edit_or_ask(agent, order.id, edit, order.revision, euros(11300), "k")
    assert (await market.now(order)).total == order.total
    await payments.edit_order(market.owner, order.id, Edit(address="5 Lake Rd, Riga, LV-1011"), order.revision)
    [asked] = await waiting(max_)
    assert (asked.edit, asked.amount, "Vase: 2 → 1" in asked.reason) == (True, euros(10000), True)
    await approvals.approve(max_, asked.id)
    now = await market.now(order)
    assert (now.total, now.refunded, now.address) == (euros(11300), euros(10000), "5 Lake Rd, Riga, LV-1011")
    for by in (agent, max_):
        await payments.refund(by, order.id, euros(3000), "scratched", f"own-{by.id}")
    assert await violations() == []


async def test_a_change_that_comes_to_something_else_by_now_is_asked_for_anew(market: Market) -> None:
    cup, vase = await market.item("Cup", 1000), await market.item("Vase", 10000)
    order = await market.paid(await market.buyer(), (vase, 2))
    edit = Edit(units={order.lines[0].id: 1})
    assert not await approvals.edit_or_ask(somebody(market, 7), order.id, edit, order.revision, euros(10300), "k")
    await payments.edit_order(market.owner, order.id, Edit(added={cup: 1}), order.revision)
    with pytest.raises(OtherAmount):
        await approvals.approve(somebody(market, 8, Role.OWNER), 1)
    assert (await refunds(market), len(await waiting(market.owner))) == ([], 1)


async def test_what_another_agreed_to_of_a_return_leaves_both_their_caps(market: Market, paid: OrderView) -> None:
    view, agent, max_ = await going_back(market, paid), somebody(market, 7), somebody(market, 9, Role.MANAGER)
    assert not await approvals.refund_return_or_ask(agent, view.id, "k")
    await approvals.approve(max_, (await waiting(max_))[0].id)
    assert (await order_return(market.owner, view.id)).amount == euros(10000)
    await payments.refund(max_, paid.id, euros(300), "late", "own")
    assert (await refunds(market), await violations()) == ([10000, 300], [])


async def test_the_owner_says_what_each_role_may_give(
    boss: Browser, enter: Any, market: Market, paid: OrderView
) -> None:
    caps = {f"{kind}_{role}": "70" for kind in ("refund", "credit") for role in ("manager", "agent", "lead")}
    await boss.follow(await boss.post("/admin/settings/staff/caps", **caps))
    agent, here = await enter(market, "agent"), f"/admin/orders/{paid.number}"
    await agent.get(here)
    wish = {"amount": "60", "reason": "Broken", "key": "k1", "to": "original"}
    assert "Refunded" in (await agent.follow(await agent.post(f"{here}/refund", **wish))).plain
