"""Which variant a customer means. Pure: option values pressed in order, and what is left to choose.

Colour is preselected (the first in stock), size never is; the value pressed last always wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from domain.catalog.views import OptionValueView, OptionView, ProductView, VariantView
from domain.kit.money import Money
from domain.kit.text import folded

MAX_AXES = 2
MAX_VALUES = 8
State = Literal["", "chosen", "sold_out", "off"]
_COLOUR = frozenset("color colour colours colors farbe couleur colore cor kleur farg цвет колір 颜色 顏色 色".split())
_SIZE = frozenset("size sizes grosse taille talla taglia tamanho maat размер розмір 尺码 尺寸 尺碼 サイズ".split())
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Selection:
    """`picked` in the order pressed, at most one value per axis; `variant` once every axis has one."""

    product: ProductView
    picked: tuple[int, ...]
    variant: VariantView | None
    usual: bool = False

    @property
    def missing(self) -> tuple[OptionView, ...]:
        return tuple(o for o in self.product.options if not any(v.id in self.picked for v in o.values))

    @property
    def possible(self) -> tuple[VariantView, ...]:
        """Variants that have everything picked so far."""
        return matching(self.product, self.picked)

    @property
    def dead(self) -> bool:
        """What is picked is sold out, though the product is not."""
        return bool(self.picked) and not any(v.available for v in self.possible) and self.product.available

    @property
    def last(self) -> OptionValueView | None:
        """The value pressed last: the one a sold-out message is about."""
        values = {v.id: v for o in self.product.options for v in o.values}
        return values.get(self.picked[-1]) if self.picked else None

    def value_of(self, option: OptionView) -> OptionValueView | None:
        return next((v for v in option.values if v.id in self.picked), None)

    def with_value(self, option: OptionView, value: OptionValueView) -> str:
        """`chosen` of the button that picks this value: it replaces its axis and comes last."""
        others = _without_axis(self.picked, option)
        return packed(self.product, (*others, value.id))

    def state_of(self, option: OptionView, value: OptionValueView) -> State:
        """How a value looks beside what is picked on the other axes."""
        if value.id in self.picked:
            return "chosen"
        variants = matching(self.product, (*_without_axis(self.picked, option), value.id))
        if not variants:
            return "off"
        return "" if any(v.available for v in variants) else "sold_out"


def select(product: ProductView, chosen: str, usual: Mapping[str, str] | None = None) -> Selection:
    """Read a button's `chosen` ("12.17", or "v88" for a variant) and add what can be preselected.

    `usual` is what this customer took last time, by option name.
    """
    picked = _possible_picks(product, _read(product, chosen))
    usual_picks = () if picked else _usual(product, usual or {})
    picked = _preselected(product, picked or usual_picks)
    whole = len(picked) == len(product.options)
    variants = matching(product, picked) if whole else ()
    return Selection(product, picked, variants[0] if variants else None, usual=bool(usual_picks))


def of_variant(product: ProductView, variant_id: int) -> Selection:
    return select(product, f"v{variant_id}")


def packed(product: ProductView, picked: tuple[int, ...]) -> str:
    """Picks for a button; many of them become their variant, which is shorter."""
    if len(picked) > MAX_AXES and len(picked) == len(product.options):
        variants = matching(product, picked)
        if variants:
            return f"v{variants[0].id}"
    return ".".join(map(str, picked))


def matching(product: ProductView, picked: Iterable[int]) -> tuple[VariantView, ...]:
    wanted = set(picked)
    return tuple(v for v in product.variants if wanted <= set(v.value_ids))


def on_card(product: ProductView) -> bool:
    """Whether the options fit on the product's own screen, or are asked one by one."""
    return len(product.options) <= MAX_AXES and all(len(o.values) <= MAX_VALUES for o in product.options)


def is_size(option: OptionView) -> bool:
    return _is(option, _SIZE)


def price_range(variants: Iterable[VariantView]) -> tuple[Money, Money] | None:
    """From the lowest to the highest, of what may be sold where the reader is: those are in one currency."""
    prices = sorted((v.price for v in variants if v.sold_here), key=lambda m: m.minor)
    return (prices[0], prices[-1]) if prices else None


def _is(option: OptionView, words: frozenset[str]) -> bool:
    names = (folded(option.name), folded(option.merchant))
    return any(word in words for name in names for word in (name, *_WORDS.findall(name)))


def _read(product: ProductView, chosen: str) -> tuple[int, ...]:
    if chosen.startswith("v"):
        variant = next((v for v in product.variants if str(v.id) == chosen[1:]), None)
        return variant.value_ids if variant else ()
    known = {v.id: o.id for o in product.options for v in o.values}
    latest: dict[int, int] = {}
    for part in chosen.split("."):
        value = int(part) if part.isdecimal() else 0
        if value in known:
            latest.pop(known[value], None)
            latest[known[value]] = value
    return tuple(latest.values())


def _possible_picks(product: ProductView, picked: tuple[int, ...]) -> tuple[int, ...]:
    """Drop the oldest picks until a variant has all of them: the value pressed last wins."""
    while picked and not matching(product, picked):
        picked = picked[1:]
    return picked


def _usual(product: ProductView, usual: Mapping[str, str]) -> tuple[int, ...]:
    wanted = {folded(name): folded(value) for name, value in usual.items()}
    picks = tuple(
        v.id
        for o in product.options
        for v in o.values
        if is_size(o) and wanted.get(folded(o.merchant)) == folded(v.merchant)
    )
    return picks if any(v.available for v in matching(product, picks)) else ()


def _preselected(product: ProductView, picked: tuple[int, ...]) -> tuple[int, ...]:
    """Colours and axes without a choice come first in the order of presses: what the person picks is "last"."""
    for option in product.options:
        if any(v.id in picked for v in option.values) or not (_is(option, _COLOUR) or len(option.values) == 1):
            continue
        value = _first_in_stock(product, option, picked)
        picked = (value, *picked) if value else picked
    return picked


def _first_in_stock(product: ProductView, option: OptionView, picked: tuple[int, ...]) -> int:
    fitting = [v for v in option.values if matching(product, (*picked, v.id))]
    in_stock = (v for v in fitting if any(x.available for x in matching(product, (*picked, v.id))))
    first = next(in_stock, fitting[0] if fitting else None)
    return first.id if first else 0


def _without_axis(picked: tuple[int, ...], option: OptionView) -> tuple[int, ...]:
    axis = {v.id for v in option.values}
    return tuple(p for p in picked if p not in axis)
