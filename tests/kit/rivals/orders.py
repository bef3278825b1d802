"""What is done with orders, payments, wallets and papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.digital.actions import deliver as hand_over
from domain.joining.actions import join
from domain.kit.db import sql
from domain.papers.actions import issue_for_order, issue_for_refund
from domain.payments import actions as payments
from domain.payments.actions import Receipt, Sheet
from domain.payments.actions.settling import hear, settle
from domain.payments.edits import Edit
from domain.payments.parts import Parts
from domain.payments.port import Charge, Event, Returned
from domain.promotions.actions import pause_coupon
from domain.stock.actions import adjust, set_on_hand
from domain.wallet.actions import give_credit, take_credit
from tests.kit.market import euros
from tests.kit.rivals.known import MONEY, rival
from tests.kit.scenes import Scene

ALL = "waiting, firm, under way"
EVER = f"{ALL}, brought"


def sheet(s: Scene) -> Sheet:
    return Sheet(f"o:{s.order.id}:1", "telegram", s.order.due, query="one")


async def refund_named(s: Scene, key: str) -> int:
    return int((await sql("SELECT id FROM refund WHERE key = $1", f"{s.order.id}:{key}"))[0]["id"])


# ------------------------------------------------------------------------------------------------------ by the customer


@rival(EVER, "cart counter order payment coupon stock wallet ledger", daily=True)
async def place(s: Scene) -> Any:
    return await payments.place(s.buyer, s.quote.id, s.quote.revision)


@rival(ALL, f"{MONEY} coupon stock", daily=True)
async def cancel_by_customer(s: Scene) -> Any:
    return await payments.cancel(s.buyer, s.order.id, "changed my mind")


@rival("waiting", f"{MONEY} cart coupon stock", daily=True)
async def back_to_cart(s: Scene) -> Any:
    return await payments.back_to_cart(s.buyer, s.order.id)


@rival("waiting", "order payment")
async def pay_again(s: Scene) -> Any:
    return await payments.pay_again(s.buyer, s.order.id)


@rival(EVER, "customer order wallet coupon cart", daily=True)
async def join_customers(s: Scene) -> Any:
    return await join(s.twin, s.token)


# --------------------------------------------------------------------------------------------------------- by providers


@rival("waiting", "order payment stock", daily=True)
async def admit(s: Scene) -> Any:
    return await payments.admit(s.buyer, sheet(s))


@rival("waiting", f"{MONEY} coupon stock", daily=True)
async def receive(s: Scene) -> Any:
    return await payments.receive(s.buyer, Receipt(replace(sheet(s), query=""), "tg_1", payer="77"))


@rival("waiting, firm, under way", f"{MONEY} coupon stock")
async def capture(s: Scene) -> Any:
    amount = s.order.due or euros(700)
    return await payments.capture(s.market.by, s.order.id, "transfer", amount, "ch_9")


@rival("waiting", "order payment")
async def hear_of_failure(s: Scene) -> Any:
    return await hear(s.market.by, "telegram", Event("ev_1", "failed", s.key, reason="declined"))


@rival("firm", MONEY, daily=True)
async def hear_of_refund(s: Scene) -> Any:
    back = Returned("re_9", euros(300), f"{s.order.id}:asked")
    return await _hears(s, back)


@rival("firm", MONEY)
async def hear_of_refund_outside(s: Scene) -> Any:
    return await _hears(s, Returned("re_8", euros(400)))


@rival("firm", MONEY)
async def hear_of_refused_refund(s: Scene) -> Any:
    return await _hears(s, Returned("re_7", euros(200), f"{s.order.id}:late", "failed"))


async def _hears(s: Scene, *back: Returned, disputed: bool = False) -> None:
    charge = s.till.taken["ch_1"]
    whole = Charge("ch_1", charge.key, charge.amount, charge.at, back, disputed=disputed)
    await settle(s.market.by, s.till.code, whole)


@rival("firm", "order payment")
async def hear_of_dispute(s: Scene) -> Any:
    return await _hears(s, disputed=True)


# ------------------------------------------------------------------------------------------------------------- by staff


@rival(ALL, f"{MONEY} coupon stock", daily=True)
async def cancel_by_staff(s: Scene) -> Any:
    return await payments.cancel(s.owner, s.order.id, "out of business")


@rival(ALL, f"{MONEY} coupon stock", daily=True)
async def confirm_transfer(s: Scene) -> Any:
    return await payments.confirm_transfer(s.owner, s.order.id, s.order.due or euros(700), "R1")


@rival(EVER, MONEY, daily=True)
async def refund(s: Scene) -> Any:
    return await payments.refund(s.owner, s.order.id, euros(400), "late", "k1")


@rival(EVER, MONEY)
async def refund_to_wallet(s: Scene) -> Any:
    return await payments.refund(s.owner, s.order.id, euros(350), "late", "k2", to_wallet=True)


@rival("firm, brought", f"{MONEY} stock", daily=True)
async def refund_parts(s: Scene) -> Any:
    parts = Parts({s.order.lines[0].id: 1})
    return await payments.refund_parts(s.owner, s.order.id, parts, "broken", "k3", restocks=True)


@rival("firm, under way", "order")
async def advance(s: Scene) -> Any:
    return await payments.advance(s.owner, s.order.id, "packing")


@rival("under way", f"{MONEY} stock", daily=True)
async def deliver(s: Scene) -> Any:
    return await payments.deliver(s.owner, s.order.id)


@rival("waiting, firm, brought", "stock", daily=True)
async def count_down(s: Scene) -> Any:
    return await adjust(s.owner, s.tea, -1, "broken")


@rival("waiting, firm", "stock")
async def count(s: Scene) -> Any:
    was = 3 if s.order.status == "awaiting_payment" else 2
    return await set_on_hand(s.owner, s.tea, was, was + 2, "found behind the shelf")


@rival("waiting, firm", "wallet ledger")
async def give(s: Scene) -> Any:
    return await give_credit(s.owner, s.buyer.id, euros(100), "sorry", "g1")


@rival("waiting, firm", "wallet ledger", daily=True)
async def take(s: Scene) -> Any:
    return await take_credit(s.owner, s.buyer.id, euros(450), "mistake", "t1")


@rival("waiting", "coupon")
async def pause_code(s: Scene) -> Any:
    return await pause_coupon(s.owner, s.coupon, True)


@rival("firm", f"{MONEY} stock", daily=True)
async def edit(s: Scene) -> Any:
    change = Edit(added={s.tea: 1}, units={s.order.lines[0].id: 2})
    return await payments.edit_order(s.owner, s.order.id, change, s.order.revision)


# --------------------------------------------------------------------------------------------------------- by the clock


@rival("waiting", f"{MONEY} cart coupon stock", daily=True)
async def expire(s: Scene) -> Any:
    assert s.order.expires_at
    return await payments.expire_orders(s.order.expires_at + timedelta(microseconds=1))


@rival("firm", MONEY, daily=True)
async def send_refund(s: Scene) -> Any:
    return await payments.send_refund(s.market.by, await refund_named(s, "asked"))


@rival("firm", f"{MONEY} stock key", daily=True)
async def hand_over_keys(s: Scene) -> Any:
    return await hand_over(s.market.by, s.order.id)


@rival("firm", "order paper", daily=True)
async def issue_paper(s: Scene) -> Any:
    return await issue_for_order(s.market.by, s.order.id)


@rival("firm", "order paper")
async def issue_credit_note(s: Scene) -> Any:
    return await issue_for_refund(s.market.by, await refund_named(s, "done"))
