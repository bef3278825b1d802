"""Sample views of a small shop, for drawing screens without a database."""

from __future__ import annotations

from dataclasses import replace

from domain.catalog.views import (
    CategoryView,
    ImageView,
    OptionValueView,
    OptionView,
    ProductView,
    Tile,
    VariantView,
)
from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.kit.paging import Page
from domain.shop.views import ShopSettings, ShopView
from handlers.screen import Action, Choice, Screen

T = Translator("en")


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def a_shop(**settings: object) -> ShopView:
    return ShopView(
        id=1, slug="gathered", name="Gathered Goods", pitch="Things that last.", currency="USD", country="US",
        timezone="UTC", locale="en", locales=("en",), phone="", email="", seller="", prices_include_tax=False,
        test_mode=False, is_demo=False, version=1, settings=ShopSettings(**settings),
    )  # fmt: skip


def tile(number: int = 1, name: str = "Enamel mug", price: str = "9.00", **more: object) -> Tile:
    plain = Tile(number, name, usd(price), usd(price), None, True, f"/media/{number}.jpg", False, number * 10)
    return replace(plain, **more)


def page_of(*tiles: Tile, number: int = 1, size: int = 6, total: int | None = None) -> Page[Tile]:
    return Page(tiles, number, size, len(tiles) if total is None else total)


def category(number: int, name: str, count: int = 5, parent: int = 0) -> CategoryView:
    return CategoryView(number, parent, name, "", count, 1 if parent else 0)


def variant(number: int, values: dict[int, str] | None = None, price: str = "24.00", free: int | None = 9,
            **more: object) -> VariantView:  # fmt: skip
    chosen = values or {}
    plain = VariantView(
        number, 1, f"SKU-{number}", usd(price), None, tuple(chosen), tuple(chosen.values()), 300, "deny", free
    )
    return replace(plain, **more)


def product(*variants: VariantView, options: tuple[OptionView, ...] = (), **more: object) -> ProductView:
    plain = ProductView(
        id=1, key="shirt", name="Linen shirt", description="<p>Soft.</p>", plain="Soft.", brand="", status="active",
        kind="physical", tax_class="standard", requires_shipping=True, revision=1, category_id=9,
        category_path=((9, "Shirts"),), options=options, variants=variants or (variant(11),),
        images=(ImageView("/media/1.jpg", "Front"), ImageView("/media/2.jpg", "Back")), attributes=(), tags=(),
    )  # fmt: skip
    return replace(plain, **more)


def axis(number: int, name: str, **values: int) -> OptionView:
    return OptionView(number, name, tuple(OptionValueView(value_id, value) for value, value_id in values.items()))


SIZE = axis(1, "Size", S=11, M=12, L=13)
COLOUR = axis(2, "Colour", Blue=21, White=22)


def shirt(**free: int) -> ProductView:
    """Sizes S, M, L in blue and white; `free` gives units by variant ("M_White"=0), 9 where nothing is said."""
    return product(
        *(
            variant(100 + s.id + c.id, {s.id: s.value, c.id: c.value}, free=free.get(f"{s.value}_{c.value}", 9))
            for c in COLOUR.values
            for s in SIZE.values
        ),
        options=(SIZE, COLOUR),
    )


def action(screen: Screen, words: str) -> Action:
    """The one button with these words in its label."""
    found = [a for a in screen.actions if words in a.label]
    assert len(found) == 1, [a.label for a in screen.actions]
    return found[0]


def labels(screen: Screen) -> list[str]:
    return [a.label for a in screen.actions]


def choice(screen: Screen, words: str) -> Choice:
    found = [c for c in screen.choices if words in c.label]
    assert len(found) == 1, [c.label for c in screen.choices]
    return found[0]


def primary(screen: Screen) -> list[str]:
    return [a.label for a in screen.actions if a.role == "primary"]
