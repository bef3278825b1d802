"""A product of 1C's catalogue as a row of a plain table."""

from __future__ import annotations

from integrations.feeds.table import Row
from integrations.feeds.text import one_line, tidy
from integrations.feeds.xml import Node, columns_of

COLUMNS = columns_of("Ид", "Статус")
COLUMNS.titles.update(
    {
        "name": "Наименование", "price": "ЦенаЗаЕдиницу", "currency": "Валюта", "stock": "Количество",
        "sku": "Артикул", "gtin": "Штрихкод", "paths": "Картинка", "description": "Описание",
        "weight_kg": "Вес", "brand": "Изготовитель",
    }
)  # fmt: skip


def head_of(product: Node) -> Row:
    """What the catalogue says of a product; `paths` when its pictures are files beside the export."""
    pictures = [tidy(node.text) for node in product.every("Картинка") if tidy(node.text)]
    links = [text for text in pictures if text.lower().startswith("http")]
    cells = {
        "name": one_line(product.said("Наименование")),
        "sku": one_line(product.said("Артикул")),
        "gtin": product.said("Штрихкод"),
        "description": product.said("Описание"),
        "brand": _brand(product),
        "weight_kg": product.said("Вес") or _detail(product, "Вес"),
        "image": "\n".join(links),
        "paths": "paths" if len(links) < len(pictures) else "",
    }
    return Row(product.line, {name: text for name, text in cells.items() if text})


def _brand(product: Node) -> str:
    maker = next(iter(product.within("Изготовитель", "Наименование")), None)
    return one_line(maker.text) if maker else ""


def _detail(product: Node, name: str) -> str:
    details = product.within("ЗначенияРеквизитов", "ЗначениеРеквизита")
    return next((one.said("Значение") for one in details if one.said("Наименование") == name), "")
