"""A wallet never goes below nothing, and every change of it is an entry of the ledger in the same transaction.

Wallets are locked last, after orders and stock, wherever both are.
"""

from __future__ import annotations

from datetime import timedelta

from domain.audit.actions import record
from domain.audit.queries import sum_of
from domain.kit.actor import Actor, Permission, require
from domain.kit.caps import check_cap, is_capped
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.errors import N_, BadInput, NotFound
from domain.kit.money import Money
from domain.ledger.actions import CREDIT, CUSTOMERS, post, wallet_account
from domain.outbox.actions import put
from domain.wallet.errors import WalletTooLittle
from domain.wallet.models import Wallet
from domain.wallet.queries import balance

WALLET = "wallet"
LONGEST_KEY = 60
A_DAY = timedelta(days=1)
_ADD = """
INSERT INTO wallet (shop_id, customer_id, currency, balance) SELECT $1, id, $3, $4 FROM customer
WHERE shop_id = $1 AND id = $2 ON CONFLICT (customer_id, currency) DO UPDATE SET balance = wallet.balance + $4
RETURNING balance
"""
_TAKE = """
UPDATE wallet SET balance = balance - $4 WHERE shop_id = $1 AND customer_id = $2 AND currency = $3 AND balance >= $4
RETURNING balance
"""


async def spend(by: Actor, customer_id: int, order_id: int, ref: str, amount: Money) -> None:
    """Pay for an order, in its transaction. The same `ref` again takes nothing. Raises `WalletTooLittle`."""
    lines = [(wallet_account(customer_id), amount), (CUSTOMERS, -amount)]
    if await post(by, "capture", ref, order_id, lines):
        await _take(by, customer_id, amount)


async def keep(by: Actor, customer_id: int, order_id: int, ref: str, amount: Money) -> None:
    """Money of an order goes back into the wallet, in the refund's transaction. The same `ref` again adds nothing."""
    lines = [(CUSTOMERS, amount), (wallet_account(customer_id), -amount)]
    if await post(by, "refund", ref, order_id, lines):
        await _add(by, customer_id, amount)


async def give_credit(by: Actor, customer_id: int, amount: Money, reason: str, key: str) -> Money:
    """The shop gives a customer credit; they are told. The same `key` again changes nothing. Returns the balance.

    Raises `BadInput`, `NotAllowed`, `NotFound`.
    """
    require(by, Permission.GIVE_CREDIT)
    _check(amount, reason)
    async with transaction():
        lines = [(CREDIT, amount), (wallet_account(customer_id), -amount)]
        await _check_credit_cap(by, customer_id, amount)
        if await post(by, "credit", f"credit:{customer_id}:{key}"[:LONGEST_KEY], 0, lines):
            await _add(by, customer_id, amount)
            facts = {"amount": amount.minor, "currency": amount.currency}
            await record(by, "wallet.credited", f"customer:{customer_id}", facts, reason)
            await put(by, "wallet.credited", {"customer_id": customer_id, **facts, "reason": reason[:200]})
        return await balance(by, customer_id, amount.currency)


async def _check_credit_cap(by: Actor, customer_id: int, amount: Money) -> None:
    """What one person gave this customer within a day counts together. Raises `OverCap`."""
    if is_capped(by):
        given = await sum_of(by, "wallet.credited", f"customer:{customer_id}", amount.currency, now() - A_DAY)
        check_cap(by, by.caps.credit, amount, given)


async def take_credit(by: Actor, customer_id: int, amount: Money, reason: str, key: str) -> Money:
    """The shop takes credit back, never more than there is. Raises `WalletTooLittle`, `BadInput`, `NotAllowed`."""
    require(by, Permission.GIVE_CREDIT)
    _check(amount, reason)
    async with transaction():
        lines = [(wallet_account(customer_id), amount), (CREDIT, -amount)]
        if await post(by, "debit", f"debit:{customer_id}:{key}"[:LONGEST_KEY], 0, lines):
            await _take(by, customer_id, amount)
            facts = {"amount": amount.minor, "currency": amount.currency}
            await record(by, "wallet.debited", f"customer:{customer_id}", facts, reason)
        return await balance(by, customer_id, amount.currency)


async def merge(by: Actor, stays: int, goes: int) -> None:
    """Two customers have become one: what the other had is theirs. In the caller's transaction."""
    for row in await Wallet.of(by, customer_id=goes).order_by("currency"):
        amount = Money(row.balance, row.currency)
        if amount:
            lines = [(wallet_account(goes), amount), (wallet_account(stays), -amount)]
            await post(by, "merge", f"wallet:{goes}:{stays}:{row.currency}", 0, lines)
            await _add(by, stays, amount)
        await row.delete()


def _check(amount: Money, reason: str) -> None:
    problems = {} if reason.strip() else {"reason": N_("Say why: it is kept with the movement.")}
    if amount.minor <= 0:
        problems["amount"] = N_("The amount must be above zero.")
    if problems:
        raise BadInput(problems)


async def _add(by: Actor, customer_id: int, amount: Money) -> None:
    if not await sql(_ADD, by.shop_id, customer_id, amount.currency, amount.minor):
        raise NotFound()


async def _take(by: Actor, customer_id: int, amount: Money) -> None:
    if not await sql(_TAKE, by.shop_id, customer_id, amount.currency, amount.minor):
        raise WalletTooLittle(left=await balance(by, customer_id, amount.currency))
