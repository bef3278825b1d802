from __future__ import annotations

from typing import Any

from tortoise import fields

from domain.kit.clock import now
from domain.kit.model import ShopModel, link


class SearchTerm(ShopModel):
    """One analysed word of one product; `weight` says where it stood (name, brand, tag, description)."""

    product = link("Product")
    term = fields.CharField(max_length=60)
    weight = fields.IntField()

    class Meta:
        table = "search_term"
        unique_together = (("product", "term"),)
        indexes = (("shop_id", "term"),)


class StoredList(ShopModel):
    """A list by words or filters, kept so that a small button can open it again.

    `kind` is "", "exact" (words not to be corrected), "sale" or "new"; `times` and `found` are of its searches,
    `people` is how many customers have lately made them.
    """

    digest = fields.CharField(max_length=64)
    query = fields.CharField(max_length=200, default="")
    category = link("Category", null=True)
    kind = fields.CharField(max_length=12, default="")
    filters: Any = fields.JSONField(default=dict)
    times = fields.IntField(default=0)
    people = fields.IntField(default=0, db_default=0)
    found = fields.IntField(default=0)
    used_at = fields.DatetimeField(default=now)

    class Meta:
        table = "stored_list"
        unique_together = (("shop", "digest"),)


class Searcher(ShopModel):
    """A customer who has searched with the words of a list: one person counts once, however often."""

    list = link("StoredList")
    customer_id = fields.BigIntField()
    at = fields.DatetimeField(default=now)

    class Meta:
        table = "searcher"
        unique_together = (("list", "customer_id"),)
        indexes = (("shop_id", "customer_id"),)


class WatchedTerm(ShopModel):
    """A term of words somebody waits for: a product that has one of every `part` is what the list asks for."""

    list = link("StoredList")
    part = fields.IntField()
    term = fields.CharField(max_length=60)

    class Meta:
        table = "watched_term"
        unique_together = (("list", "part", "term"),)
        indexes = (("shop_id", "term"),)


class SearchMiss(ShopModel):
    """A search that found nothing, for the merchant's report."""

    query = fields.CharField(max_length=200)
    times = fields.IntField(default=1)
    last_at = fields.DatetimeField(default=now)

    class Meta:
        table = "search_miss"
        unique_together = (("shop", "query"),)
