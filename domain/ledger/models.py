from __future__ import annotations

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel, link


class LedgerEntry(ShopModel):
    """One balanced movement of money. `ref` is unique, so the same capture is never posted twice."""

    kind = fields.CharField(max_length=20)
    ref = fields.CharField(max_length=80)
    order_id = fields.BigIntField(default=0)
    at = fields.DatetimeField(default=now)

    class Meta:
        table = "ledger_entry"
        unique_together = (("shop", "ref"),)
        indexes = (("shop_id", "order_id"),)


class LedgerLine(ShopModel):
    """One side of an entry; the amounts (minor units) of an entry add up to zero per currency. Append-only."""

    entry = link("LedgerEntry")
    account = fields.CharField(max_length=40)
    currency = fields.CharField(max_length=3)
    amount = fields.BigIntField()

    class Meta:
        table = "ledger_line"
        indexes = (("shop_id", "account", "currency"),)
