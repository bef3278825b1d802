"""Cells as Magento writes them: attributes in one cell, category paths, variations, stock with its settings."""

from __future__ import annotations

import re

from integrations.feeds.sales import with_sale
from integrations.feeds.table import Notes, Row
from integrations.feeds.text import one_line

_PAIR = re.compile(r"(?:^|,)(?P<name>[A-Za-z][\w]*)=")
_LANGUAGE = re.compile(r"(?P<code>[a-z]{2})(?:[_-](?P<more>[A-Za-z]{2,4}))?", re.ASCII)
_SETTINGS = {
    "has_options", "required_options", "sku_type", "weight_type", "price_type", "shipment_type", "links_exist",
    "links_purchased_separately", "samples_title", "links_title", "price_view", "tax_class_id",
    "gift_message_available", "options_container", "msrp_display_actual_price_type", "quantity_and_stock_status",
}  # fmt: skip
_HIDDEN = "not visible individually"


def plain_row(row: Row, currency: str, notes: Notes) -> Row:
    """The fields of a plain table."""
    dated = with_sale(row, currency, notes)
    cells = {name: dated.get(name) for name in ("sku", "name", "price", "compare_at")}
    cells["description"] = row.get("description") or row.get("summary")
    cells["stock"], cells["policy"] = _stock(row)
    cells["image"] = "\n".join(pictures(row))
    cells["status"] = "active" if row.get("online") in ("", "1") else "draft"
    cells["tax_class"] = "exempt" if row.get("tax").casefold() == "none" else ""
    cells["shipping"] = "not sent" if row.get("type") in ("virtual", "downloadable") else ""
    return Row(row.line, {name: text for name, text in cells.items() if text})


def hidden(row: Row) -> bool:
    return row.get("visibility").casefold() == _HIDDEN


def attributes(row: Row) -> dict[str, str]:
    """ "material=Wool,size=XS" by code; several values of one are parted by a bar."""
    text = row.get("attributes")
    found = list(_PAIR.finditer(text))
    ends = [one.start() for one in found[1:]] + [len(text)]
    pairs = ((one["name"], text[one.end() : end].strip().strip('"')) for one, end in zip(found, ends, strict=False))
    return {code: ", ".join(filter(None, map(one_line, said.split("|")))) for code, said in pairs if said.strip("|")}


def facts(row: Row) -> dict[str, str]:
    """The attributes a customer can read, by a readable name."""
    return {spoken(code): text for code, text in attributes(row).items() if code not in _SETTINGS}


def spoken(code: str) -> str:
    """eco_collection is "Eco collection"."""
    return code.replace("_", " ").strip().capitalize()


def variations(row: Row) -> list[tuple[str, dict[str, str]]]:
    """(SKU, option code → value): "sku=MH01-XS-Black,size=XS,color=Black|sku=…"."""
    found = []
    for text in re.split(r"\|(?=sku=)", row.get("variations")):
        pairs = attributes(Row(row.line, {"attributes": text}))
        if sku := pairs.pop("sku", ""):
            found.append((sku, pairs))
    return found


def labels(row: Row) -> dict[str, str]:
    """Option code → what it is called: "size=Size,color=Colour"."""
    return attributes(Row(row.line, {"attributes": row.get("labels")}))


def categories(row: Row) -> list[tuple[str, ...]]:
    """Paths below the root category, which every path begins with."""
    text = row.get("category")
    root = re.split(r"[/,]", text, maxsplit=1)[0]
    paths = re.split(rf",\s*(?={re.escape(root)}(?:/|,|$))", text) if root else []
    return [tuple(one_line(step) for step in path.split("/") if one_line(step))[1:] for path in paths]


def pictures(row: Row) -> list[str]:
    """The main picture first. Magento exports paths of its own server; only addresses can be fetched."""
    named = [row.get("base_image"), *row.get("images").split(",")]
    return [text for text in dict.fromkeys(one_line(name) for name in named) if text.lower().startswith("http")]


def has_paths(row: Row) -> bool:
    """Whether its pictures are named by files and not by addresses."""
    return bool(row.get("base_image")) and not row.get("base_image").lower().startswith("http")


def language(view: str) -> str:
    """The locale of a store view that is named by one (de, fr_FR, zh_Hans_CN), else ""."""
    found = _LANGUAGE.fullmatch(view.strip())
    if not found:
        return ""
    return "zh_Hans" if found["code"] == "zh" else found["code"]


def _stock(row: Row) -> tuple[str, str]:
    if row.get("counted") == "0" and row.get("counted_default") == "0":
        return "", ""
    more = row.get("backorders") not in ("", "0") and row.get("backorders_default") != "1"
    there = row.get("in_stock") != "0"
    count = re.sub(r"\.0+$", "", row.get("stock"))
    return (count if there else "0") if count or not there else "", "backorder" if more else ""
