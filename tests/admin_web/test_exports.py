"""The catalogue as files for who may import, and feeds for markets at addresses of their own."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestServer

from bot.config import Settings
from domain.catalog.actions import SalePrice, set_price
from domain.catalog.models import Product, Variant
from domain.imports.actions import run_import, upsert_product
from domain.imports.port import ImageRow, ProductRow, VariantRow
from domain.imports.runner import Job
from domain.kit.money import Money
from domain.stock.actions import adjust
from integrations.feeds.detect import feed_of
from tests.admin_web.conftest import Browser
from tests.kit.feeds import read_file, sold
from tests.kit.shop import ShopKit

FEEDS = ("google.xml", "meta.csv", "yandex.xml")


def usd(minor: int) -> Money:
    return Money(minor, "USD")


@pytest.fixture
async def goods(tea: ShopKit) -> ShopKit:
    """A shirt in two sizes on sale, a mug, and a draft nobody may see."""
    sizes = (("S", 3), ("M", 0))
    variants = tuple(
        VariantRow(s, (s,), usd(4900), usd(6500), f"SH-{s}", stock=n, weight_g=240, policy="deny") for s, n in sizes
    )
    shirt = ProductRow(
        "shirt", {"en": "Shirt & <tie>"}, variants, {"en": "<p>Wide &amp; soft\x0b</p>"},
        brand="Loom", options=("Size",), categories=(("Clothing", "Shirts"),), attributes={"Fabric": "Linen"},
        images=(ImageRow("https://i.example/1.jpg"),),
    )  # fmt: skip
    await upsert_product(tea.by, shirt)
    await tea.product("Mug", "9.50", stock=None)
    await Product.filter(id=await tea.product("Secret", "1.00")).update(status="draft")
    return tea


async def test_the_page_has_the_files_and_three_addresses(owner: Browser, goods: ShopKit) -> None:
    page = await owner.get("/admin/export")
    assert all(f"/feeds/tea/{name}" in page.plain for name in FEEDS)
    assert 'href="/admin/export"' in (await owner.get("/admin/products")).text


@pytest.mark.parametrize(("form", "name"), [("csv", "hawker"), ("jsonl", "jsonlines")])
async def test_a_downloaded_catalogue_comes_back_without_a_change(
    owner: Browser, goods: ShopKit, tmp_path: Path, form: str, name: str
) -> None:
    answer = await owner.get(f"/admin/products/export?form={form}")
    assert f'filename="tea-products.{form}"' in answer.headers["Content-Disposition"]
    path = tmp_path / "file"
    path.write_text(answer.text, encoding="utf-8", newline="")
    feed = feed_of(path, "en")
    assert feed.name == name
    assert (await run_import(goods.by, feed, path, Job())).counts.unchanged == 3


async def test_forms_nobody_knows_are_not_there_and_packers_take_nothing(
    owner: Browser, goods: ShopKit, enter: Callable[..., Any]
) -> None:
    assert (await owner.get("/admin/products/export?form=exe")).status == 404
    packer = await enter(goods, "packer")
    assert [(await packer.get(path)).status for path in ("/admin/export", "/admin/products/export")] == [403, 403]


@pytest.mark.parametrize(("name", "feed"), list(zip(FEEDS, ("google", "google", "yml"), strict=True)))
async def test_a_feed_tells_what_is_published_and_can_be_read_back(
    browser: Callable[[], Browser], goods: ShopKit, tmp_path: Path, name: str, feed: str
) -> None:
    answer = await browser().get(f"/feeds/tea/{name}")
    (tmp_path / name).write_text(answer.text, encoding="utf-8", newline="")
    products, problems = read_file(tmp_path / name, format=feed, currency="USD")
    found = {product.names["en"]: product for product in products}
    assert set(found) == {"Shirt & <tie>", "Mug"}
    assert sold(found["Shirt & <tie>"]) == {("S",): (4900, 3 if name != "google.xml" else None), ("M",): (4900, 0)}
    assert [v.compare_at for v in found["Shirt & <tie>"].variants] == [usd(6500), usd(6500)]
    assert {problem.action for problem in problems} <= {"warned"}
    assert answer.headers["Content-Type"].endswith("charset=utf-8")


async def test_an_item_leads_to_its_variant_and_says_its_currency(
    browser: Callable[[], Browser], goods: ShopKit
) -> None:
    answer = await browser().get("/feeds/tea/meta.csv")
    rows = {row["title"]: row for row in csv.DictReader(io.StringIO(answer.text))}
    medium = await Variant.get(key="M")
    shirt = rows["Shirt & <tie>, M"]
    assert (shirt["id"], shirt["price"], shirt["sale_price"]) == (str(medium.id), "65.00 USD", "49.00 USD")
    assert shirt["link"].endswith(f"/chat/tea?start=p{medium.product_id}v{medium.id}")
    assert (shirt["availability"], rows["Mug"]["availability"], shirt["size"]) == ("out of stock", "in stock", "M")
    assert (shirt["description"], shirt["image_link"]) == ("Wide & soft", "https://i.example/1.jpg")


async def test_a_reader_who_has_it_is_told_so_until_something_changes(
    browser: Callable[[], Browser], goods: ShopKit, db: Settings
) -> None:
    reader, small = browser(), await Variant.get(key="S")
    tags: list[str] = []
    for change in (None, lambda: adjust(goods.by, small.id, -3, "lost"), lambda: dearer(goods, small.id)):
        if change:
            assert (await reader.get("/feeds/tea/google.xml", **{"If-None-Match": tags[-1]})).status == 304
            await change()
        answer = await reader.get("/feeds/tea/google.xml", **({"If-None-Match": tags[-1]} if tags else {}))
        tags.append(answer.headers["ETag"])
        assert answer.status == 200
    assert len(set(tags)) == 3
    assert len(list((db.data_dir / "feeds").iterdir())) == 1


async def dearer(shop: ShopKit, variant_id: int) -> None:
    await set_price(shop.by, variant_id, usd(4900), usd(5000), SalePrice(usd(6500)))


async def test_shops_nobody_knows_have_no_feeds(browser: Callable[[], Browser], server: TestServer) -> None:
    assert (await browser().get("/feeds/nowhere/google.xml")).status == 404
    assert (await browser().get("/feeds/tea/other.xml")).status == 404
