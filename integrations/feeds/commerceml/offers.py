"""Offers of 1C as rows of a plain table. Prices and stock may come in files of their own, under the offer's id."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from integrations.feeds.goods import Offer
from integrations.feeds.table import Row
from integrations.feeds.text import one_line
from integrations.feeds.xml import Node

_IN_BRACKETS = re.compile(r"(?P<name>.*\S)\s*\((?P<own>[^()]+)\)")


def row_of(offer: Node, price_type: str) -> Row:
    """What an offer says; what it is silent about another file may say."""
    price = _price(offer, price_type)
    cells = {
        "key": one_line(offer.said("Ид")),
        "name": one_line(offer.said("Наименование")),
        "sku": one_line(offer.said("Артикул")),
        "gtin": offer.said("Штрихкод"),
        "price": price.said("ЦенаЗаЕдиницу") if price else "",
        "currency": price.said("Валюта") if price else "",
        "stock": _stock(offer),
        "chosen": _chosen(offer),
    }
    return Row(offer.line, {name: text for name, text in cells.items() if text})


def product_of(row: Row) -> str:
    """An offer's id is its product's, a hash, and its own."""
    return row.get("key").partition("#")[0]


def merged(rows: Sequence[Row]) -> list[Row]:
    """One row an offer, with what all files say of it; the first word on a thing holds."""
    found: dict[str, Row] = {}
    for row in rows:
        before = found.get(row.get("key"))
        found[row.get("key")] = Row(before.line, row.cells | before.cells) if before else row
    return list(found.values())


def offers_of(rows: Sequence[Row]) -> list[Offer]:
    """The offers of one product."""
    return [_offer(row, alone=len(rows) == 1) for row in rows]


def bare_name(row: Row) -> str:
    """ "Boots (38)" is Boots."""
    found = _IN_BRACKETS.fullmatch(row.get("name"))
    return found["name"] if found else row.get("name")


def _offer(row: Row, *, alone: bool) -> Offer:
    cells = {name: text for name, text in row.cells.items() if name not in ("chosen", "key", "name")}
    chosen: dict[str, str] = json.loads(row.get("chosen") or "{}")
    found = _IN_BRACKETS.fullmatch(row.get("name"))
    named = " / ".join(chosen.values()) or (found["own"] if found else row.get("name"))
    code = row.get("key").partition("#")[2]
    return Offer(Row(row.line, cells), chosen, "" if alone and not chosen else code, named)


def _price(offer: Node, price_type: str) -> Node | None:
    prices = offer.within("Цены", "Цена")
    return next((price for price in prices if not price_type or price.said("ИдТипаЦены") == price_type), None)


def _stock(offer: Node) -> str:
    """The number given, else the sum of all places."""
    if counted := offer.said("Количество"):
        return _plain(counted)
    places = [node.named("КоличествоНаСкладе") for node in offer.every("Склад")]
    places += [node.said("Количество") for node in offer.within("Остатки", "Остаток", "Склад")]
    places += [node.said("Количество") for node in offer.within("Остатки", "Остаток")]
    whole = [int(text) for text in map(_plain, filter(None, places)) if re.fullmatch(r"-?\d{1,12}", text)]
    return str(sum(whole)) if whole else ""


def _plain(text: str) -> str:
    return re.sub(r"[.,]0+$", "", one_line(text))


def _chosen(offer: Node) -> str:
    pairs = {
        one_line(node.said("Наименование"))[:80]: one_line(node.said("Значение"))
        for node in offer.within("ХарактеристикиТовара", "ХарактеристикаТовара")
    }
    kept = {name: value for name, value in pairs.items() if name and value}
    return json.dumps(kept, ensure_ascii=False) if kept else ""
