"""Pieces of SQL that several queries share. Alias v is `variant`; they hold on both databases.

Prices and stock are always read afresh; only words and pictures are kept.
"""

from __future__ import annotations

READY = (
    "(v.policy <> 'deny' OR EXISTS (SELECT 1 FROM stock_level l WHERE l.variant_id = v.id AND l.on_hand > l.reserved))"
)
_SOME = "EXISTS (SELECT 1 FROM variant v WHERE v.product_id = p.id AND v.active AND {that})"
FREE = (
    "CASE WHEN v.policy = 'deny' THEN COALESCE((SELECT SUM(l.on_hand - l.reserved) FROM stock_level l "
    "WHERE l.variant_id = v.id), 0) END"
)
ON_HAND = "COALESCE((SELECT SUM(l.on_hand) FROM stock_level l WHERE l.variant_id = v.id), 0)"


def some_variant(that: str) -> str:
    """Whether a product (alias p) has a variant for sale of which this holds."""
    return _SOME.format(that=that)


def on_sale(moment: str) -> str:
    """Whether a variant is on sale at the moment of this placeholder."""
    return (
        f"(v.compare_at > v.price AND (v.compare_from IS NULL OR v.compare_from <= {moment}) "
        f"AND (v.compare_to IS NULL OR v.compare_to > {moment}))"
    )


def old_price(moment: str) -> str:
    """The price before the sale, NULL when none is on."""
    return f"CASE WHEN {on_sale(moment)} THEN v.compare_at END"


def ids(numbers: tuple[int, ...] | list[int]) -> str:
    """Row ids written into a statement; whole numbers carry nothing else."""
    return ", ".join(str(int(n)) for n in numbers) or "NULL"
