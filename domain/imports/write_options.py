"""Options and their values. Value ids stay for what stays: buttons in people's chats carry them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.catalog.models import OptionValue, ProductOption, VariantValue
from domain.imports.plan import Planned
from domain.imports.port import ProductRow
from domain.imports.write_product import insert_all
from domain.kit.actor import Actor
from domain.kit.db import sql

OptionIds = dict[tuple[int, str], int]
ValueIds = dict[tuple[int, str], int]

_OF_PRODUCTS = "SELECT id, product_id, name FROM product_option WHERE product_id IN ({ids}) ORDER BY position"
_OF_OPTIONS = "SELECT id, option_id, value, position FROM option_value WHERE option_id IN ({ids})"


async def write_options(by: Actor, planned: Sequence[Planned], ids: dict[str, int]) -> dict[tuple[int, str, str], int]:
    """Make the options and values the rows name; (product, option, value) → id of the value."""
    rows = {ids[one.row.key]: one.row for one in planned if one.row.options}
    options = await _options(by, rows, [one for one in planned if one.product_id])
    values = await _values(by, rows, options)
    return {
        (product_id, name, value): value_id
        for (product_id, name), option_id in options.items()
        for (of, value), value_id in values.items()
        if of == option_id
    }


async def _options(by: Actor, rows: dict[int, ProductRow], changed: Sequence[Planned]) -> OptionIds:
    known = await _kept_options(by, rows, changed)
    missing = [
        {"shop_id": by.shop_id, "product_id": product_id, "position": place, "name": name}
        for product_id, row in rows.items()
        for place, name in enumerate(row.options)
        if (product_id, name) not in known
    ]
    made = await insert_all("product_option", missing, returning="id, product_id, name")
    return known | {(row["product_id"], row["name"]): row["id"] for row in made}


async def _kept_options(by: Actor, rows: dict[int, ProductRow], changed: Sequence[Planned]) -> OptionIds:
    """Options as they are, where the file names the same ones; others are taken away with their values."""
    found: dict[int, dict[str, int]] = {}
    for row in await sql(_OF_PRODUCTS.format(ids=_list(one.product_id for one in changed))):
        found.setdefault(row["product_id"], {})[row["name"]] = row["id"]
    same = {key for key, options in found.items() if key in rows and tuple(options) == rows[key].options}
    await _drop(by, [option for key, options in found.items() if key not in same for option in options.values()])
    return {(key, name): option for key in same for name, option in found[key].items()}


async def _drop(by: Actor, option_ids: list[int]) -> None:
    if not option_ids:
        return
    value_ids = await OptionValue.of(by, option_id__in=option_ids).values_list("id", flat=True)
    await VariantValue.of(by, value_id__in=list(value_ids)).delete()
    await OptionValue.of(by, option_id__in=option_ids).delete()
    await ProductOption.of(by, id__in=option_ids).delete()


async def _values(by: Actor, rows: dict[int, ProductRow], options: OptionIds) -> ValueIds:
    known: ValueIds = {}
    places: dict[int, int] = {}
    for row in await sql(_OF_OPTIONS.format(ids=_list(options.values()))):
        known[row["option_id"], row["value"]] = row["id"]
        places[row["id"]] = row["position"]
    wanted = _wanted(rows, options)
    missing = [
        {"shop_id": by.shop_id, "option_id": key[0], "position": place, "value": key[1]}
        for key, place in wanted.items()
        if key not in known
    ]
    made = await insert_all("option_value", missing, returning="id, option_id, value")
    for key, place in wanted.items():
        if key in known and places[known[key]] != place:
            await OptionValue.of(by, id=known[key]).update(position=place)
    return known | {(row["option_id"], row["value"]): row["id"] for row in made}


def _wanted(rows: dict[int, ProductRow], options: OptionIds) -> dict[tuple[int, str], int]:
    """(option, value) → its place, in the order the file names them."""
    return {
        (options[product_id, name], value): place
        for product_id, row in rows.items()
        for number, name in enumerate(row.options)
        for place, value in enumerate(dict.fromkeys(variant.values[number] for variant in row.variants))
    }


def _list(ids: Iterable[int]) -> str:
    return ", ".join(str(int(i)) for i in ids) or "NULL"
