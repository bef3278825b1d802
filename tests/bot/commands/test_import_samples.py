"""The whole command on public exports and on hostile files: what must be told is told, by line and column."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from bot.commands.imports import arguments, import_file
from bot.config import Settings
from domain.catalog.models import Product, Variant
from tests.kit.samples import sample, samples

HOSTILE = "hostile-made-here"
FILES = samples(f"{HOSTILE}/[0-9]*")
CURRENCIES = {"02": "RUB", "03": "CNY", "04": "CNY"}
UNREADABLE = {"15", "16", "19", "20", "23", "24"}
MARKUP = {"18"}  # its problems have no lines of their own: all of it stands on one
SOLIDUS = "shopify-csv-solidus_importer"
REAL = [
    "shopify-csv-packt/Product-data.csv",
    *(
        f"{SOLIDUS}/spec/fixtures/solidus_importer/{name}.csv"
        for name in ("apparel", "home-and-garden", "jewelery", "products")
    ),
    f"{SOLIDUS}/examples/csvs/products.csv",
    "woocommerce/sample-data/sample_products.csv",
    "woocommerce/tests/unit-tests/importer/sample.csv",
]
NO_PRODUCTS = [
    f"{SOLIDUS}/examples/csvs/customer.csv",
    f"{SOLIDUS}/examples/csvs/orders.csv",
    f"{SOLIDUS}/spec/fixtures/solidus_importer/customers.csv",
    f"{SOLIDUS}/spec/fixtures/solidus_importer/orders.csv",
    "woocommerce/sample-data/sample_tax_rates.csv",
    "woocommerce/sample-data/sample_products.xml",
]
DAMAGED = [
    f"{SOLIDUS}/spec/fixtures/solidus_importer/invalid_product.csv",
    "woocommerce/tests/unit-tests/importer/sample_update_product.csv",
]
Report = list[dict[str, Any]]


def lines(report: Path) -> Report:
    return [json.loads(line) for line in report.read_text().splitlines()]


async def bring(path: Path, report: Path, *words: str) -> tuple[int, Report]:
    parser = argparse.ArgumentParser()
    arguments("import", parser)
    status = await import_file(parser.parse_args([str(path), "--report", str(report), *words]))
    return status, lines(report)


async def first(path: Path, report: Path) -> tuple[int, Report]:
    return await bring(path, report, "--new-shop", "Mine", "--currency", CURRENCIES.get(path.name[:2], "USD"))


def facts(name: str) -> dict[str, Any]:
    manifest = json.loads(sample(f"{HOSTILE}/MANIFEST.json").read_text())
    return next(file for file in manifest["files"] if file["file"] == Path(name).name)


@pytest.mark.parametrize("name", [name for name in FILES if Path(name).name[:2] not in UNREADABLE | MARKUP])
async def test_all_that_must_be_told_is_told_and_a_second_run_changes_nothing(
    sqlite: Settings, tmp_path: Path, name: str
) -> None:
    known = facts(name)
    status, told = await first(sample(name), tmp_path / "report")
    assert [problem for problem in known["problems"] if not is_told(problem, told)] == []
    assert status == (2 if any(p["action"] == "refused" for p in told) else 0)
    before = await Product.all().order_by("id").values()
    assert len(before) == known.get("products", len(before))
    assert await bring(sample(name), tmp_path / "report") == (status, told)
    assert await Product.all().order_by("id").values() == before


def is_told(problem: dict[str, Any], told: Report) -> bool:
    return any(p["line"] == problem["line"] and p["column"] == problem.get("column", p["column"]) for p in told)


@pytest.mark.parametrize("name", [name for name in FILES if Path(name).name[:2] in UNREADABLE])
async def test_what_is_no_product_file_is_one_sentence_and_status_1(
    sqlite: Settings, tmp_path: Path, name: str
) -> None:
    status, told = await first(sample(name), tmp_path / "report")
    assert (status, [(p["line"], p["action"]) for p in told]) == (1, [(None, "refused")])
    assert told[0]["problem"].endswith(".")
    assert await Product.all().count() == 0


@pytest.mark.parametrize("name", REAL)
async def test_a_real_export_goes_in_whole(db: Settings, tmp_path: Path, name: str) -> None:
    status, told = await first(sample(name), tmp_path / "report")
    assert (status, [p for p in told if p["action"] == "refused"]) == (0, [])
    assert await Variant.filter(price=0).count() == 0
    before = await Product.all().order_by("id").values()
    assert await bring(sample(name), tmp_path / "report") == (status, told)
    assert await Product.all().order_by("id").values() == before != []


@pytest.mark.parametrize("name", NO_PRODUCTS)
async def test_other_tables_are_refused_with_a_sentence(sqlite: Settings, tmp_path: Path, name: str) -> None:
    status, told = await first(sample(name), tmp_path / "report")
    assert (status, [p["line"] for p in told], await Product.all().count()) == (1, [None], 0)
    assert any(word in told[0]["problem"] for word in ("orders", "customers", "tax rates", "WordPress"))


@pytest.mark.parametrize("name", DAMAGED)
async def test_what_cannot_be_read_in_a_real_file_is_told_by_its_line(
    sqlite: Settings, tmp_path: Path, name: str
) -> None:
    status, told = await first(sample(name), tmp_path / "report")
    assert status == 2
    assert all(p["line"] and p["problem"] for p in told if p["action"] == "refused")
    assert await Variant.filter(price=0).count() == 0


async def test_the_only_free_product_is_the_one_whose_price_says_so(sqlite: Settings, tmp_path: Path) -> None:
    await first(sample(f"{HOSTILE}/07-prices.csv"), tmp_path / "report")
    assert await Variant.filter(price=0).values_list("sku", flat=True) == ["P07"]
