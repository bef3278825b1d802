from __future__ import annotations

from enum import StrEnum
from typing import Any

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel, link


class PaperKind(StrEnum):
    INVOICE = "invoice"
    RECEIPT = "receipt"
    CREDIT_NOTE = "credit_note"


class PaperSeries(ShopModel):
    """A row of numbers: `value` was given last. `skipped` were never given, because the merchant moved it on.

    What is left is the number of its papers: value = papers + skipped, always.
    """

    name = fields.CharField(max_length=40)
    value = fields.BigIntField(default=0)
    skipped = fields.BigIntField(default=0)

    class Meta:
        table = "paper_series"
        unique_together = (("shop", "name"),)


class Paper(ShopModel):
    """An invoice, a receipt or a credit note as it was issued. Never changed, never deleted.

    `once` names what it was issued for ("order:12", "refund:34"), `corrects` the paper a credit note takes back from.
    Amounts are minor units and never negative; `body` is everything that is printed on it.
    """

    kind = fields.CharEnumField(PaperKind, max_length=12)
    series = fields.CharField(max_length=40)
    number = fields.BigIntField()
    once = fields.CharField(max_length=60)
    order = link("Order")
    order_id: int
    refund = link("Refund", null=True)
    refund_id: int | None
    corrects = link("Paper", null=True)
    corrects_id: int | None
    currency = fields.CharField(max_length=3)
    total = fields.BigIntField()
    tax = fields.BigIntField()
    locale = fields.CharField(max_length=12)
    is_test = fields.BooleanField(default=False)
    body: Any = fields.JSONField()
    issued_at = fields.DatetimeField(default=now)

    class Meta:
        table = "paper"
        unique_together = (("shop", "series", "number"), ("shop", "once"))
        indexes = (("shop_id", "order_id"),)
