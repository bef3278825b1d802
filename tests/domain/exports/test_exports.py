"""A catalogue goes out in both forms, and the same catalogue comes back: nothing is new, nothing changes."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.config import Settings
from domain.catalog.models import Product, Variant
from domain.exports.queries import FORMS, Form, catalogue
from domain.imports.actions import ImportResult, run_import, upsert_product
from domain.imports.port import ImageRow, ProductRow, VariantRow
from domain.imports.runner import Job
from domain.kit.actor import Actor
from domain.kit.errors import NotAllowed
from domain.kit.money import Money
from domain.stock.actions import adjust
from integrations.feeds.detect import feed_of
from tests.kit.feeds import zipped
from tests.kit.samples import sample
from tests.kit.shop import ShopKit

TALE = [
    {"category": ["Clothing", "Shirts"], "names": {"en": "Shirts", "ru": "Рубашки"}, "descriptions": {"en": "Linen."}},
    {"word": "Size", "texts": {"ru": "Размер"}},
    {
        "key": "shirt", "names": {"en": "=Shirt", "ru": "Рубашка", "zh_Hans": "衬衫"}, "brand": "'Loom",
        "descriptions": {"en": "<p>Wide &amp; <a href=\"https://a.example/\">soft</a></p><ul><li>one</li></ul>"},
        "options": ["Size", "Colour"], "tags": ["new", "a,b", "[odd"], "tax_class": "reduced",
        "attributes": {"Fabric": "Linen", "A: b": "1:2"}, "status": "draft", "requires_shipping": False,
        "categories": [["Clothing", "Shirts"], ["A > B"]],
        "images": [{"url": "https://i.test.example/1.jpg", "alt": "Seen from behind"}, "https://i.test.example/2.jpg"],
        "variants": [
            {"key": "s", "values": ["S", "-1"], "price": "49.00", "compare_at": "65", "sku": "@S", "stock": 3,
             "gtin": "4006381333931", "weight_g": 240, "image": "https://i.test.example/3.jpg"},
            {"values": ["M", "+White"], "price": "0.5", "stock": 0, "policy": "backorder"},
        ],
    },
    {"key": "+mug", "name": "Mug\u00a0“one”", "price": "19.90", "categories": [["Home", "Cups; bowls"]]},
]  # fmt: skip
MAGENTO = "magento2-sample-data/ConfigurableSampleData/fixtures/products.csv"
REAL = [
    (("magento2-sample-data/CatalogSampleData/fixtures/SimpleProduct/products_gear_bags.csv",), "USD"),
    (("spree-csv/products.csv", "spree-csv/product_translations.csv"), "EUR"),
    (("commerceml/carono/import.xml", "commerceml/carono/offers.xml"), "RUB"),
    (("yandex-yml/stefanitsky/valid_feed.xml",), "RUB"),
    (("shopify-csv-packt/Product-data.csv",), "USD"),
    (("woocommerce/sample-data/sample_products.csv",), "GBP"),
    ((MAGENTO,), "USD"),
]


async def written(by: Actor, form: Form, path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        async for part in catalogue(by, form):
            out.write(part)
    return path


async def brought(shop: ShopKit, path: Path) -> ImportResult:
    locale = (await shop.view()).locale
    return await run_import(shop.by, feed_of(path, locale), path, Job())


def tale(folder: Path, rows: Sequence[Any] = TALE) -> Path:
    path = folder / "tale.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", FORMS)
async def test_what_goes_out_comes_back_without_a_change(shop: ShopKit, tmp_path: Path, form: Form) -> None:
    first = await brought(shop, tale(tmp_path))
    assert (first.counts.new, first.counts.refused) == (2, 0)
    before = await Product.all().order_by("id").values()
    again = await brought(shop, await written(shop.by, form, tmp_path / "out"))
    assert (again.counts.unchanged, again.counts.changed, again.problems) == (2, 0, ())
    digests = {"content_hash": ""}  # the one thing an import remembers of a file that changes nothing
    assert [row | digests for row in await Product.all().order_by("id").values()] == [row | digests for row in before]


@pytest.mark.parametrize("form", FORMS)
async def test_another_shop_becomes_the_same_shop(shop: ShopKit, tmp_path: Path, form: Form) -> None:
    await brought(shop, tale(tmp_path))
    other = await ShopKit.open("other", "Other")
    out = await written(shop.by, form, tmp_path / "out")
    result = await brought(other, out)
    assert (result.counts.new, result.counts.refused, result.counts.warned) == (2, 0, 0)
    assert (await written(other.by, form, tmp_path / "back")).read_text() == out.read_text()


async def test_names_of_categories_and_words_go_along_in_json_lines(shop: ShopKit, tmp_path: Path) -> None:
    await brought(shop, tale(tmp_path))
    other = await ShopKit.open("other", "Other")
    again = await brought(other, await written(shop.by, "jsonl", tmp_path / "out"))
    lines = [json.loads(line) for line in (tmp_path / "out").read_text().splitlines()]
    assert {"category": ["Clothing", "Shirts"], **{k: TALE[0][k] for k in ("names", "descriptions")}} in lines
    assert (again.counts.names_new, TALE[1] in lines) == (6, True)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("files", "currency"), REAL, ids=lambda value: "+".join(value) if isinstance(value, tuple) else value
)
async def test_a_real_catalogue_comes_back_without_a_change(
    sqlite: Settings, tmp_path: Path, files: tuple[str, ...], currency: str, form: Form
) -> None:
    found = [sample(name) for name in files]
    path = (
        found[0]
        if len(found) == 1
        else zipped(tmp_path / "z.zip", **{f"{n}_{p.suffix[1:]}": p for n, p in enumerate(found)})
    )
    shop = await ShopKit.open(currency=currency)
    first = await brought(shop, path)
    again = await brought(shop, await written(shop.by, form, tmp_path / "out"))
    assert (again.counts.unchanged, again.counts.changed, again.counts.new) == (first.counts.new, 0, 0)
    assert {problem.action for problem in again.problems} <= {"warned"}
    assert again.counts.unchanged == await Product.all().count() > 0


async def test_a_file_the_shop_has_caught_up_with_is_remembered(shop: ShopKit, tmp_path: Path) -> None:
    """So that it does not undo what was sold between two imports of it."""
    await brought(shop, tale(tmp_path))
    out = await written(shop.by, "jsonl", tmp_path / "out")
    await brought(shop, out)
    variant = await Variant.get(key="s")
    await adjust(shop.by, variant.id, -2, "sold")
    again = await brought(shop, out)
    assert (again.counts.unchanged, (await stock_of(shop, tmp_path))["s"]) == (2, 1)


async def stock_of(shop: ShopKit, folder: Path) -> dict[str, int]:
    text = (await written(shop.by, "jsonl", folder / "now")).read_text().splitlines()
    variants = [variant for line in map(json.loads, text) for variant in line.get("variants", ())]
    return {variant["key"]: variant.get("stock") for variant in variants}


async def test_a_change_in_the_file_is_a_change(shop: ShopKit, tmp_path: Path) -> None:
    await brought(shop, tale(tmp_path))
    out = await written(shop.by, "csv", tmp_path / "out")
    out.write_text(out.read_text().replace("19.90", "21.90"))
    assert (await brought(shop, out)).counts.changed == 1
    assert (await Product.get(key="+mug")).price_from == 2190


async def test_our_own_pictures_are_known_again_and_those_of_others_are_not(shop: ShopKit) -> None:
    from domain.imports.pictures import gather
    from domain.imports.plan import Planned
    from domain.media.models import MediaFile

    digest = "ab" * 32
    path = f"/media/{shop.id}/ab/{digest}.webp"
    await MediaFile.add(shop.by, path=path, digest=digest, width=10, height=10)
    row = ProductRow("a", {"en": "A"}, (VariantRow("d", (), Money(1, "USD")),), images=(ImageRow(path),))
    other = replace(row, images=(ImageRow(path.replace("ab", "cd")),))
    held, notes = await gather(shop.by, [Planned(row, "", "new"), Planned(other, "", "new")], None, None)
    assert (list(held), [note.action for note in notes]) == ([path], ["warned"])


async def test_only_who_may_import_may_take_the_catalogue_away(shop: ShopKit) -> None:
    with pytest.raises(NotAllowed):
        await anext(_all(Actor(shop.id, "staff", 5)))


async def _all(by: Actor) -> AsyncIterator[str]:
    async for part in catalogue(by, "csv"):
        yield part


async def test_products_with_nothing_to_sell_are_left_out(shop: ShopKit, tmp_path: Path) -> None:
    await upsert_product(shop.by, ProductRow("a", {"en": "A"}, (VariantRow("d", (), Money(100, "USD")),)))
    await Variant.all().update(active=False)
    assert (await written(shop.by, "jsonl", tmp_path / "out")).read_text() == ""
