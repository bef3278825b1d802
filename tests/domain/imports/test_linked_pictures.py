"""Links to pictures are fetched once and stored, or stay links."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from domain.catalog.queries import ListQuery, listing, product
from domain.imports.actions import run_import
from domain.imports.pictures import Fetch, NotFetched
from domain.imports.port import ImageRow
from domain.imports.runner import ImportResult, Job
from domain.media.store import MediaStore
from tests.kit.goods import Shelf, goods
from tests.kit.shop import ShopKit

LINK = "https://img.example.com/mug.png"


def png() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(made, "PNG")
    return made.getvalue()


async def bring(shop: ShopKit, web: Fetch, folder: Path, price: str = "8.00") -> ImportResult:
    mug = goods("Mug", price=price, images=(ImageRow(LINK, "A mug"),), line=2)
    return await run_import(shop.by, Shelf(mug), Path("shelf"), Job(files=MediaStore(folder), web=web))


async def path_of(shop: ShopKit) -> str:
    tile = (await listing(shop.by, ListQuery(), locale="en")).items[0]
    return (await product(shop.by, tile.id, locale="en")).images[0].path


async def test_a_linked_picture_is_fetched_once_and_stored(shop: ShopKit, tmp_path: Path) -> None:
    asked: list[str] = []

    def web(url: str) -> bytes:
        asked.append(url)
        return png()

    for price in ("8.00", "8.00", "9.00"):
        assert (await bring(shop, web, tmp_path, price)).problems == ()
    assert asked == [LINK]
    assert (await path_of(shop)).startswith(f"/media/{shop.id}/")


async def test_without_a_network_it_stays_a_link(shop: ShopKit, tmp_path: Path) -> None:
    assert (await bring(shop, lambda _: None, tmp_path)).problems == ()
    assert await path_of(shop) == LINK


@pytest.mark.parametrize("data", [None, b"<html>", b"<svg/>"])
async def test_what_cannot_be_had_stays_a_link_and_is_told(shop: ShopKit, tmp_path: Path, data: bytes | None) -> None:
    def web(_: str) -> bytes:
        if data is None:
            raise NotFetched("its server answers 404")
        return data

    (problem,) = (await bring(shop, web, tmp_path)).problems
    assert (problem.line, problem.action, "stays a link" in problem.problem) == (2, "warned", True)
    assert await path_of(shop) == LINK
