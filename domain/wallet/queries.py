"""What is in a wallet, and how it came there."""

from __future__ import annotations

from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.money import Money
from domain.kit.rows import moment
from domain.ledger.actions import wallet_account
from domain.wallet.models import Wallet
from domain.wallet.views import MovementView, WalletView

_MOVEMENTS = """
SELECT e.kind, e.order_id, e.at, -l.amount AS amount, COALESCE(o.number, 0) AS number
FROM ledger_line l JOIN ledger_entry e ON e.id = l.entry_id LEFT JOIN orders o ON o.id = e.order_id
WHERE l.shop_id = $1 AND l.account = $2 AND l.currency = $3 ORDER BY l.id DESC LIMIT $4 OFFSET $5
"""


async def balance(by: Actor, customer_id: int, currency: str) -> Money:
    rows = await Wallet.of(by, customer_id=customer_id, currency=currency).values("balance")
    return Money(rows[0]["balance"] if rows else 0, currency)


async def wallet(by: Actor, customer_id: int, currency: str, *, limit: int = 5, offset: int = 0) -> WalletView:
    """The balance in this currency and the last movements; one more than `limit` says that there are more."""
    there = await balance(by, customer_id, currency)
    rows = await sql(_MOVEMENTS, by.shop_id, wallet_account(customer_id), currency, limit, offset)
    movements = tuple(
        MovementView(
            r["kind"], Money(int(r["amount"]), currency), moment(r["at"]) or now(), int(r["number"]), r["order_id"]
        )
        for r in rows
    )
    return WalletView(there, movements)
