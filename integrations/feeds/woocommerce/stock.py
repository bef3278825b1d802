"""Stock as WooCommerce writes it: a number where it is counted, else only whether it is there."""

from __future__ import annotations

from typing import Literal

from integrations.feeds import values
from integrations.feeds.table import Notes, Row, soft

Policy = Literal["deny", "backorder", "untracked"]
_OF_PARENT = "parent"


def read_stock(row: Row, notes: Notes) -> tuple[int | None, Policy]:
    """Units on hand and what to do without any."""
    if row.get("stock").casefold() == _OF_PARENT:
        notes.warned(row.line, "stock", "This stock is counted for all variations together; it is not counted here.")
        return None, "untracked"
    more = soft(_flag, row, "backorders", False, notes)
    if row.get("stock"):
        return soft(values.stock, row, "stock", 0, notes), "backorder" if more else "deny"
    if row.get("in_stock").casefold() == "backorder":
        return 0, "backorder"
    if soft(_flag, row, "in_stock", True, notes):
        return None, "untracked"
    return 0, "backorder" if more else "deny"


def _flag(text: str) -> bool:
    return text.casefold() == "notify" or values.flag(text)
