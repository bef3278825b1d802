"""Two public catalogues through Hawker's own format: 19,406 products of electronics, and a Chinese shop."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks import icecat, litemall
from bot.config import Settings
from domain.catalog.models import Product, Variant
from domain.imports.actions import ImportResult, run_import
from domain.imports.port import Problem, ProductRow
from domain.imports.runner import Job
from integrations.feeds.jsonlines import JsonLinesFeed
from tests.kit.samples import sample
from tests.kit.shop import ShopKit


def written(path: Path, products: Iterable[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(product, ensure_ascii=False) + "\n" for product in products)
    return path


async def twice(shop: ShopKit, path: Path, locale: str) -> tuple[ImportResult, ImportResult]:
    feed = JsonLinesFeed(locale)
    return await run_import(shop.by, feed, path, Job()), await run_import(shop.by, feed, path, Job())


def test_every_product_of_icecat_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / "icecat.jsonl", icecat.products(sample("chorus-icecat")))
    found = products = 0
    for item in JsonLinesFeed().read(path, currency=icecat.CURRENCY):
        products += isinstance(item, ProductRow)
        found += isinstance(item, Problem) and item.action == "refused"
    assert (products, found) == (19_406, 0)


async def test_products_of_icecat_go_in_and_stay_the_same(shop: ShopKit, tmp_path: Path) -> None:
    some = islice(icecat.products(sample("chorus-icecat")), 150)
    first, second = await twice(shop, written(tmp_path / "icecat.jsonl", some), "en")
    assert (first.counts.new, second.counts.unchanged, second.counts.refused) == (150, 150, 0)
    toner = await Product.get(key="3920564")
    assert (toner.brand, toner.price_from) == ("Xerox", 4995)


async def test_a_whole_chinese_shop_goes_in_and_stays_the_same(sqlite: Settings, tmp_path: Path) -> None:
    dump = sample("litemall-zh/litemall_data.sql")
    shop = await ShopKit.open(currency=litemall.CURRENCY, locale=litemall.LOCALE)
    first, second = await twice(shop, written(tmp_path / "litemall.jsonl", litemall.products(dump)), litemall.LOCALE)
    assert (first.counts.new, first.counts.refused, second.counts.unchanged) == (239, 0, 239)
    assert await Variant.all().count() == 244
    assert {problem.column for problem in first.problems} == {"variants[1].image", "variants[4].image"}
