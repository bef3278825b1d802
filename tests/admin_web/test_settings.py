"""Settings in the panel."""

from typing import Any

import pytest

from domain.delivery.queries import methods, points, zones
from domain.promotions.queries import coupons
from domain.shop.queries import texts
from domain.tax.queries import rates
from tests.admin_web.conftest import Browser
from tests.kit.market import Market
from tests.kit.shop import ShopKit

FACTS = {
    "name": "Tea & Co", "pitch": "Leaves", "phone": "+371 20123456", "email": "hi@example.com", "seller": "Tea Ltd",
    "country": "LV", "timezone": "Europe/Riga", "locale": "en", "locales": "en", "currency": "USD",
}  # fmt: skip


async def test_facts_of_the_shop_are_saved_and_shown(owner: Browser, tea: ShopKit) -> None:
    await owner.get("/admin/settings/shop")
    answer = await owner.follow(await owner.post("/admin/settings/shop", **FACTS, prices_include_tax="on"))
    assert "Saved." in answer.plain
    shop = await tea.view()
    assert (shop.name, shop.country, shop.timezone, shop.prices_include_tax) == ("Tea & Co", "LV", "Europe/Riga", True)
    assert "Tea &amp; Co" in answer.text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Fill this in"), ("name", "x" * 81, "at most 80"), ("country", "XX", "Choose one of the list"),
        ("timezone", "Mars/Olympus", "Choose one of the list"), ("currency", "XTR", "Choose one of the list"),
    ],
)  # fmt: skip
async def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(
    owner: Browser, tea: ShopKit, field: str, value: str, said: str
) -> None:
    await owner.get("/admin/settings/shop")
    answer = await owner.post("/admin/settings/shop", **(FACTS | {field: value, "pitch": "Only leaves"}))
    assert answer.status == 422
    assert said in answer.plain
    assert 'value="Only leaves"' in answer.text
    assert (await tea.view()).pitch == ""


async def test_the_currency_is_free_until_the_first_order(boss: Browser, market: Market) -> None:
    await boss.get("/admin/settings/shop")
    await boss.post("/admin/settings/shop", **(FACTS | {"currency": "USD"}))
    await boss.post("/admin/settings/shop", **(FACTS | {"currency": "EUR"}))
    await market.order(await market.buyer(), (await market.item("Tea"), 1))
    answer = await boss.post("/admin/settings/shop", **(FACTS | {"currency": "USD"}))
    assert (answer.status, "cannot be changed any more" in answer.plain) == (422, True)


async def test_the_shop_can_be_closed_with_a_word(owner: Browser, tea: ShopKit) -> None:
    await owner.get("/admin/settings/shop")
    await owner.post("/admin/settings/shop/opening", orders_closed="on", closed_notice="Back on Monday.", notice="")
    settings = (await tea.view()).settings
    assert (settings.orders_closed, settings.closed_notice) == (True, "Back on Monday.")


async def test_only_plain_addresses_may_frame_the_chat(owner: Browser, tea: ShopKit) -> None:
    await owner.get("/admin/settings/shop")
    path = "/admin/settings/shop/look"
    await owner.post(path, embed_origins="https://example.com/\nhttp://localhost:3000", accent="#0A6B4F")
    settings = (await tea.view()).settings
    assert settings.embed_origins == ("https://example.com", "http://localhost:3000")
    assert settings.accent == "#0a6b4f"
    for bad in ("https://example.com; script-src *", "example.com", "https://a.example https://b.example", "*"):
        answer = await owner.post(path, embed_origins=bad, accent="red")
        assert answer.status == 422
        assert "Write a colour like" in answer.plain
    assert (await tea.view()).settings == settings


async def test_leaving_test_mode_is_said(owner: Browser, tea: ShopKit) -> None:
    assert "Test mode" in (await owner.get("/admin/settings/shop")).plain
    answer = await owner.follow(await owner.post("/admin/settings/shop/mode"))
    assert "open for real orders" in answer.plain
    assert not (await tea.view()).test_mode


async def test_transfer_needs_an_account(owner: Browser, tea: ShopKit) -> None:
    await owner.get("/admin/settings/payment")
    path, fields = "/admin/settings/payment", {"cash_fee": "1,50", "transfer_hold_h": "48"}
    answer = await owner.post(path, data=[*owner_fields(owner, fields), ("methods", "transfer")])
    assert "Customers need an account" in answer.plain
    both = [*owner_fields(owner, fields | {"transfer_account": "LV80"}), ("methods", "cash"), ("methods", "transfer")]
    await owner.post(path, data=both)
    settings = (await tea.view()).settings
    assert (settings.payment_methods, settings.cash_fee, settings.transfer_hold_h) == (("cash", "transfer"), 150, 48)


def owner_fields(browser: Browser, fields: dict[str, str]) -> list[tuple[str, str]]:
    return [("csrf", browser.csrf), *fields.items()]


async def test_checkout_has_its_limits(owner: Browser, tea: ShopKit) -> None:
    await owner.get("/admin/settings/checkout")
    fields = {"stock_hold_min": "20", "low_stock": "5", "max_qty": "10", "return_days": "30"}
    await owner.post("/admin/settings/checkout", minimum_order="15", gift_wrap_fee="0", **fields)
    settings = (await tea.view()).settings
    assert (settings.minimum_order, settings.gift_wrap_fee, settings.low_stock) == (1500, 0, 5)
    answer = await owner.post("/admin/settings/checkout", **(fields | {"max_qty": "0"}))
    assert "from 1 to 999" in answer.plain


async def test_texts_are_written_per_kind_and_language(owner: Browser, tea: ShopKit) -> None:
    await owner.get("/admin/settings/texts/returns")
    await owner.post("/admin/settings/texts/returns?locale=en", body="Within 14 days.\r\n\r\nUnused.")
    assert (await texts(tea.owner))[("returns", "en")] == "Within 14 days.\n\nUnused."
    assert (await owner.get("/admin/settings/texts/returns?locale=xx")).status == 404
    assert (await owner.get("/admin/settings/texts/secrets")).status == 404


COURIER = {
    "kind": "courier", "name": "Courier", "price_kind": "flat", "fee_0": "4.90", "preparation_days": "0",
    "transit_min": "1", "transit_max": "2", "ready_hours": "2", "cutoff": "9:30", "tax_class": "standard",
    "position": "0", "active": "on",
}  # fmt: skip


async def test_a_courier_is_set_up_with_its_price_and_days(owner: Browser, tea: ShopKit) -> None:
    await owner.get("/admin/settings/delivery")
    path = "/admin/settings/delivery/methods/new"
    await owner.post(path, data=[*owner_fields(owner, COURIER), ("weekdays", "0"), ("weekdays", "5")])
    (made,) = await methods(tea.owner)
    assert (made.name, made.steps, made.weekdays) == ("Courier", ((None, 490),), (0, 5))
    assert made.cutoff
    assert made.cutoff.isoformat("minutes") == "09:30"


async def test_prices_by_weight_are_kept_in_order(owner: Browser, tea: ShopKit) -> None:
    await owner.get("/admin/settings/delivery")
    rows = {"price_kind": "weight", "end_0": "", "fee_0": "12", "end_1": "2.5", "fee_1": "5"}
    await owner.post("/admin/settings/delivery/methods/new", **(COURIER | rows))
    (made,) = await methods(tea.owner)
    assert made.steps == ((2500, 500), (None, 1200))
    page = await owner.get(f"/admin/settings/delivery/methods/{made.id}")
    assert 'value="2.5"' in page.text
    assert 'value="12.00"' in page.text


async def test_a_method_that_cannot_be_is_explained(owner: Browser, tea: ShopKit) -> None:
    await owner.get("/admin/settings/delivery")
    bad = COURIER | {"transit_min": "5", "cutoff": "25:99", "closed_dates": "Christmas"}
    answer = await owner.post("/admin/settings/delivery/methods/new", **bad)
    assert answer.status == 422
    for words in ("Write a time like 14:00", "Write days like 2026-12-24"):
        assert words in answer.plain
    assert await methods(tea.owner) == ()


async def test_a_zone_in_use_is_not_taken_away(owner: Browser, tea: ShopKit) -> None:
    await owner.get("/admin/settings/delivery")
    await owner.post("/admin/settings/delivery/zones/new", name="Riga", countries="lv, LT", postcodes="10*\n2000-2999")
    (zone,) = await zones(tea.owner)
    assert (zone.countries, zone.postcodes) == (("LV", "LT"), ("10*", "2000-2999"))
    await owner.post("/admin/settings/delivery/methods/new", **COURIER, zone_id=str(zone.id))
    back = {"back": "/admin/settings/delivery"}
    answer = await owner.post(f"/admin/settings/delivery/zones/{zone.id}/remove", **back)
    assert "This zone is used by Courier" in (await owner.follow(answer)).plain
    assert len(await zones(tea.owner)) == 1


async def test_a_pickup_point_comes_and_goes(owner: Browser, tea: ShopKit) -> None:
    await owner.get("/admin/settings/delivery")
    await owner.post(
        "/admin/settings/delivery/points/new", name="Shop", address="1 High St", lat="56.95", lon="24.1", position="0",
        active="on",
    )  # fmt: skip
    (point,) = await points(tea.owner)
    assert (point.lat, point.lon) == (56.95, 24.1)
    await owner.post(f"/admin/settings/delivery/points/{point.id}/remove")
    assert await points(tea.owner) == ()


async def test_a_tax_rate_is_one_per_place_and_class(owner: Browser, tea: ShopKit) -> None:
    await owner.get("/admin/settings/taxes")
    vat = {"country": "LV", "region": "", "tax_class": "standard", "rate_bp": "21", "name": "PVN"}
    await owner.post("/admin/settings/taxes/new", **vat)
    assert [(r.rate_bp, r.name) for r in await rates(tea.owner)] == [(2100, "PVN")]
    twice = await owner.post("/admin/settings/taxes/new", **vat)
    assert "There is a rate for this place" in twice.plain
    assert "Write a percentage" in (await owner.post("/admin/settings/taxes/new", **(vat | {"rate_bp": "lots"}))).plain


async def test_a_coupon_ends_with_the_last_moment_of_its_last_day(boss: Browser, market: Market) -> None:
    await boss.get("/admin/settings/coupons")
    fields = {"code": "spring10", "kind": "percent", "percent_bp": "10", "ends_at": "2026-11-30", "usage_limit": "5"}
    await boss.post("/admin/settings/coupons/new", **fields)
    (coupon,) = await coupons(market.owner)
    assert (coupon.code, coupon.percent_bp, coupon.usage_limit) == ("SPRING10", 1000, 5)
    assert coupon.ends_at
    assert coupon.ends_at.isoformat() == "2026-11-30T22:00:00+00:00"
    assert 'value="2026-11-30"' in (await boss.get(f"/admin/settings/coupons/{coupon.id}")).text


async def test_a_coupon_can_rest(owner: Browser, tea: ShopKit) -> None:
    await owner.get("/admin/settings/coupons")
    await owner.post("/admin/settings/coupons/new", code="FIVE", kind="fixed", amount="5")
    (coupon,) = await coupons(tea.owner)
    await owner.post(f"/admin/settings/coupons/{coupon.id}/pause", on="on")
    assert not (await coupons(tea.owner))[0].active
    assert "paused" in (await owner.get("/admin/settings/coupons")).plain


async def test_every_change_is_in_the_log_with_who_made_it(owner: Browser, tea: ShopKit) -> None:
    await owner.get("/admin/settings/shop")
    await owner.post("/admin/settings/shop", **FACTS)
    page = await owner.get("/admin/settings/audit?area=settings")
    assert "Changed the facts of the shop" in page.plain
    assert "shop.changed" not in page.plain
    assert "Owner" in page.plain
    assert "Logged in" not in page.plain


async def test_settings_of_another_shop_are_not_there(enter: Any, owner: Browser, tea: ShopKit) -> None:
    await owner.get("/admin/settings/coupons")
    await owner.post("/admin/settings/coupons/new", code="FIVE", kind="fixed", amount="5")
    (coupon,) = await coupons(tea.owner)
    stranger = await enter(await ShopKit.open("cups", "Cups"))
    assert (await stranger.get(f"/admin/settings/coupons/{coupon.id}")).status == 404
    assert (await stranger.post(f"/admin/settings/coupons/{coupon.id}/pause", on="on")).status == 404
    assert "FIVE" not in (await stranger.get("/admin/settings/coupons")).plain
    assert "Changed the facts of the shop" not in (await stranger.get("/admin/settings/audit?area=settings")).plain
    assert (await coupons(tea.owner))[0].active
