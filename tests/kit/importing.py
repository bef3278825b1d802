"""Files for the wizard, its runs, and the catalogue as the tables hold it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from domain.imports import files, wizard
from domain.imports.choices import Choices
from domain.imports.models import ImportRun
from domain.imports.steps import carry_on
from domain.imports.views import WORKING
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.media.store import MediaStore

HEAD = ("sku", "name", "price", "stock", "category", "tags", "description")
TABLES = (
    "product", "product_text", "product_category", "product_tag", "product_attribute", "product_option",
    "option_value", "product_image", "variant", "variant_value", "stock_level", "category", "category_text",
    "search_term",
)  # fmt: skip
# counters that only grow, and ids of words that are searched, which are made anew
_MOVES_ON = {"product": ("revision",), "variant": ("revision",), "search_term": ("id",)}


def table(*rows: tuple[Any, ...], head: tuple[str, ...] = HEAD, delimiter: str = ",") -> bytes:
    """A CSV file."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([head, *rows])
    return out.getvalue().encode()


def goods_rows(count: int, price: str = "10.00", bad_every: int = 0) -> list[tuple[Any, ...]]:
    """So many products; every so-manieth has a price that cannot be read."""
    return [
        (f"S{n:06}", f"Thing number {n}", "ten" if bad_every and n % bad_every == 0 else price, n % 50,
         f"Shelf {n % 7} / Row {n % 30}", f"tag{n % 5},all", f"Thing {n} for <b>many</b> uses")
        for n in range(count)
    ]  # fmt: skip


async def catalogue(shop_id: int) -> str:
    """Everything the catalogue's tables hold of a shop, as text."""
    found = {}
    for name in TABLES:
        rows = await sql(f"SELECT * FROM {name} WHERE shop_id = $1", shop_id)
        left_out = _MOVES_ON.get(name, ())
        plain = [{column: str(value) for column, value in row.items() if column not in left_out} for row in rows]
        found[name] = sorted(json.dumps(row, sort_keys=True) for row in plain)
    return json.dumps(found, indent=0)


async def bring(by: Actor, content: bytes, name: str = "goods.csv") -> int:
    """Upload a file; its run."""
    token, place = files.new_place(by.shop_id)
    (place / files.ORIGINAL).write_bytes(content)
    return await wizard.begin(by, token, name)


async def let_it_run(by: Actor, run_id: int, media: Path) -> ImportRun:
    """Until nothing is left to do by itself."""
    run = await ImportRun.get(id=run_id)
    while run.stage in WORKING:
        await carry_on(by, run_id, MediaStore(media))
        run = await ImportRun.get(id=run_id)
    return run


async def import_whole(by: Actor, content: bytes, media: Path, choices: Choices | None = None) -> ImportRun:
    """Upload, check, begin, to the end."""
    run_id = await bring(by, content)
    await let_it_run(by, run_id, media)
    await wizard.start(by, run_id, choices or Choices())
    await let_it_run(by, run_id, media)
    return await ImportRun.get(id=run_id)
