from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.kit.money import Money


@dataclass(frozen=True, slots=True)
class MovementView:
    """One line of a wallet's history. `kind`: "capture" (paid an order), "refund", "credit" (given by the shop),

    "debit" (taken back), "merge"; `amount` is above zero where the wallet grew. `order_number` 0: no order.
    """

    kind: str
    amount: Money
    at: datetime
    order_number: int = 0
    order_id: int = 0


@dataclass(frozen=True, slots=True)
class WalletView:
    """What a customer has, newest movements first."""

    balance: Money
    movements: tuple[MovementView, ...] = ()
