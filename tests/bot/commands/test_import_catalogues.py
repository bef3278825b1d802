"""Public catalogues of other shops through the whole command: what goes in is counted, a second run changes nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.config import Settings
from domain.catalog.models import Product, ProductText, Variant
from tests.bot.commands.test_import_samples import bring
from tests.kit.feeds import zipped
from tests.kit.samples import sample

PRESTA = "prestashop-thirtybees/docs/csv_import"
OLD_PRESTA = "prestashop-thirtybees/prestashop-1.4/docs/csv_import"
MAGENTO = "magento2-sample-data"


@dataclass(frozen=True)
class Expected:
    """Files (several make a zip), the shop's currency, and what the import counts."""

    files: tuple[str, ...]
    currency: str
    products: int
    variants: int
    refused: int = 0
    skipped: int = 0
    free: int = 0


CATALOGUES = [
    Expected(("yandex-yml/stefanitsky/valid_feed.xml",), "RUB", 8, 8),
    Expected(("yandex-yml/zverushko/yandex_market.xml",), "RUB", 3, 3),
    Expected(("yandex-yml/zverushko/yandex_market_template.xlsx",), "RUB", 3, 3),
    Expected((f"{PRESTA}/products_import.csv",), "USD", 7, 7),
    Expected((f"{PRESTA}/products_import.csv", f"{PRESTA}/combinations_import.csv"), "USD", 7, 29, refused=1),
    Expected((f"{OLD_PRESTA}/products_import.csv",), "EUR", 2, 2),
    Expected((f"{OLD_PRESTA}/products_import.csv", f"{OLD_PRESTA}/combinations_import.csv"), "EUR", 2, 3),
    Expected((f"{MAGENTO}/ConfigurableSampleData/fixtures/products.csv",), "USD", 147, 1847),
    Expected((f"{MAGENTO}/CatalogSampleData/fixtures/SimpleProduct/products_gear_bags.csv",), "USD", 14, 14),
    Expected((f"{MAGENTO}/CatalogSampleData/fixtures/SimpleProduct/products_gear_watches.csv",), "USD", 9, 9),
    Expected((f"{MAGENTO}/DownloadableSampleData/fixtures/products_training_video_download.csv",), "USD", 6, 6, free=1),
    Expected(("commerceml/carono/import.xml", "commerceml/carono/offers.xml"), "RUB", 2, 5),
    Expected(("commerceml/carono/offers.xml",), "RUB", 2, 5),
    Expected(("commerceml/bigperson/import.xml", "commerceml/bigperson/offers.xml"), "RUB", 1, 2, refused=1),
    Expected(("medusa-csv/exported-products-comma.csv",), "USD", 2, 3),
    Expected(("medusa-csv/exported-products-semicolon.csv",), "EUR", 2, 3),
    Expected(("medusa-csv/filtered-products.csv",), "DKK", 1, 1),
    Expected(("medusa-csv/product-with-categories.csv",), "USD", 1, 2),
    Expected(("medusa-csv/prices-with-region.csv",), "USD", 1, 1),
    Expected(("medusa-csv/v1-template.csv",), "USD", 3, 4, refused=1),
    Expected(("spree-csv/products.csv",), "USD", 37, 87, skipped=1),
    Expected(("spree-csv/products.csv", "spree-csv/product_translations.csv"), "EUR", 37, 87),
    Expected(("spree-csv/products_import.csv", "spree-csv/product_translations_import.csv"), "USD", 2, 15),
]
NO_CATALOGUES = [
    ("medusa-csv/exported-products-comma.csv", "JPY", "no prices in JPY"),
    (f"{PRESTA}/combinations_import.csv", "EUR", "one zip"),
    (f"{PRESTA}/categories_import.csv", "EUR", "no table of products"),
    ("spree-csv/product_translations.csv", "EUR", "one zip"),
    ("spree-csv/customers.csv", "EUR", "customers"),
    ("commerceml/carono/import.xml", "RUB", "one zip"),
    ("commerceml/carono/import_wo_classifier.xml", "RUB", "one zip"),
    ("commerceml/carono/orders.xml", "RUB", "orders"),
    ("commerceml/carono/classifier.xml", "RUB", "XML file of a kind"),
]


def made(expected: Expected, folder: Path) -> Path:
    found = [sample(name) for name in expected.files]
    if len(found) == 1:
        return found[0]
    return zipped(folder / "catalogue.zip", **{f"{n}_{path.suffix[1:]}": path for n, path in enumerate(found)})


@pytest.mark.parametrize("expected", CATALOGUES, ids=lambda expected: " + ".join(expected.files))
async def test_a_catalogue_goes_in_and_a_second_run_changes_nothing(
    sqlite: Settings, tmp_path: Path, expected: Expected
) -> None:
    path, report = made(expected, tmp_path), tmp_path / "report"
    status, told = await bring(path, report, "--new-shop", "Mine", "--currency", expected.currency)
    actions = Counter(problem["action"] for problem in told)
    assert (await Product.all().count(), await Variant.all().count()) == (expected.products, expected.variants)
    assert (actions["refused"], actions["skipped"]) == (expected.refused, expected.skipped)
    assert all(problem["line"] and problem["problem"].endswith((".", "?")) for problem in told)
    assert (status, await Variant.filter(price=0).count()) == (2 if expected.refused else 0, expected.free)
    before = await Product.all().order_by("id").values()
    assert await bring(path, report) == (status, told)
    assert await Product.all().order_by("id").values() == before


@pytest.mark.parametrize(("name", "currency", "word"), NO_CATALOGUES)
async def test_what_is_no_catalogue_is_one_sentence(
    sqlite: Settings, tmp_path: Path, name: str, currency: str, word: str
) -> None:
    status, told = await bring(sample(name), tmp_path / "report", "--new-shop", "Mine", "--currency", currency)
    assert (status, len(told), await Product.all().count()) == (1, 1, 0)
    assert word in told[0]["problem"]


async def test_products_come_in_every_language_of_the_file(sqlite: Settings, tmp_path: Path) -> None:
    files = ("spree-csv/products.csv", "spree-csv/product_translations.csv")
    await bring(made(Expected(files, "EUR", 0, 0), tmp_path), tmp_path / "r", "--new-shop", "Mine", "--currency", "EUR")
    names = await ProductText.filter(product_id=1).order_by("locale").values_list("locale", "name")
    assert names == [
        ("de", "Kaffeevollautomat"), ("en", "Automatic Espresso Machine"), ("fr", "Machine Espresso Automatique"),
    ]  # fmt: skip


async def test_a_hostile_price_list_tells_all_that_is_wrong_with_it(sqlite: Settings, tmp_path: Path) -> None:
    path = sample("hostile-made-here/18-yml-cp1251.xml")
    status, told = await bring(path, tmp_path / "report", "--new-shop", "Mine", "--currency", "RUB")
    said = " ".join(problem["problem"] for problem in told)
    for words in (
        "number “2” is there twice", "“Петля А” stands below itself", "“Петля Б” stands below itself",
        "number “99”, which is not in the file", "The price is empty", "The id “2” is already", "“USD”",
    ):  # fmt: skip
        assert words in said
    assert (status, [p.key for p in await Product.all()]) == (2, ["1"])
