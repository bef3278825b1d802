"""Changing many prices at once: what a price becomes, and what that does to all of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.kit.money import basis_points, half_up

DEAREST = 10**14
STEEPEST_BP = 100_000


@dataclass(frozen=True, slots=True)
class Priced:
    """A price in minor units with the one it is reduced from, and when that is shown (UTC)."""

    price: int
    was: int | None = None
    begins: datetime | None = None
    ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rounding:
    """Half up to whole steps, then so much less: (100, 1) ends in .99."""

    step: int = 1
    less: int = 0

    def of(self, minor: int) -> int:
        """The rounded price; what cost something never costs nothing."""
        rounded = half_up(minor, self.step) * self.step - self.less
        return max(rounded, 1) if minor > 0 else 0


@dataclass(frozen=True, slots=True)
class Repricing:
    """`kind` "percent" moves prices by `bp` (minus is down), "set" makes them all `to`.

    "sale" takes `bp` off and shows the price before from `begins` to `ends`; "end" goes back to the price before.
    """

    kind: str
    bp: int = 0
    to: int = 0
    rounding: Rounding = Rounding()
    begins: datetime | None = None
    ends: datetime | None = None

    def of(self, now: Priced) -> Priced:
        """What becomes of a price; a sale that would be no reduction any more ends."""
        if self.kind == "end":
            return Priced(now.was) if now.was else now
        if self.kind == "sale":
            return self._reduced(now)
        price = self.to if self.kind == "set" else self._moved(now.price)
        if price == now.price:
            return now
        return Priced(price, now.was, now.begins, now.ends) if now.was and now.was > price else Priced(price)

    def _moved(self, price: int) -> int:
        return min(self.rounding.of(price + basis_points(price, self.bp)), DEAREST)

    def _reduced(self, now: Priced) -> Priced:
        full = max(now.was or 0, now.price)
        price = self.rounding.of(full - basis_points(full, self.bp))
        return Priced(price, full, self.begins, self.ends) if price < full else now


@dataclass(frozen=True, slots=True)
class Effect:
    """`variants` that change and that `stay`, the lowest and highest price before and after, and some examples."""

    variants: int
    stay: int
    before: tuple[int, int]
    after: tuple[int, int]
    examples: tuple[tuple[int, int], ...]


def effect(change: Repricing, prices: Iterable[tuple[Priced, int]]) -> Effect:
    """What a change does to prices, each with how many variants have it."""
    counted = [(now, change.of(now), n) for now, n in prices]
    moved = [(now, then, n) for now, then, n in counted if now != then]
    often = sorted(moved, key=lambda row: (-row[2], row[0].price))
    examples = dict.fromkeys((now.price, then.price) for now, then, _ in often)
    return Effect(
        variants=sum(n for _, _, n in moved),
        stay=sum(n for now, then, n in counted if now == then),
        before=_ends(now.price for now, _, _ in moved),
        after=_ends(then.price for _, then, _ in moved),
        examples=tuple(examples)[:3],
    )


def _ends(prices: Iterable[int]) -> tuple[int, int]:
    known = list(prices) or [0]
    return min(known), max(known)
