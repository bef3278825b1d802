from __future__ import annotations

from typing import Any

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel, link


class ImportRun(ShopModel):
    """One import: which file, how far it has come, how it ended, counts.

    `stage` is one of `domain.imports.stages`; `position` counts the items of the file (or whatever the stage walks
    along) that are done. `counts` are those of the import, `checked` those of its preview, `undone` those of its undo.
    """

    feed = fields.CharField(max_length=20)
    file = fields.CharField(max_length=300)
    dry_run = fields.BooleanField(default=False)
    counts: Any = fields.JSONField(default=dict)
    started_at = fields.DatetimeField(default=now)
    ended_at = fields.DatetimeField(null=True)
    stage = fields.CharField(max_length=12, default="done", db_default="done")
    source = fields.CharField(max_length=500, default="", db_default="")
    folder = fields.CharField(max_length=40, default="", db_default="")
    options: Any = fields.JSONField(null=True)
    checked: Any = fields.JSONField(null=True)
    undone: Any = fields.JSONField(null=True)
    position = fields.BigIntField(default=0, db_default=0)
    total = fields.BigIntField(default=0, db_default=0)
    passes = fields.IntField(default=0, db_default=0)
    problem = fields.CharField(max_length=500, default="", db_default="")
    staff_id = fields.BigIntField(null=True)

    class Meta:
        table = "import_run"
        indexes = (("shop_id", "started_at"),)


class ImportChange(ShopModel):
    """What a run did to one product (0: to categories and words), so that it can be taken back.

    `kept` names what was left as it is because somebody has changed it since.
    """

    run = link("ImportRun")
    product_id = fields.BigIntField(default=0)
    key = fields.CharField(max_length=200, default="")
    made = fields.BooleanField(default=False)
    diff: Any = fields.JSONField(default=dict)
    undone_at = fields.DatetimeField(null=True)
    kept: Any = fields.JSONField(null=True)

    class Meta:
        table = "import_change"
        indexes = (("run_id", "product_id"),)


class ImportFix(ShopModel):
    """A cell of a run's file as it should be read: typed by the merchant over what the file says."""

    run = link("ImportRun")
    line = fields.IntField()
    column = fields.CharField(max_length=200)
    value = fields.TextField(default="")

    class Meta:
        table = "import_fix"
        unique_together = (("run", "line", "column"),)


class ImportColumns(ShopModel):
    """How the columns of files with this header were read last time."""

    header = fields.CharField(max_length=64)
    columns: Any = fields.JSONField(default=dict)
    used_at = fields.DatetimeField(default=now)

    class Meta:
        table = "import_columns"
        unique_together = (("shop", "header"),)


class ImportedOrder(ShopModel):
    """An order or a return of a file of past orders: the same again (by its `digest`) changes nothing.

    A return that names no order has none.
    """

    reference = fields.CharField(max_length=60)
    order = link("Order", null=True)
    digest = fields.CharField(max_length=64)
    created_at = fields.DatetimeField(default=now)

    class Meta:
        table = "imported_order"
        unique_together = (("shop", "reference"),)


class PastReturn(ShopModel):
    """Money that went back for goods whose order no file names. `lines`: [sku, title, units, minor units] each.

    The amount is in the ledger, as of no order; the figures take it off on its day.
    """

    reference = fields.CharField(max_length=60)
    customer = link("Customer", null=True)
    currency = fields.CharField(max_length=3)
    amount = fields.BigIntField()
    units = fields.IntField()
    lines: Any = fields.JSONField(default=list)
    at = fields.DatetimeField()

    class Meta:
        table = "past_return"
        unique_together = (("shop", "reference"),)
        indexes = (("shop_id", "at"),)
