"""Links into the shop, as words and as pictures, for who may make them."""

from __future__ import annotations

import io

import pytest
import segno
from PIL import Image

from admin_web.qr import drawn
from domain.shop.bots import add_bot
from domain.shop.queries import shop_of


@pytest.fixture
async def mug(tea) -> int:
    await add_bot(tea.owner, "telegram", "4242", "tea_bot", "")
    return await tea.product("Enamel mug")


async def test_a_products_page_has_its_links(owner, tea, mug):
    page = await owner.get(f"/admin/products/{mug}")
    assert "https://t.me/tea_bot?start=p1" in page.plain
    assert "/chat/tea?start=p1" in page.plain
    assert f"/admin/links?product={mug}" in page.text


async def test_the_settings_have_the_links_of_the_shop(owner, tea, mug):
    assert "https://t.me/tea_bot?start=h" in (await owner.get("/admin/settings/shop")).plain


async def test_a_word_says_where_a_link_hangs(owner, tea, mug):
    page = await owner.get(f"/admin/links?product={mug}&source=Door")
    assert "https://t.me/tea_bot?start=p1-udoor" in page.plain
    assert "save=1" in page.text
    wrong = await owner.get("/admin/links?source=front-door")
    assert (wrong.status, "At most 6" in wrong.plain) == (422, True)
    assert "https://t.me/tea_bot?start=h " in f"{wrong.plain} "


async def test_without_a_bot_there_is_the_browser_alone(owner, tea):
    page = await owner.get("/admin/links")
    assert "t.me" not in page.text
    assert (await owner.get("/admin/links/telegram/svg")).status == 404


async def test_the_code_is_drawn_and_kept_under_a_name(owner, tea, mug):
    shown = await owner.get(f"/admin/links/telegram/svg?product={mug}&source=door")
    assert shown.headers["Content-Type"].startswith("image/svg+xml")
    assert "Content-Disposition" not in shown.headers
    kept = await owner.client.get(f"/admin/links/web/png?product={mug}&source=door&save=1")
    assert kept.headers["Content-Disposition"] == 'attachment; filename="tea-web-p1-door.png"'
    assert Image.open(io.BytesIO(await kept.read())).size[0] > 400


@pytest.mark.parametrize(
    "path", ["web/svg?source=a-b", "web/svg?product=999", "web/svg?product=x", "fax/svg", "web/gif"]
)
async def test_what_no_link_can_say_is_not_drawn(owner, tea, mug, path):
    assert (await owner.get(f"/admin/links/{path}")).status == 404


async def test_packers_make_no_links(enter, tea, mug):
    packer = await enter(tea, "packer")
    assert (await packer.get("/admin/links")).status == 403
    assert (await packer.get("/admin/links/web/svg")).status == 403


def test_the_picture_holds_the_link():
    """Drawn again from the same words it has the same modules; its edge is white."""
    link = "https://t.me/tea_bot?start=p1a2-udoor"
    image = Image.open(io.BytesIO(drawn(link, "png"))).convert("1")
    scale, matrix = 16, [list(row) for row in segno.make(link, error="m", micro=False).matrix]
    seen = [
        [int(image.getpixel(((x + 4) * scale + 8, (y + 4) * scale + 8)) == 0) for x in range(len(matrix))]
        for y in range(len(matrix))
    ]
    assert seen == matrix
    assert image.getpixel((0, 0)) == 255


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("@teahouse", "@teahouse"), ("https://t.me/teahouse", "@teahouse"), ("-1001234567890", "-1001234567890")],
)
async def test_the_channel_is_entered_in_the_settings(owner, tea, mug, typed, kept):
    await owner.get("/admin/settings/shop")
    await owner.post("/admin/settings/shop/channel", telegram_channel=typed)
    assert (await shop_of(tea.by)).settings.telegram_channel == kept


async def test_what_is_no_channel_is_said_so(owner, tea, mug):
    await owner.get("/admin/settings/shop")
    page = await owner.post("/admin/settings/shop/channel", telegram_channel="our channel")
    assert (page.status, "Write the channel's name" in page.plain) == (422, True)
