"""The demo shop: its goods are whole and believable, its facts fit together."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from domain.imports.port import ProductRow, VariantRow
from domain.kit.money import Money
from integrations.feeds.demo.catalogue import catalogue, digital, shop_texts
from integrations.feeds.demo.facts import shop_facts


@pytest.fixture(scope="module")
def products() -> list[ProductRow]:
    return list(catalogue())


@pytest.fixture(scope="module")
def variants(products: list[ProductRow]) -> list[VariantRow]:
    return [variant for product in products for variant in product.variants]


def test_the_shop_has_about_sixty_products(products: list[ProductRow]) -> None:
    assert 55 <= len(products) <= 70


def test_keys_and_skus_are_unique(products: list[ProductRow], variants: list[VariantRow]) -> None:
    keys = [product.key for product in products]
    skus = [variant.sku for variant in variants]
    assert len(set(keys)) == len(keys)
    assert len(set(skus)) == len(skus)
    assert [variant.key for variant in variants] == skus


def test_every_category_is_three_levels_deep_and_branches(products: list[ProductRow]) -> None:
    paths = {product.categories[0] for product in products}
    assert {len(path) for path in paths} == {3}
    assert len({path[0] for path in paths}) == 5
    assert len({path[:2] for path in paths}) >= 15


def test_every_variant_has_one_value_per_option_and_no_twin(products: list[ProductRow]) -> None:
    for product in products:
        assert {len(variant.values) for variant in product.variants} == {len(product.options)}, product.key
        assert max(Counter(variant.values for variant in product.variants).values()) == 1, product.key


def test_prices_are_in_dollars_and_end_believably(variants: list[VariantRow]) -> None:
    assert {variant.price.currency for variant in variants} == {"USD"}
    assert {variant.price.minor % 100 for variant in variants} <= {0, 50, 90}
    assert all(400 <= variant.price.minor <= 15_000 for variant in variants)


def test_a_sale_takes_off_ten_to_thirty_percent(products: list[ProductRow]) -> None:
    on_sale = [product for product in products if any(variant.compare_at for variant in product.variants)]
    assert len(on_sale) >= 6
    for product in on_sale:
        assert "sale" in product.tags
        for variant in product.variants:
            assert variant.compare_at is not None
            assert 70 <= variant.price.minor * 100 // variant.compare_at.minor <= 90, variant.key


def test_every_weight_is_known(products: list[ProductRow]) -> None:
    assert all(v.weight_g > 0 for product in products if product.requires_shipping for v in product.variants)


def test_what_is_not_sent_is_handed_over_by_codes_or_a_file(products: list[ProductRow]) -> None:
    ticket, recipes = digital()
    assert [product.key for product in products if not product.requires_shipping] == [ticket.key, recipes.key]
    assert len(set(ticket.codes)) == 12
    assert recipes.file is not None
    assert all(word in recipes.file[1].decode() for word in ("Iced jasmine", "Ледяной жасмин", "冰茉莉茶"))
    assert min(ticket.stars, recipes.stars) > 0


def test_stock_shows_every_case_a_shop_meets(products: list[ProductRow], variants: list[VariantRow]) -> None:
    sold_out = [p.key for p in products if all(v.stock == 0 and v.policy == "deny" for v in p.variants)]
    assert sold_out == ["evening-decaf", "straw-sun-hat"]
    assert sum(variant.stock == 0 for variant in variants) >= 12
    assert sum(variant.stock in {1, 2, 3} for variant in variants) >= 20
    assert any(variant.policy == "backorder" and variant.stock == 0 for variant in variants)
    assert [v.key for v in variants if v.policy == "untracked"] == [v.key for v in variants if v.stock is None]
    assert [v.sku for v in variants if v.stock is None] == ["GW-531", "DG-541", "DG-542"]


def test_every_product_speaks_english_in_two_to_four_sentences(products: list[ProductRow]) -> None:
    for product in products:
        text = product.descriptions["en"]
        assert product.names["en"]
        assert len(product.names["en"]) <= 40
        assert 2 <= text.replace("°C.", "°C").count(". ") + 1 <= 5, product.key
        assert "!" not in text


def test_every_locale_names_every_product(products: list[ProductRow]) -> None:
    locales = set(shop_texts())
    assert all(set(product.names) == set(product.descriptions) == locales for product in products)


def test_a_variant_shows_a_picture_of_its_own_product(products: list[ProductRow]) -> None:
    for product in products:
        shown = {image.source for image in product.images}
        assert shown
        assert {variant.image for variant in product.variants} - {""} <= shown, product.key


def test_goods_and_tax_rates_fit_together(products: list[ProductRow]) -> None:
    rates = {rate.tax_class: rate.rate_bp for rate in shop_facts().tax_rates}
    assert {product.tax_class for product in products} == set(rates) == {"standard", "food"}
    assert rates == {"standard": 800, "food": 0}


def test_delivery_rates_name_known_zones_and_climb_with_weight() -> None:
    facts = shop_facts()
    zones = {zone.key for zone in facts.zones}
    for rate in (rate for method in facts.methods for rate in method.rates):
        assert rate.zone in zones
        assert list(rate.steps) == sorted(rate.steps, key=lambda step: step[1])


def test_neighbors_pay_more_than_home_and_courier_is_free_from_sixty() -> None:
    home, neighbors = next(method for method in shop_facts().methods if method.key == "courier").rates
    assert home.steps == ((None, Money(490, "USD")),)
    assert home.free_from == Money(6000, "USD")
    assert neighbors.steps[0][1] > home.steps[0][1]


def test_every_good_fits_the_heaviest_express_step(variants: list[VariantRow]) -> None:
    express = next(method for method in shop_facts().methods if method.key == "express")
    limits = [rate.steps[-1][0] for rate in express.rates]
    assert all(limit is not None and limit >= 2 * max(v.weight_g for v in variants) for limit in limits)


def test_there_are_two_places_to_collect() -> None:
    pickup = next(method for method in shop_facts().methods if method.kind == "pickup")
    assert [point.key for point in pickup.points] == ["shop", "stall"]
    assert len({(point.latitude, point.longitude) for point in pickup.points}) == 2


def test_coupons_cover_first_order_minimum_category_and_expiry(products: list[ProductRow]) -> None:
    coupons = {coupon.code: coupon for coupon in shop_facts().coupons}
    assert coupons["WELCOME10"].percent_bp == 1000
    assert coupons["LANTERN5"].minimum == Money(4000, "USD")
    ended = coupons["SUMMER"].ends_at
    assert ended
    assert ended < datetime(2026, 1, 1, tzinfo=UTC)
    tea = coupons["TEATIME"].category
    assert any(product.categories[0][: len(tea)] == tea for product in products)


def test_shop_texts_say_what_the_figures_say() -> None:
    facts = shop_facts()
    assert set(facts.texts["en"]) == {"pitch", "delivery", "returns", "payment", "terms", "privacy"}
    assert "$4.90" in facts.texts["en"]["delivery"]
    assert facts.email.endswith(".example")
