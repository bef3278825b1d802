"""Products in the panel."""

from io import BytesIO
from typing import Any

import pytest
from aiohttp import FormData
from PIL import Image

from domain.catalog.actions import set_price
from domain.catalog.queries_edit import EditView, product_to_edit
from domain.imports.duplicate import duplicate
from domain.kit.db import sql
from domain.kit.money import Money
from domain.stock.actions import adjust
from domain.stock.shelf import ShelfRow, shelf
from tests.admin_web.conftest import Browser
from tests.kit.shop import ShopKit


@pytest.fixture
async def pot(tea: ShopKit) -> int:
    return await tea.product("Teapot", price="38.00", stock=7)


@pytest.fixture
async def shirt(tea: ShopKit) -> int:
    return await tea.product("Shirt", price="20.00", stock=5, sizes=("S", "M"))


async def row(shop: ShopKit, product_id: int, place: int = 0) -> ShelfRow:
    return (await shelf(shop.owner, [product_id]))[product_id][place]


async def as_it_is(shop: ShopKit, product_id: int) -> EditView:
    return await product_to_edit(shop.owner, product_id)


def picture(colour: str = "red") -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 40), colour).save(out, "PNG")
    return out.getvalue()


def upload(browser: Browser, *files: bytes, **fields: str) -> FormData:
    form = FormData()
    for name, value in {"csrf": browser.csrf, **fields}.items():
        form.add_field(name, value)
    for n, data in enumerate(files):
        form.add_field("files", BytesIO(data), filename=f"p{n}.png", content_type="image/png")
    return form


async def test_an_empty_catalogue_says_how_to_begin(owner: Browser) -> None:
    assert "No products yet" in (await owner.get("/admin/products")).plain


async def test_products_are_found_and_say_what_they_lack(owner: Browser, pot: int, shirt: int) -> None:
    page = await owner.get("/admin/products?q=teap")
    assert ("Teapot" in page.plain, "Shirt" in page.plain) == (True, False)
    assert "no photo" in page.plain
    assert "no description" in page.plain


async def test_a_price_is_changed_where_it_stands(owner: Browser, tea: ShopKit, pot: int) -> None:
    await owner.get("/admin/products")
    variant = await row(tea, pot)
    await owner.post(f"/admin/products/variants/{variant.id}", was_price="3800", price="36.50", grid="price")
    assert (await row(tea, pot)).price == Money(3650, "USD")
    assert (await row(tea, pot)).on_hand == 7


async def test_two_who_change_one_price_are_told_and_nothing_typed_is_lost(
    owner: Browser, tea: ShopKit, pot: int
) -> None:
    await owner.get("/admin/products")
    variant = await row(tea, pot)
    await set_price(tea.owner, variant.id, Money(3800, "USD"), Money(4000, "USD"))
    answer = await owner.post(
        f"/admin/products/variants/{variant.id}", was_price="3800", price="36.50", grid="price",
        headers={"HX-Request": "true"},
    )  # fmt: skip
    assert answer.status == 422
    assert "changed to $40.00" in answer.plain
    assert 'value="36.50"' in answer.text
    assert 'name="was_price" value="4000"' in answer.text


async def test_a_count_drawn_before_a_sale_is_refused_with_both_numbers(owner: Browser, tea: ShopKit, pot: int) -> None:
    await owner.get("/admin/products")
    variant = await row(tea, pot)
    await adjust(tea.owner, variant.id, -2, "sold at the counter")
    answer = await owner.post(
        f"/admin/products/variants/{variant.id}", was_stock="7", stock="9", grid="stock",
        headers={"HX-Request": "true"},
    )  # fmt: skip
    assert "Stock is 5 now, no longer 7" in answer.plain
    assert (await row(tea, pot)).on_hand == 5


async def test_a_word_is_no_price(owner: Browser, tea: ShopKit, pot: int) -> None:
    await owner.get("/admin/products")
    variant = await row(tea, pot)
    answer = await owner.post(f"/admin/products/variants/{variant.id}", was_price="3800", price="cheap", grid="price")
    assert "Write an amount like 12.50" in (await owner.follow(answer)).plain
    assert (await row(tea, pot)).price == Money(3800, "USD")


async def test_a_row_of_the_grid_is_saved_whole_or_not_at_all(owner: Browser, tea: ShopKit, shirt: int) -> None:
    await owner.get(f"/admin/products/{shirt}")
    variant = await row(tea, shirt)
    fields = {
        "was_price": "2000", "price": "18", "compare_at": "25", "was_stock": "5", "stock": "9", "policy": "backorder",
        "sku": "SH-S", "weight_g": "240", "gtin": "", "grid": "wide", "revision": str(variant.revision),
    }  # fmt: skip
    await owner.post(f"/admin/products/variants/{variant.id}", **(fields | {"was_stock": "4"}))
    assert (await row(tea, shirt)).price == Money(2000, "USD")
    await owner.post(f"/admin/products/variants/{variant.id}", **fields)
    after = await row(tea, shirt)
    assert (after.price.minor, after.compare_at, after.on_hand) == (1800, Money(2500, "USD"), 9)
    assert (after.policy, after.sku, after.weight_g) == ("backorder", "SH-S", 240)


async def test_a_product_is_made_from_a_name_a_price_and_a_photo(owner: Browser, tea: ShopKit) -> None:
    await owner.get("/admin/products/new")
    fields = {"name": "Kettle", "price": "42", "stock": "3", "new_category": "Kitchen / Kettles", "publish": "on"}
    answer = await owner.post("/admin/products/new", data=upload(owner, picture(), **fields))
    product_id = int(answer.goes_to.rsplit("/", 1)[1])
    made = await as_it_is(tea, product_id)
    assert (made.texts["en"][0], made.status, len(made.pictures)) == ("Kettle", "active", 1)
    assert (await row(tea, product_id)).on_hand == 3
    assert "Kitchen / Kettles" in (await owner.get(answer.goes_to)).plain


async def test_a_product_without_a_price_is_not_made_and_its_name_is_kept(owner: Browser, tea: ShopKit) -> None:
    await owner.get("/admin/products/new")
    answer = await owner.post("/admin/products/new", data=upload(owner, name="Kettle", price=""))
    assert answer.status == 422
    assert 'value="Kettle"' in answer.text
    assert await tea.count("product") == 0


async def test_a_file_that_is_no_picture_is_refused_and_the_product_is_there(owner: Browser, tea: ShopKit) -> None:
    await owner.get("/admin/products/new")
    answer = await owner.post("/admin/products/new", data=upload(owner, b"<svg onload=alert(1)>", name="A", price="1"))
    assert "SVG drawings are not taken" in (await owner.follow(answer)).plain
    assert await tea.count("media_file") == 0


async def test_words_of_a_product_are_saved(owner: Browser, tea: ShopKit, pot: int) -> None:
    before = await as_it_is(tea, pot)
    await owner.get(f"/admin/products/{pot}")
    await owner.post(
        f"/admin/products/{pot}", revision=str(before.revision), name_en="Round teapot", description_en="Holds <1 l>.",
        brand="Mossgate", category=str(before.category_ids[0]), tags="tea, gift", tax_class="standard",
        attributes="Material: clay\nLitres: 1", requires_shipping="on",
    )  # fmt: skip
    after = await as_it_is(tea, pot)
    assert (after.texts["en"][0], after.brand, after.tags) == ("Round teapot", "Mossgate", ("tea", "gift"))
    assert after.attributes == (("Material", "clay"), ("Litres", "1"))


async def test_a_description_that_was_not_touched_keeps_its_formatting(owner: Browser, tea: ShopKit, pot: int) -> None:
    html = "<p>Holds <strong>one</strong> litre.</p>"
    await sql("UPDATE product_text SET description = $1 WHERE product_id = $2 RETURNING id", html, pot)
    before = await as_it_is(tea, pot)
    await owner.get(f"/admin/products/{pot}")
    await owner.post(
        f"/admin/products/{pot}", revision=str(before.revision), name_en="Teapot",
        description_en="Holds one litre.", category=str(before.category_ids[0]), tax_class="standard",
    )  # fmt: skip
    assert (await as_it_is(tea, pot)).texts["en"][1] == html


async def test_what_somebody_else_saved_meanwhile_is_not_written_over_unseen(
    owner: Browser, tea: ShopKit, pot: int
) -> None:
    old = await as_it_is(tea, pot)
    await owner.get(f"/admin/products/{pot}")
    fields = {"category": "", "tax_class": "standard", "description_en": ""}
    await owner.post(f"/admin/products/{pot}", revision=str(old.revision), name_en="First", **fields)
    answer = await owner.post(f"/admin/products/{pot}", revision=str(old.revision), name_en="Second", **fields)
    assert answer.status == 422
    assert "Somebody else has changed this product" in answer.plain
    assert 'value="Second"' in answer.text
    again = (await as_it_is(tea, pot)).revision
    assert f'name="revision" value="{again}"' in answer.text
    assert (await as_it_is(tea, pot)).texts["en"][0] == "First"


async def test_pictures_are_added_ordered_and_removed(owner: Browser, tea: ShopKit, pot: int) -> None:
    path = f"/admin/products/{pot}"
    await owner.get(path)
    revision = str((await as_it_is(tea, pot)).revision)
    await owner.post(f"{path}/pictures", data=upload(owner, picture("red"), picture("blue"), revision=revision))
    red, blue = (await as_it_is(tea, pot)).pictures
    fields = {f"place_{red.media_id}": "2", f"place_{blue.media_id}": "1", f"alt_{blue.media_id}": "A blue pot"}
    revision = str((await as_it_is(tea, pot)).revision)
    await owner.post(f"{path}/pictures", data=upload(owner, **fields, revision=revision))
    assert [(p.media_id, p.alt) for p in (await as_it_is(tea, pot)).pictures] == [
        (blue.media_id, "A blue pot"),
        (red.media_id, ""),
    ]
    revision = str((await as_it_is(tea, pot)).revision)
    gone = {f"gone_{blue.media_id}": "on", f"place_{red.media_id}": "1", "revision": revision}
    await owner.post(f"{path}/pictures", data=upload(owner, **gone))
    assert [p.media_id for p in (await as_it_is(tea, pot)).pictures] == [red.media_id]


async def test_a_picture_comes_first_for_the_variants_it_shows(owner: Browser, tea: ShopKit, shirt: int) -> None:
    path, (small, medium) = f"/admin/products/{shirt}", (await shelf(tea.owner, [shirt]))[shirt]
    await owner.get(path)
    said = upload(owner, picture("red"), picture("blue"), revision=str((await as_it_is(tea, shirt)).revision))
    await owner.post(f"{path}/pictures", data=said)
    red, blue = (await as_it_is(tea, shirt)).pictures
    page = await owner.get(path)
    assert f'<option value="{small.id}">S</option>' in page.text
    first = {f"for_{red.media_id}": f"{medium.id}", f"for_{blue.media_id}": f"{small.id}"}
    again = {"revision": str((await as_it_is(tea, shirt)).revision), **first}
    await owner.post(f"{path}/pictures", data=upload(owner, **again))
    assert [row.image_id for row in (await shelf(tea.owner, [shirt]))[shirt]] == [blue.media_id, red.media_id]
    copy = await duplicate(tea.owner, shirt)
    assert [row.image_id for row in (await shelf(tea.owner, [copy]))[copy]] == [blue.media_id, red.media_id]
    gone = {"revision": str((await as_it_is(tea, shirt)).revision), f"gone_{blue.media_id}": "on", **first}
    await owner.post(f"{path}/pictures", data=upload(owner, **gone))
    assert [row.image_id for row in (await shelf(tea.owner, [shirt]))[shirt]] == [0, red.media_id]


async def test_a_stored_picture_is_drawn_anew_and_served_without_rights(owner: Browser, tea: ShopKit, pot: int) -> None:
    await owner.get(f"/admin/products/{pot}")
    revision = str((await as_it_is(tea, pot)).revision)
    await owner.post(f"/admin/products/{pot}/pictures", data=upload(owner, picture(), revision=revision))
    path = (await as_it_is(tea, pot)).pictures[0].path
    answer = await owner.client.get(path)
    assert answer.status == 200
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


async def test_too_many_bytes_at_once_are_refused_in_words(owner: Browser, pot: int) -> None:
    await owner.get(f"/admin/products/{pot}")
    answer = await owner.post(f"/admin/products/{pot}/pictures", data=upload(owner, b"x" * 9_000_000))
    assert (answer.status, "more than 8 MB" in answer.plain) == (413, True)


async def test_options_make_variants(owner: Browser, tea: ShopKit, pot: int) -> None:
    await owner.get(f"/admin/products/{pot}")
    await owner.post(f"/admin/products/{pot}/options", option_0="Colour", values_0="Celadon, Indigo")
    rows = (await shelf(tea.owner, [pot]))[pot]
    assert [(r.label, r.on_hand) for r in rows] == [("Celadon", 7), ("Indigo", 0)]


async def test_an_option_without_values_is_said_and_kept(owner: Browser, tea: ShopKit, pot: int) -> None:
    await owner.get(f"/admin/products/{pot}")
    answer = await owner.post(f"/admin/products/{pot}/options", option_0="Colour", values_0="")
    assert answer.status == 422
    assert 'value="Colour"' in answer.text
    assert len((await shelf(tea.owner, [pot]))[pot]) == 1


async def test_a_product_goes_on_sale_off_and_away(owner: Browser, tea: ShopKit, pot: int) -> None:
    await owner.get(f"/admin/products/{pot}")
    for to in ("draft", "active", "archived"):
        await owner.post(f"/admin/products/{pot}/status", to=to)
        assert (await as_it_is(tea, pot)).status == to
    assert "Teapot" not in (await owner.get("/admin/products")).plain
    assert "Teapot" in (await owner.get("/admin/products?status=archived")).plain


async def test_a_new_category_can_be_chosen(owner: Browser, tea: ShopKit, pot: int) -> None:
    await owner.get(f"/admin/products/{pot}")
    answer = await owner.post(
        "/admin/products/categories", new_category="Kitchen / Pots", back=f"/admin/products/{pot}"
    )
    assert "Kitchen / Pots" in (await owner.follow(answer)).plain


async def test_who_packs_counts_stock_and_changes_no_price(enter: Any, tea: ShopKit, pot: int) -> None:
    packer = await enter(tea, "packer")
    page = await packer.get("/admin/products")
    assert 'name="stock"' in page.text
    assert 'name="price"' not in page.text
    variant = await row(tea, pot)
    path = f"/admin/products/variants/{variant.id}"
    assert (await packer.post(path, was_stock="7", stock="6", grid="stock")).status == 303
    assert (await packer.post(path, was_price="3800", price="1", grid="price")).status == 403
    after = await row(tea, pot)
    assert (after.on_hand, after.price) == (6, Money(3800, "USD"))


async def test_products_of_another_shop_are_not_there(enter: Any, owner: Browser, tea: ShopKit, pot: int) -> None:
    stranger = await enter(await ShopKit.open("cups", "Cups"))
    variant = await row(tea, pot)
    assert (await stranger.get(f"/admin/products/{pot}")).status == 404
    assert (await stranger.post(f"/admin/products/{pot}/status", to="archived")).status in (303, 404)
    path = f"/admin/products/variants/{variant.id}"
    assert (await stranger.post(path, was_stock="7", stock="0", grid="stock")).status == 404
    assert (await as_it_is(tea, pot)).status == "active"
    assert (await row(tea, pot)).on_hand == 7
