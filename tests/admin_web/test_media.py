"""The shop's pictures: what nothing shows can go, what something shows stays."""

from typing import Any

from aiohttp import FormData

from domain.catalog.actions import set_pictures
from domain.catalog.queries_edit import product_to_edit
from domain.kit.db import sql
from domain.media.actions import store
from domain.media.store import MediaStore
from tests.admin_web.conftest import Browser
from tests.admin_web.test_products import picture
from tests.kit.clock import Clock
from tests.kit.market import Market
from tests.kit.shop import ShopKit


async def ticked(browser: Browser, *ids: int) -> str:
    form = FormData([("csrf", browser.csrf), *(("id", str(one)) for one in ids)])
    return (await browser.follow(await browser.post("/admin/media", data=form))).plain


async def test_only_what_nothing_shows_is_deleted(boss: Browser, market: Market, db: Any, clock: Clock) -> None:
    files = MediaStore(db.media_dir)
    shown, sold, free = [await store(market.owner, picture(c), files) for c in ("red", "blue", "green")]
    tea = await market.item("Green tea")
    product_id = (await sql("SELECT product_id FROM variant WHERE id = $1", tea))[0]["product_id"]
    revision = (await product_to_edit(market.owner, product_id)).revision
    await set_pictures(market.owner, product_id, revision, [(shown.id, "Tea")])
    await market.order(await market.buyer(), (tea, 1))
    await sql("UPDATE order_line SET image = $1 RETURNING id", sold.path)
    assert free.path not in (await boss.get("/admin/media?unused=1")).text
    clock.passes(minutes=90)
    page = await boss.get("/admin/media?unused=1")
    assert (shown.path in page.text, free.path in page.text) == (False, True)
    said = await ticked(boss, shown.id, sold.id, free.id)
    assert "1 picture deleted. 2 are still shown somewhere." in said
    there = [(db.media_dir / one.path.removeprefix("/media/")).exists() for one in (shown, sold, free)]
    assert (there, await market.count("media_file")) == ([True, True, False], 2)


async def test_another_shops_pictures_are_not_deleted(enter: Any, tea: ShopKit, db: Any, clock: Clock) -> None:
    mine = await store(tea.owner, picture(), MediaStore(db.media_dir))
    clock.passes(minutes=90)
    stranger = await enter(await ShopKit.open("cups", "Cups"))
    await stranger.get("/admin/media")
    assert "0 pictures deleted." in await ticked(stranger, mine.id)
    assert await tea.count("media_file") == 1
