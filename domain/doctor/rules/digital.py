"""Digital goods: every key once, and never without a file."""

from __future__ import annotations

from domain.digital.store import place_of
from domain.doctor.rule import Row, Rule, asked
from domain.doctor.rules.stock import FIRM_SQL
from domain.kit.db import sql
from domain.kit.errors import N_

_FILES = """
SELECT f.shop_id, f.name, f.digest, f.size, f.variant_id AS variant FROM digital_file f ORDER BY f.id
"""


async def _lost_files() -> list[Row]:
    """The rows whose file is gone or cut short."""
    return [dict(row) for row in await sql(_FILES) if _size(row["shop_id"], row["digest"]) != row["size"]]


def _size(shop_id: int, digest: str) -> int:
    place = place_of(shop_id, digest)
    return place.stat().st_size if place.exists() else -1


RULES = (
    Rule(
        "G11.lines",
        N_("A key opens one order line, of its own variant."),
        "Key {key} of variant {variant} opens a line of another one, or was given twice.",
        asked(
            """SELECT k.shop_id, k.id AS key, k.variant_id AS variant FROM digital_key k
               JOIN order_line l ON l.id = k.order_line_id WHERE k.variant_id <> l.variant_id
               UNION ALL SELECT k.shop_id, MIN(k.id), MIN(k.variant_id) FROM digital_key k
               WHERE k.order_line_id IS NOT NULL GROUP BY k.shop_id, k.mark HAVING COUNT(*) > 1"""
        ),
    ),
    Rule(
        "G11.units",
        N_("A line that was handed over by keys has one for each unit, others have none."),
        "Order {order_number}, {item}: {quantity} units, {keys} keys.",
        asked(
            """SELECT l.shop_id, o.number AS order_number, l.title AS item, l.quantity, COUNT(k.id) AS keys
               FROM order_line l JOIN orders o ON o.id = l.order_id LEFT JOIN digital_key k ON k.order_line_id = l.id
               WHERE l.digital OR k.id IS NOT NULL
               GROUP BY l.shop_id, o.number, l.id, l.title, l.quantity, l.gave
               HAVING COUNT(k.id) <> CASE WHEN l.gave = 'keys' THEN l.quantity ELSE 0 END"""
        ),
    ),
    Rule(
        "G11.stock",
        N_("As many units can be sold as there are keys."),
        "Variant {variant}: {on_hand} on hand, {keys} keys, {promised} of them promised.",
        asked(
            f"""SELECT * FROM (SELECT v.shop_id, v.id AS variant,
                COALESCE((SELECT SUM(h.on_hand) FROM stock_level h WHERE h.variant_id = v.id), 0) AS on_hand,
                (SELECT COUNT(*) FROM digital_key k WHERE k.variant_id = v.id AND k.order_line_id IS NULL) AS keys,
                (SELECT COALESCE(SUM(l.quantity), 0) FROM order_line l JOIN orders o ON o.id = l.order_id
                  WHERE l.variant_id = v.id AND l.tracked AND l.handed_at IS NULL AND o.status IN ({FIRM_SQL}))
                  AS promised FROM variant v WHERE v.gives = 'keys') s
                WHERE on_hand > keys OR keys > on_hand + promised"""  # noqa: S608 - our own words
        ),
    ),
)
FILES = (
    Rule(
        "G11.files",
        N_("Every file for buyers lies where it should."),
        "The file “{name}” of variant {variant} is gone or damaged: upload it again.",
        _lost_files,
    ),
)
