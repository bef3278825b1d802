"""What people call the rows that the record names by their ids."""

from __future__ import annotations

from collections.abc import Iterable

from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.rows import placeholders

_NAMES = {
    "order": "SELECT o.id, o.number AS name FROM orders o WHERE o.shop_id = $1 AND o.id IN ({ids})",
    "customer": "SELECT c.id, c.name FROM customer c WHERE c.shop_id = $1 AND c.id IN ({ids})",
    "staff": "SELECT s.id, s.name FROM staff s WHERE s.shop_id = $1 AND s.id IN ({ids})",
    "product": (
        "SELECT t.product_id AS id, MIN(t.name) AS name FROM product_text t WHERE t.shop_id = $1 "
        "AND t.product_id IN ({ids}) GROUP BY t.product_id"
    ),
}


async def names_of(by: Actor, subjects: Iterable[str]) -> dict[str, str]:
    """ "order:12" → "1042": numbers of orders, names of products, customers and colleagues. One statement a kind."""
    wanted: dict[str, set[int]] = {}
    for kind, _, number in (subject.partition(":") for subject in subjects):
        if kind in _NAMES and number.isdecimal():
            wanted.setdefault(kind, set()).add(int(number))
    found: dict[str, str] = {}
    for kind, ids in sorted(wanted.items()):
        statement = _NAMES[kind].format(ids=placeholders(len(ids), 2))
        found |= {f"{kind}:{row['id']}": str(row["name"]) for row in await sql(statement, by.shop_id, *sorted(ids))}
    return found
