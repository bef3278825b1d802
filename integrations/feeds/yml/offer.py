"""One offer of a YML file as a row of a plain table."""

from __future__ import annotations

from collections.abc import Iterator

from integrations.feeds.table import Row
from integrations.feeds.text import one_line, tidy
from integrations.feeds.xml import Node, columns_of

NAMES = {
    "key": "id", "sku": "vendorCode", "brand": "vendor", "compare_at": "oldprice", "currency": "currencyId",
    "category": "categoryId", "image": "picture", "gtin": "barcode", "stock": "count", "weight_kg": "weight",
}  # fmt: skip
COLUMNS = columns_of("name", "price", "description", "offer")
COLUMNS.titles.update(NAMES | {"parts": "param", "from": "price"})
# facts of the kinds of offers (books, films, tickets) → what they are called; YML is a Russian format
_FACTS = {
    "author": "Автор", "publisher": "Издательство", "series": "Серия", "year": "Год", "language": "Язык",
    "binding": "Переплёт", "page_extent": "Страниц", "artist": "Исполнитель", "media": "Носитель",
    "starring": "В ролях", "director": "Режиссёр", "country": "Страна", "performed_by": "Читает",
    "format": "Формат", "place": "Место", "hall": "Зал", "date": "Дата", "dimensions": "Габариты, см",
    "country_of_origin": "Страна производства",
}  # fmt: skip
_NO = ("false", "0", "no", "нет")


def row_of(offer: Node) -> Row:
    """The offer's own fields; its pictures one a line."""
    cells = {
        "key": one_line(offer.named("id")),
        "group": one_line(offer.named("group_id")),
        "name": one_line(offer.said("name") or _composed(offer)),
        "sku": one_line(offer.said("vendorCode")),
        "brand": one_line(offer.said("vendor")),
        "description": offer.said("description"),
        "price": offer.said("price"),
        "compare_at": offer.said("oldprice"),
        "currency": offer.said("currencyId"),
        "category": "\n".join(tidy(node.text) for node in offer.every("categoryId")),
        "image": "\n".join(tidy(node.text) for node in offer.every("picture")),
        "gtin": offer.said("barcode", "ISBN"),
        "weight_kg": offer.said("weight"),
        "stock": _stock(offer),
        "from": "from" if any(node.named("from") == "true" for node in offer.every("price")) else "",
        "shipping": "not sent" if offer.said("downloadable") == "true" else "",
    }
    return Row(offer.line, {name: text for name, text in cells.items() if text})


def facts_of(offer: Node) -> dict[str, str]:
    """Parameters by name, several values of one joined; then the facts of the offer's kind."""
    found: dict[str, list[str]] = {}
    for name, value in _facts(offer):
        if value and value not in found.setdefault(name, []):
            found[name].append(value)
    return {name[:80]: ", ".join(values) for name, values in found.items() if values}


def _facts(offer: Node) -> Iterator[tuple[str, str]]:
    for param in offer.every("param"):
        unit = param.named("unit")
        value = one_line(param.text)
        if param.named("name"):
            yield param.named("name"), f"{value} {unit}" if unit and value else value
    for child in offer.children:
        if child.tag in _FACTS:
            yield _FACTS[child.tag], one_line(child.text)


def _composed(offer: Node) -> str:
    """The name of an offer that has none: its kind, make and model, or artist and title."""
    parts = (offer.said(tag) for tag in ("typePrefix", "vendor", "model", "artist", "title"))
    return " ".join(part for part in parts if part)


def _stock(offer: Node) -> str:
    """A number where there is one; else 0 for what is not available."""
    counted = offer.said("count", "stock_quantity", "quantity_in_stock", "quantity")
    return counted or ("0" if offer.named("available").lower() in _NO or offer.said("available") in _NO else "")
