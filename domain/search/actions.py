"""Keeping the words of the goods, and the lists people make."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from domain.catalog.fragments import ids
from domain.catalog.words import plain
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.rows import insert_rows, packed, placeholders
from domain.search import rules
from domain.search.actions_watch import tell_indexed
from domain.search.models import Searcher, StoredList
from domain.shop.actions import bump

PRODUCTS_AT_ONCE = 200
ROWS_AT_ONCE = 1000
TEXT_READ = 3000
QUERY_KEPT = 200
_WEIGHTS = {
    "name": rules.NAME,
    "brand": rules.BRAND,
    "tag": rules.TAG,
    "category": rules.CATEGORY,
    "option": rules.OPTION,
    "text": rules.TEXT,
}
# The plus keeps SQLite from walking the whole shop: product ids are the shorter way.
_WORDS = """
WITH wanted AS (SELECT id, brand FROM product WHERE +shop_id = $1 AND status = 'active' AND id IN ({ids})),
own AS MATERIALIZED (SELECT DISTINCT pc.category_id AS id FROM product_category pc WHERE pc.product_id IN ({ids})),
above AS MATERIALIZED (SELECT c.id, ct.name FROM own JOIN category c ON c.id = own.id
 JOIN category top ON top.shop_id = $1 AND c.path LIKE top.path || '%' JOIN category_text ct ON ct.category_id = top.id
 WHERE NOT c.hidden AND NOT top.hidden)
SELECT t.product_id, 'name' AS kind, t.name AS word FROM product_text t JOIN wanted w ON w.id = t.product_id
UNION ALL SELECT t.product_id, 'text', t.description FROM product_text t JOIN wanted w ON w.id = t.product_id
UNION ALL SELECT w.id, 'brand', w.brand FROM wanted w
UNION ALL SELECT g.product_id, 'tag', g.tag FROM product_tag g JOIN wanted w ON w.id = g.product_id
UNION ALL SELECT DISTINCT pc.product_id, 'category', above.name FROM product_category pc
JOIN wanted w ON w.id = pc.product_id JOIN above ON above.id = pc.category_id WHERE pc.product_id IN ({ids})
UNION ALL SELECT o.product_id, 'option', x.value FROM product_option o JOIN wanted w ON w.id = o.product_id
JOIN option_value x ON x.option_id = o.id
UNION ALL SELECT a.product_id, 'option', a.value FROM product_attribute a JOIN wanted w ON w.id = a.product_id
UNION ALL SELECT o.product_id, 'option', d.text FROM product_option o JOIN wanted w ON w.id = o.product_id
JOIN option_value x ON x.option_id = o.id JOIN shop_word d ON d.shop_id = $1 AND d.word = x.value
UNION ALL SELECT a.product_id, 'option', d.text FROM product_attribute a JOIN wanted w ON w.id = a.product_id
JOIN shop_word d ON d.shop_id = $1 AND d.word = a.value
UNION ALL SELECT v.product_id, 'code', v.sku FROM variant v JOIN wanted w ON w.id = v.product_id WHERE v.active
UNION ALL SELECT v.product_id, 'code', v.gtin FROM variant v JOIN wanted w ON w.id = v.product_id WHERE v.active
"""
_WITH_WORDS = """
SELECT o.product_id FROM option_value x JOIN product_option o ON o.id = x.option_id
WHERE x.shop_id = $1 AND x.value IN ({words})
UNION SELECT a.product_id FROM product_attribute a WHERE a.shop_id = $1 AND a.value IN ({words})
"""
_BELOW = """
SELECT DISTINCT pc.product_id FROM category c JOIN product_category pc ON pc.category_id = c.id
WHERE c.shop_id = $1 AND c.path LIKE (SELECT top.path FROM category top WHERE top.shop_id = $1 AND top.id = $2) || '%'
"""
_FORGET = "DELETE FROM search_term WHERE +shop_id = $1 AND product_id IN ({ids})"
_KEPT = "SELECT product_id, term, weight FROM search_term WHERE +shop_id = $1 AND product_id IN ({ids})"
_AGAIN = "ON CONFLICT (product_id, term) DO UPDATE SET weight = EXCLUDED.weight"
_STORE = """
INSERT INTO stored_list (shop_id, digest, query, category_id, kind, filters, times, people, found, used_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9)
ON CONFLICT (shop_id, digest) DO UPDATE SET used_at = EXCLUDED.used_at, times = stored_list.times + EXCLUDED.times,
found = CASE WHEN EXCLUDED.times > 0 THEN EXCLUDED.found ELSE stored_list.found END RETURNING id
"""
_ONE_MORE = "UPDATE stored_list SET people = people + 1 WHERE shop_id = $1 AND id = $2"
_UNUSED = """
SELECT id FROM stored_list WHERE used_at < $1
AND NOT EXISTS (SELECT 1 FROM watched_term w WHERE w.list_id = stored_list.id) ORDER BY id LIMIT 10000
"""
_NOW_PEOPLE = "(SELECT COUNT(*) FROM searcher s WHERE s.list_id = stored_list.id)"
_PEOPLE = f"UPDATE stored_list SET people = {_NOW_PEOPLE} WHERE people <> {_NOW_PEOPLE}"  # noqa: S608 - of ours
_MISS = """
INSERT INTO search_miss (shop_id, query, times, last_at) VALUES ($1, $2, 1, $3)
ON CONFLICT (shop_id, query) DO UPDATE SET times = search_miss.times + 1, last_at = EXCLUDED.last_at
"""


async def reindex(by: Actor, product_ids: Iterable[int]) -> None:
    """Write the words of these products anew; those that are not on sale lose theirs. Commits every 200 products.

    Words that changed make a new version of the shop: answers of before are forgotten.
    """
    wanted = sorted({int(i) for i in product_ids})
    for start in range(0, len(wanted), PRODUCTS_AT_ONCE):
        await _reindex(by, wanted[start : start + PRODUCTS_AT_ONCE])


async def reindex_words(by: Actor, words: Sequence[str]) -> None:
    """Read the goods anew that have one of these words as a value of an option or an attribute."""
    if words:
        rows = await sql(_WITH_WORDS.format(words=placeholders(len(words), 2)), by.shop_id, *words)
        await reindex(by, [row["product_id"] for row in rows])


async def reindex_category(by: Actor, category_id: int) -> None:
    """Read the goods of a category anew, and of all below it: its name is among their words."""
    rows = await sql(_BELOW, by.shop_id, category_id)
    await reindex(by, [row["product_id"] for row in rows])


async def _reindex(by: Actor, product_ids: Sequence[int]) -> None:
    async with transaction():
        fresh = _indexed(await sql(_WORDS.format(ids=ids(list(product_ids))), by.shop_id))
        kept = await _kept(by, product_ids)
        changed = [i for i in product_ids if fresh.get(i, {}) != kept.get(i, {})]
        if not changed:
            return
        await sql(_FORGET.format(ids=ids(changed)), by.shop_id)
        await _write(by, {i: fresh.get(i, {}) for i in changed})
        await tell_indexed(by, [i for i in changed if i in fresh])
        await bump(by)


async def _kept(by: Actor, product_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for row in await sql(_KEPT.format(ids=ids(list(product_ids))), by.shop_id):
        found.setdefault(row["product_id"], {})[row["term"]] = row["weight"]
    return found


async def _write(by: Actor, terms: Mapping[int, Mapping[str, int]]) -> None:
    rows = [
        {"shop_id": by.shop_id, "product_id": product_id, "term": term, "weight": weight}
        for product_id, found in terms.items()
        for term, weight in found.items()
    ]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        await insert_rows("search_term", rows[start : start + ROWS_AT_ONCE], conflict=_AGAIN, returning="")


def _indexed(read: Iterable[Mapping[str, Any]]) -> dict[int, dict[str, int]]:
    """Terms and weights by product, from the words as the database gives them."""
    fields: dict[int, list[tuple[str, int]]] = {}
    codes: dict[int, list[str]] = {}
    for row in read:
        product_id, kind, word = row["product_id"], row["kind"], row["word"] or ""
        if kind == "code":
            codes.setdefault(product_id, []).append(word)
        elif word:
            text = plain(word)[:TEXT_READ] if kind == "text" else word
            fields.setdefault(product_id, []).append((text, _WEIGHTS[kind]))
    return {i: rules.index(texts, codes.get(i, ())) for i, texts in fields.items()}


async def store_list(
    by: Actor,
    *,
    query: str = "",
    category_id: int = 0,
    kind: str = "",
    filters: Mapping[str, Sequence[str]] | None = None,
) -> int:
    """The id of this list, the same for everybody who makes the same one."""
    return await _store(by, query, category_id, kind, filters or {}, searched=False, found=0)


async def remember_search(by: Actor, query: str, *, category_id: int = 0, exact: bool = False, found: int) -> int:
    """Keep the words of a search and return their list's id; what found nothing is counted for the merchant."""
    async with transaction():
        if not found:
            await sql(_MISS, by.shop_id, " ".join(query.casefold().split())[:QUERY_KEPT], now())
        list_id = await _store(by, query, category_id, "exact" if exact else "", {}, searched=True, found=found)
        if by.kind == "customer" and not category_id and not exact:
            await _count_person(by, list_id)
        return list_id


async def _count_person(by: Actor, list_id: int) -> None:
    """However often somebody searches for the same, it is one person who does."""
    row = {"shop_id": by.shop_id, "list_id": list_id, "customer_id": by.id, "at": now()}
    if await insert_rows("searcher", [row], conflict="ON CONFLICT (list_id, customer_id) DO NOTHING"):
        await sql(_ONE_MORE, by.shop_id, list_id)


async def _store(
    by: Actor,
    query: str,
    category_id: int,
    kind: str,
    filters: Mapping[str, Sequence[str]],
    *,
    searched: bool,
    found: int,
) -> int:
    words = " ".join(query.split())[:QUERY_KEPT]
    chosen = {facet: sorted(values) for facet, values in sorted(filters.items()) if values}
    content = json.dumps([words.casefold(), category_id, kind, chosen])
    digest = hashlib.sha256(content.encode()).hexdigest()
    rows = await sql(
        _STORE, by.shop_id, digest, words, category_id or None, kind, packed(chosen), int(searched), found, now()
    )
    return int(rows[0]["id"])


async def sweep_lists(days: int = 90) -> int:
    """Forget lists nobody has opened for long, unless somebody waits for their words, and who searched long ago.

    Their old buttons lead to the category, or Home.
    """
    old = now() - timedelta(days=days)
    async with transaction():
        unused = [row["id"] for row in await sql(_UNUSED, old)]
        await Searcher.filter(at__lt=old).delete()
        await Searcher.filter(list_id__in=unused).delete()
        await sql(_PEOPLE)
        return await StoredList.filter(id__in=unused).delete()
