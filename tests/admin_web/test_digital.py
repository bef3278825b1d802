"""Digital goods in the panel: marked, priced in Stars, stocked with keys or a file, and sent again."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from aiohttp import FormData

from domain.catalog.models import Product, Variant
from domain.catalog.queries_edit import lacks, product_to_edit
from domain.digital.actions import add_keys, deliver
from domain.digital.models import DigitalFile, DigitalKey
from domain.kit.db import sql
from tests.admin_web.conftest import Browser
from tests.kit.market import Market


@pytest.fixture
async def code(market: Market) -> int:
    """The variant of a digital product that is on sale."""
    return await market.item("Gift code", 1000, 0, kind="digital", requires_shipping=False)


async def page_of(code: int) -> str:
    return f"/admin/products/{(await Variant.get(id=code)).product_id}/digital"


def upload(boss: Browser, data: bytes, name: str = "booklet.pdf") -> FormData:
    form = FormData(quote_fields=False)  # as browsers write names
    form.add_field("csrf", boss.csrf)
    form.add_field("file", BytesIO(data), filename=name, content_type="application/pdf")
    return form


async def test_a_product_is_marked_as_digital(boss: Browser, market: Market) -> None:
    product = (await Variant.get(id=await market.item("Song"))).product_id
    page = await boss.get(f"/admin/products/{product}")
    assert "Keys, files and prices in Stars" not in page.plain
    edit = await product_to_edit(market.owner, product)
    answer = await boss.post(f"/admin/products/{product}", name_en="Song", digital="on", revision=edit.revision)
    assert "Keys, files and prices in Stars" in (await boss.follow(answer)).plain
    marked = await Product.get(id=product)
    assert (marked.kind, marked.requires_shipping) == ("digital", False)
    assert "goods" in (await lacks(market.owner, [product], ["en"]))[product]


async def test_what_has_keys_stays_digital(boss: Browser, market: Market, code: int) -> None:
    await add_keys(market.owner, code, "AAAA")
    product = (await Variant.get(id=code)).product_id
    edit = await product_to_edit(market.owner, product)
    answer = await boss.post(f"/admin/products/{product}", name_en="Gift code", revision=edit.revision)
    assert answer.status == 422
    assert "Its buyers get keys or files." in answer.plain


async def test_keys_are_pasted_counted_and_those_known_are_named(boss: Browser, code: int) -> None:
    here = await page_of(code)
    await boss.get(here)
    page = await boss.follow(await boss.post(f"{here}/{code}/keys", keys="AAAA-1111\nBBBB-2222\nAAAA-1111"))
    assert "2 keys added. 1 was there already: …1111" in page.plain
    assert "2 for sale, 0 sold" in page.plain
    assert "BBBB-2222" in page.plain


async def test_a_key_for_sale_is_deleted(boss: Browser, market: Market, code: int) -> None:
    await add_keys(market.owner, code, "AAAA\nBBBB")
    here, key = await page_of(code), await DigitalKey.all().order_by("id").first()
    assert key is not None
    await boss.get(here)
    page = await boss.follow(await boss.post(f"{here}/key", key=key.id))
    assert ("1 for sale, 0 sold" in page.plain, await market.stock(code)) == (True, (1, 0))
    again = await boss.follow(await boss.post(f"{here}/key", key=key.id))
    assert "That key has been sold meanwhile, or deleted already." in again.plain


async def test_a_price_in_stars_is_written_and_taken_away(boss: Browser, code: int) -> None:
    here = await page_of(code)
    await boss.get(here)
    for typed, kept in (("150", 150), ("", None)):
        revision = (await Variant.get(id=code)).revision
        await boss.post(f"{here}/{code}/stars", stars=typed, revision=revision)
        assert (await Variant.get(id=code)).stars == kept
    answer = await boss.post(f"{here}/{code}/stars", stars="1.5", revision=revision + 1)
    assert "Write a whole number." in (await boss.follow(answer)).plain


async def test_a_file_larger_than_a_picture_may_be_is_uploaded_and_taken_away(boss: Browser, code: int) -> None:
    here = await page_of(code)
    await boss.get(here)
    await boss.post(f"{here}/{code}/file", data=upload(boss, b"x" * (9 * 1024 * 1024), "../рецепты.pdf"))
    assert [(row.name, row.size) for row in await DigitalFile.all()] == [("рецепты.pdf", 9 * 1024 * 1024)]
    page = await boss.get(here)
    assert "рецепты.pdf" in page.plain
    await boss.post(f"{here}/{code}/nofile")
    assert await DigitalFile.all().count() == 0


async def test_a_form_without_a_file_says_so(boss: Browser, code: int) -> None:
    here = await page_of(code)
    await boss.get(here)
    form = FormData()
    form.add_field("csrf", boss.csrf)
    form.add_field("file", BytesIO(b""), filename="")
    assert "Choose a file first." in (await boss.follow(await boss.post(f"{here}/{code}/file", data=form))).plain


async def test_an_order_says_what_was_handed_over_and_sends_it_again(boss: Browser, market: Market, code: int) -> None:
    await add_keys(market.owner, code, "AAAA-1111")
    order = await market.paid(await market.stranger(), (code, 1))
    assert "Not handed over yet" in (await boss.get(f"/admin/orders/{order.number}")).plain
    await deliver(market.by, order.id)
    page = await boss.get(f"/admin/orders/{order.number}")
    assert ("…1111" in page.plain, "AAAA-1111" in page.text) == (True, False)
    sent = await boss.follow(await boss.post(f"/admin/orders/{order.number}/again/{order.lines[0].id}"))
    assert "Sent again. It is in the customer's chat." in sent.plain
    assert len(await sql("SELECT id FROM outbox WHERE topic = 'digital.again'")) == 1


async def test_stars_have_a_line_of_their_own_today(boss: Browser, market: Market, code: int) -> None:
    await add_keys(market.owner, code, "AAAA")
    order = await market.paid(await market.stranger(), (code, 1))
    await sql("UPDATE orders SET currency = 'XTR', total = 150 WHERE id = $1 RETURNING id", order.id)
    page = (await boss.get("/admin/")).plain
    assert "and ⭐ 150 in 1 order" in page
    assert "€0.00" in page


async def test_who_packs_sees_no_keys(enter: Any, market: Market, code: int) -> None:
    packer = await enter(market, "packer")
    assert (await packer.get(await page_of(code))).status == 403
