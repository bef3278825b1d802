"""The whole catalogue, a hundred products at a time, so that its length costs time and not memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Literal

from domain.exports.lines import Names, line, name_lines
from domain.exports.sheet import Sheet
from domain.imports.standing import Standing, standing
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql
from domain.shop.queries import shop_of

AT_ONCE = 100
Form = Literal["csv", "jsonl"]
FORMS: tuple[Form, ...] = ("csv", "jsonl")
_NEXT = "SELECT id FROM product WHERE shop_id = $1 AND id > $2{which} ORDER BY id LIMIT $3"
_PUBLISHED = " AND status = 'active'"
_LOCALES = "SELECT DISTINCT locale FROM product_text WHERE shop_id = $1"
_MOST_OPTIONS = "SELECT COALESCE(MAX(position), -1) + 1 AS n FROM product_option WHERE shop_id = $1"
_CATEGORIES = """
SELECT t.category_id, t.locale, t.name, t.description FROM category_text t JOIN category c ON c.id = t.category_id
WHERE t.shop_id = $1 ORDER BY c.depth, c.position, c.id, t.locale
"""
_WORDS = "SELECT word, locale, text FROM shop_word WHERE shop_id = $1 ORDER BY word, locale"


async def products(by: Actor, *, published: bool = False) -> AsyncIterator[list[Standing]]:
    """Every product with something to sell, in parts; with `published`, those customers can see."""
    shop, last, full = await shop_of(by), 0, True
    statement = _NEXT.format(which=_PUBLISHED if published else "")
    while full:
        found = [int(row["id"]) for row in await sql(statement, by.shop_id, last, AT_ONCE)]
        full = len(found) == AT_ONCE
        if found:
            last = found[-1]
            yield await standing(by, found, shop.currency)


async def catalogue(by: Actor, form: Form) -> AsyncIterator[str]:
    """The catalogue in a form that `import` reads back without a change."""
    require(by, Permission.IMPORT)
    text = _as_lines(by) if form == "jsonl" else _as_sheet(by)
    async for part in text:
        yield part


async def _as_lines(by: Actor) -> AsyncIterator[str]:
    names = Names(await sql(_CATEGORIES, by.shop_id), await sql(_WORDS, by.shop_id))
    if head := "".join([said async for said in name_lines(by, names)]):
        yield head
    async for part in products(by):
        yield "".join(line(one.row) for one in part)


async def _as_sheet(by: Actor) -> AsyncIterator[str]:
    shop = await shop_of(by)
    spoken = {row["locale"] for row in await sql(_LOCALES, by.shop_id)} - {shop.locale}
    most = int((await sql(_MOST_OPTIONS, by.shop_id))[0]["n"])
    sheet = Sheet((shop.locale, *sorted(spoken)), most)
    yield sheet.head()
    async for part in products(by):
        yield "".join(sheet.rows(one.row) for one in part)
