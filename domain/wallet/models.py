from __future__ import annotations

from tortoise import fields

from domain.kit.model import ShopModel, link


class Wallet(ShopModel):
    """A customer's credit, in minor units: what the ledger's account `wallet:<customer>` says, with its sign turned."""

    customer = link("Customer")
    customer_id: int
    currency = fields.CharField(max_length=3)
    balance = fields.BigIntField(default=0)

    class Meta:
        table = "wallet"
        unique_together = (("customer", "currency"),)
