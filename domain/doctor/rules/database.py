"""The database itself, secrets, the files beside it, and what is only kept to be found quickly."""

from __future__ import annotations

from domain.doctor.rule import Row, Rule, asked
from domain.doctor.tenants import foreign_rows
from domain.kit.db import sql
from domain.kit.errors import N_
from domain.kit.rows import writes_in_with
from domain.kit.vault import Sealed, unseal

_SEALED = {
    "provider_account": "the keys for a payment provider",
    "shop_bot": "the token of a bot",
    "digital_key": "a key for buyers",
}
_NEWEST = 1000


async def _strangers() -> list[Row]:
    return [{"shop_id": shop_id, "row": sentence} for shop_id, sentence in await foreign_rows()]


async def _damaged() -> list[Row]:
    """SQLite only: PostgreSQL checks its pages and keys by itself."""
    if writes_in_with():
        return []
    said = [str(next(iter(row.values()))) for row in await sql("PRAGMA integrity_check(20)")]
    broken = await sql("PRAGMA foreign_key_check")
    said += [f"row {row['rowid']} of {row['table']} points at a {row['parent']} that is not there" for row in broken]
    return [{"shop_id": None, "problem": problem} for problem in said if problem != "ok"]


async def _shut() -> list[Row]:
    """What was sealed under another secret key can never be read again without it."""
    found: list[Row] = []
    for table, words in _SEALED.items():
        rows = await sql(
            f"SELECT shop_id, id, sealed FROM {table} WHERE sealed <> '' ORDER BY id DESC LIMIT {_NEWEST}"  # noqa: S608
        )
        shut = [row for row in rows if not _opens(row["sealed"])]
        for shop_id in sorted({row["shop_id"] for row in shut}):
            count = sum(row["shop_id"] == shop_id for row in shut)
            found.append({"shop_id": shop_id, "what": words, "times": count})
    return found


def _opens(sealed: str) -> bool:
    try:
        unseal(sealed)
    except (Sealed, ValueError):
        return False
    return True


RULES = (Rule("G14", N_("Nothing points into another shop."), "{row}", _strangers),)
BESIDE = (
    Rule("G20", N_("The database is whole."), "{problem}", _damaged),
    Rule(
        "G11.sealed",
        N_("Everything sealed can be opened with this installation's secret key."),
        "{times} × {what} cannot be opened: was HAWKER_SECRET_KEY or the file secret.key changed?",
        _shut,
    ),
    Rule(
        "S.words",
        N_("Everything on sale can be searched for."),
        "{item} (product {product}) is on sale, but has no words to be found by.",
        asked(
            """SELECT p.shop_id, p.id AS product,
               COALESCE((SELECT MIN(t.name) FROM product_text t WHERE t.product_id = p.id), p.key) AS item
               FROM product p WHERE p.status = 'active'
               AND EXISTS (SELECT 1 FROM product_text t WHERE t.product_id = p.id AND t.name <> '')
               AND NOT EXISTS (SELECT 1 FROM search_term s WHERE s.product_id = p.id)"""
        ),
    ),
)
