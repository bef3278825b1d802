"""One product of PrestaShop as a row of a plain table, with its combinations."""

from __future__ import annotations

import re

from domain.kit.money import Money, half_up
from integrations.feeds import values
from integrations.feeds.goods import Offer
from integrations.feeds.sales import on_now, trimmed
from integrations.feeds.table import Notes, Row, soft
from integrations.feeds.text import one_line
from integrations.feeds.values import Unreadable

_PERCENT = re.compile(r"(\d{1,2})(?:[.,](\d{1,4})0*)?")
_HOME = ("home", "accueil", "inicio", "startseite", "root", "главная")


def plain_row(row: Row, currency: str, notes: Notes) -> Row:
    """The fields every table has; prices with the discount that holds today."""
    cells = {name: row.get(name) for name in ("key", "name", "sku", "brand", "gtin", "stock") if row.get(name)}
    cells |= {name: text for name, text in row.cells.items() if name.startswith("attribute:")}
    cells |= features(row.get("features"))
    cells["description"] = row.get("description") or row.get("summary")
    cells["image"] = "\n".join(listed(row.get("image")))
    cells["tags"] = ",".join(listed(row.get("tags")))
    cells["status"] = _status(row, notes)
    cells["policy"] = "backorder" if row.get("oversell") == "1" else ""
    cells["shipping"] = "not sent" if row.get("virtual") == "1" else ""
    cells |= _prices(row, currency, notes)
    return Row(row.line, {name: text for name, text in cells.items() if text})


def categories(row: Row) -> list[tuple[str, ...]]:
    """Paths: "Home/Clothes/Shirts"; the root, which every product has, is left out."""
    paths = [
        tuple(one_line(step) for step in path.split("/") if one_line(step)) for path in listed(row.get("category"))
    ]
    rooted = [path[1:] if path and path[0].casefold() in _HOME else path for path in paths]
    return [path for path in rooted if path and not all(step.isdecimal() for step in path)]


def features(text: str) -> dict[str, str]:
    """ "Height:10 cm:1, Colour:red:2" as attributes."""
    found = (part.split(":") for part in listed(text))
    return {f"attribute:{one_line(part[0])}": one_line(part[1]) for part in found if len(part) > 1 and part[0]}


def listed(text: str) -> list[str]:
    """The words of a cell that holds several, parted by semicolons, else by commas that no digit follows."""
    mark = ";" if ";" in text else ","
    return [one_line(part) for part in text.split(mark) if one_line(part)]


def combination(row: Row, base: Row, currency: str, notes: Notes) -> Offer:
    """A combination: its options, and the product's prices with its own addition."""
    cells = {name: row.get(name) for name in ("sku", "gtin", "stock", "image") if row.get(name)}
    cells["image"] = "\n".join(listed(row.get("image")))
    cells |= {name: base.get(name) for name in ("policy", "price", "compare_at") if base.get(name)}
    added = _impact(row, currency, notes)
    if added:
        cells |= {name: _plus(cells.get(name, ""), added) for name in ("price", "compare_at")}
    chosen = _chosen(row)
    return Offer(Row(row.line, {n: t for n, t in cells.items() if t}), chosen, named=" / ".join(chosen.values()))


def _chosen(row: Row) -> dict[str, str]:
    """Since 1.5 names and values stand in two cells, before in one: "Color:Blue, Disk space:16 GB"."""
    if not row.get("values"):
        pairs = (part.partition(":") for part in listed(row.get("options")))
        return {one_line(name): one_line(value) for name, _, value in pairs if name.strip() and value.strip()}
    names = [part.split(":")[0] for part in listed(row.get("options"))]
    chosen = [part.rsplit(":", 1)[0] for part in listed(row.get("values"))]
    return {one_line(name): one_line(value) for name, value in zip(names, chosen, strict=False) if name and value}


def _status(row: Row, notes: Notes) -> str:
    off = not soft(values.flag, row, "active", True, notes) or row.get("visibility").casefold() == "none"
    return "draft" if off or row.get("orderable") == "0" else "active"


def _prices(row: Row, currency: str, notes: Notes) -> dict[str, str]:
    usual = trimmed(row.get("price"))
    try:
        full = values.price(usual, currency)
        less = _discount(row, full)
    except Unreadable:
        return {"price": usual}  # told where the price is read
    if not less or not 0 < less.minor < full.minor:
        return {"price": usual}
    if not on_now(row, notes):
        notes.warned(row.line, "sale_to", "This discount does not run today: the full price is taken.")
        return {"price": usual}
    return {"price": str((full - less).decimal), "compare_at": str(full.decimal)}


def _discount(row: Row, full: Money) -> Money | None:
    if row.get("discount_amount") not in ("", "0"):
        return values.price(trimmed(row.get("discount_amount")), full.currency)
    percent = _PERCENT.fullmatch(row.get("discount_percent"))
    if not percent:
        return None
    points = int(percent[1]) * 10_000 + int((percent[2] or "").ljust(4, "0"))
    return Money(half_up(full.minor * points, 1_000_000), full.currency)


def _impact(row: Row, currency: str, notes: Notes) -> Money | None:
    text = row.get("impact")
    below = text.startswith("-")
    found = soft(lambda said: values.price(trimmed(said.lstrip("-")), currency), row, "impact", None, notes)
    return Money(-found.minor, currency) if found and below else found


def _plus(text: str, added: Money) -> str:
    try:
        return str((values.price(text, added.currency) + added).decimal) if text else ""
    except Unreadable:
        return text
