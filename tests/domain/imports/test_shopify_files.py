"""Real product exports and hostile ones, end to end: nothing is lost in silence and nothing becomes free."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from domain.catalog.models import Product, Variant
from domain.imports.actions import run_import
from domain.imports.port import Problem, UnreadableFile
from domain.imports.runner import Job, Watchers
from integrations.feeds.shopify import ShopifyFeed
from tests.kit.shop import ShopKit

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
SOLIDUS = "shopify-csv-solidus_importer/spec/fixtures/solidus_importer"
REAL = [
    "shopify-csv-packt/Product-data.csv",
    *(f"{SOLIDUS}/{name}.csv" for name in ("apparel", "home-and-garden", "jewelery")),
]
HOSTILE = sorted(path.name for path in (DATA / "hostile-made-here").glob("*shopify*.csv"))


def sample(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"the sample file {name} is not on this machine")
    return path


async def bring(shop: ShopKit, path: Path) -> tuple[dict[str, int], list[Problem]]:
    told: list[Problem] = []
    result = await run_import(shop.by, ShopifyFeed(), path, Job(watchers=Watchers(problem=told.append)))
    counts = result.counts
    return {"new": counts.new, "changed": counts.changed, "unchanged": counts.unchanged}, told


@pytest.mark.parametrize("name", REAL)
async def test_a_real_export_goes_in_and_stays_the_same(shop: ShopKit, name: str) -> None:
    path = sample(name)
    first, told = await bring(shop, path)
    assert first["new"] > 0
    assert [problem for problem in told if problem.action == "refused"] == []
    before = await Product.all().order_by("id").values()
    again, _ = await bring(shop, path)
    assert again == {"new": 0, "changed": 0, "unchanged": first["new"]}
    assert await Product.all().order_by("id").values() == before


@pytest.mark.parametrize("name", HOSTILE or ["01-shopify-utf8-bom-crlf.csv"])
async def test_a_hostile_file_loses_no_product_in_silence(shop: ShopKit, name: str) -> None:
    path = sample(f"hostile-made-here/{name}")
    manifest = json.loads((path.parent / "MANIFEST.json").read_text())
    facts = next(file for file in manifest["files"] if file["file"] == name)
    counts, told = await bring(shop, path)
    assert counts["new"] == facts.get("products", counts["new"])
    assert len(told) >= len(facts["problems"])
    assert await Variant.filter(price=0).count() == 0


async def test_a_picture_under_a_false_name_is_unreadable(shop: ShopKit) -> None:
    with pytest.raises(UnreadableFile, match="picture"):
        await bring(shop, sample("hostile-made-here/16-png-named.csv"))
    assert await Product.all().count() == 0
