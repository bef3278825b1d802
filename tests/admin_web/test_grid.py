"""The grid of a product as a block of a spreadsheet, and its pictures in order."""

import html
import re

import pytest

from domain.catalog.queries_edit import product_to_edit
from domain.stock.actions import adjust
from domain.stock.shelf import shelf
from tests.admin_web.conftest import Answer, Browser
from tests.admin_web.test_products import picture, upload
from tests.kit.shop import ShopKit


@pytest.fixture
async def shirt(tea: ShopKit) -> int:
    return await tea.product("Shirt", price="20.00", stock=5, sizes=("S", "M"))


def block_of(page: Answer) -> tuple[str, str]:
    """The grid as the page hands it out, and what it was drawn from."""
    block = re.search(r'name="block".*?>\n?(.*?)</textarea>', page.text, re.S)
    seen = re.search(r'name="seen" value="(\w+)"', page.text)
    return html.unescape(block[1]), seen[1]


async def test_a_grid_goes_out_and_comes_back_changed(owner: Browser, tea: ShopKit, shirt: int) -> None:
    block, seen = block_of(await owner.get(f"/admin/products/{shirt}"))
    assert block.split("\n")[1] == "S\t20.00\t\t5\t\t\t300"
    changed = block.replace("M\t20.00\t\t5\t\t", "m\t1 018,50\t1,200.00\t9\tSH-M\t")
    done = await owner.follow(await owner.post(f"/admin/products/{shirt}/paste", block=changed, seen=seen))
    assert "1 row changed." in done.plain
    small, large = (await shelf(tea.owner, [shirt]))[shirt]
    assert (large.price.minor, large.compare_at.minor, large.on_hand, large.sku) == (101850, 120000, 9, "SH-M")
    assert (small.price.minor, small.revision) == (2000, 1)


async def test_a_block_with_a_mistake_saves_nothing_and_says_its_line(owner: Browser, tea: ShopKit, shirt: int) -> None:
    await owner.get(f"/admin/products/{shirt}")
    for block, said in (
        ("variant\tprice\nS\t18\nXL\t19", "Line 3: there is no variant “XL” here."),
        ("variant\tprice\nS\t18\nM\tcheap", "Line 3: Write an amount like 12.50."),
        ("S\t18\nM\t19", "Begin with a line of column names"),
        ("variant\tprice\tbarcode\nS\t18\t\nM\t19\t12", "A barcode has 8, 12, 13 or 14 digits."),
    ):
        answer = await owner.post(f"/admin/products/{shirt}/paste", block=block)
        assert (answer.status, said in html.unescape(answer.plain)) == (422, True), said
    assert {row.price.minor for row in (await shelf(tea.owner, [shirt]))[shirt]} == {2000}


async def test_a_block_drawn_before_a_sale_is_not_written_over_it(owner: Browser, tea: ShopKit, shirt: int) -> None:
    block, seen = block_of(await owner.get(f"/admin/products/{shirt}"))
    row = (await shelf(tea.owner, [shirt]))[shirt][0]
    await adjust(tea.owner, row.id, -1, "sold at the counter")
    wanted = block.replace("\t5\t", "\t8\t")
    answer = await owner.post(f"/admin/products/{shirt}/paste", block=wanted, seen=seen)
    assert "sold or changed some of it meanwhile" in answer.plain
    assert block_of(answer)[0] == wanted
    assert [r.on_hand for r in (await shelf(tea.owner, [shirt]))[shirt]] == [4, 5]


async def test_a_picture_moves_up_without_a_script(owner: Browser, tea: ShopKit, shirt: int) -> None:
    path = f"/admin/products/{shirt}"
    await owner.get(path)
    revision = str((await product_to_edit(tea.owner, shirt)).revision)
    files = [picture("red"), picture("blue")]
    await owner.post(f"{path}/pictures", data=upload(owner, *files, revision=revision))
    edit = await product_to_edit(tea.owner, shirt)
    red, blue = [one.media_id for one in edit.pictures]
    places = {f"place_{red}": "1", f"place_{blue}": "2", f"alt_{red}": "Red", f"alt_{blue}": "Blue"}
    fields = places | {"move": f"{blue}:up", "revision": str(edit.revision)}
    await owner.post(f"{path}/pictures", data=upload(owner, **fields))
    assert [one.alt for one in (await product_to_edit(tea.owner, shirt)).pictures] == ["Blue", "Red"]
