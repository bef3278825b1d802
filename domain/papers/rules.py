"""What stands on a paper, in minor units, and what a refund takes back of it. Pure.

The lines of a paper add up to what the order came to. Credit notes take back from what earlier ones have left, so that
all of them together are the invoice, to the last unit of money and of tax.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product as combinations

from domain.kit.money import half_up, share_out
from domain.tax.rules import tax_in, tax_on

UNTAXED = -1


@dataclass(frozen=True, slots=True)
class Rate:
    """All of an order that was taxed at one rate."""

    name: str
    rate_bp: int
    net: int
    tax: int


@dataclass(frozen=True, slots=True)
class Item:
    """A line: `kind` is goods, delivery, fees or tip. `total` is as prices are written, `tax` within it or on top.

    `row` is the place of its rate among the order's, None while nobody knows, -1 for none. `at` is its place on the
    paper, and on a credit note the place of what it takes back. `quantity` 0: a part that cannot be counted.
    """

    kind: str
    total: int
    tax: int = 0
    row: int | None = UNTAXED
    title: str = ""
    options: str = ""
    sku: str = ""
    quantity: int = 1
    unit: int = 0
    discount: int = 0
    at: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Taxed:
    """How an order was taxed: its rates, and whether prices included the tax."""

    rates: tuple[Rate, ...]
    inclusive: bool

    def gross(self, item: Item) -> int:
        return item.total if self.inclusive else item.total + item.tax

    def net(self, item: Item) -> int:
        return item.total - item.tax if self.inclusive else item.total

    def expected(self, rate: Rate, amount: int) -> int:
        return tax_in(amount, rate.rate_bp) if self.inclusive else tax_on(amount, rate.rate_bp)

    def base(self, rate: Rate) -> int:
        """What of the order was taxed at this rate, as prices are written."""
        return rate.net + rate.tax if self.inclusive else rate.net


# ------------------------------------------------------------------------------------------------------- what was sold


def written(goods: Sequence[Item], charges: Sequence[Item], tax: int, taxed: Taxed) -> tuple[Item, ...]:
    """The lines of a paper: goods, then what was charged besides, with the tax on it worked out.

    An order keeps the tax of its goods and of the whole: what is left belongs to delivery and fees.
    """
    known = [_rated(item, taxed) for item in goods]
    rows = _rows_of(charges, known, taxed)
    rest = tax - sum(item.tax for item in known)
    shares = _tax_shares(charges, rows, known, rest, taxed)
    more = [replace(c, row=row, tax=share) for c, row, share in zip(charges, rows, shares, strict=True)]
    return tuple(replace(item, at=at) for at, item in enumerate((*known, *more)))


def _rated(item: Item, taxed: Taxed) -> Item:
    """Orders from before rows were kept: the rate that comes nearest to the tax of the line."""
    if item.row is not None:
        return item
    if not item.tax or not taxed.rates:
        return replace(item, row=UNTAXED)
    near = min(range(len(taxed.rates)), key=lambda n: abs(taxed.expected(taxed.rates[n], item.total) - item.tax))
    return replace(item, row=near)


def _rows_of(charges: Sequence[Item], goods: Sequence[Item], taxed: Taxed) -> tuple[int, ...]:
    """The rates that delivery and fees must have had for the order's sums to be what they are."""
    rest = [taxed.base(rate) - sum(item.total for item in goods if item.row == n) for n, rate in enumerate(taxed.rates)]
    possible = [(UNTAXED,) if c.kind == "tip" else (*range(len(rest)), UNTAXED) for c in charges]
    for rows in combinations(*possible):
        if all(rest[n] == _sum_at(n, charges, rows) for n in range(len(rest))):
            return rows
    likely = max(range(len(rest)), key=lambda n: rest[n], default=UNTAXED)
    return tuple(UNTAXED if c.kind == "tip" else likely for c in charges)


def _sum_at(row: int, charges: Sequence[Item], rows: Sequence[int]) -> int:
    return sum(c.total for c, mine in zip(charges, rows, strict=True) if mine == row)


def _tax_shares(
    charges: Sequence[Item], rows: Sequence[int], goods: Sequence[Item], rest: int, taxed: Taxed
) -> list[int]:
    shares = [0] * len(charges)
    for n, rate in enumerate(taxed.rates):
        members = [i for i, row in enumerate(rows) if row == n]
        left = rate.tax - sum(item.tax for item in goods if item.row == n)
        weights = [charges[i].total for i in members]
        for i, part in zip(members, share_out(left, weights), strict=True):
            shares[i] = part
    if sum(shares) != rest and shares:  # an order nobody can read any more: its total still holds
        return share_out(rest, [c.total if row != UNTAXED else 0 for c, row in zip(charges, rows, strict=True)])
    return shares


def rates_on(items: Sequence[Item], taxed: Taxed) -> tuple[Rate, ...]:
    """What lies at each of the order's rates here; a rate nothing lies at is left out."""
    found = []
    for n, rate in enumerate(taxed.rates):
        mine = [item for item in items if item.row == n]
        if mine:
            net, tax = sum(taxed.net(item) for item in mine), sum(item.tax for item in mine)
            found.append(Rate(rate.name, rate.rate_bp, net, tax))
    return tuple(found)


# --------------------------------------------------------------------------------------------------- what is taken back


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a refund says it is for: units by order line, and the delivery fee. Nothing: it is spread over all."""

    units: Mapping[int, int]
    delivery: bool = False


def due_back(total: int, captured: int, refunded: int, credited: int, amount: int) -> int:
    """How much of a refund a credit note takes back.

    Money that was paid beyond the paper goes back without one, and no more than the paper is ever taken back.
    """
    beyond = max(0, captured - total)
    still = min(total, max(0, refunded - beyond)) - credited
    return max(0, min(amount, still))


def left_of(items: Sequence[Item], credits: Sequence[Sequence[Item]]) -> tuple[Item, ...]:
    """The lines of a paper less what its credit notes have taken back."""
    return tuple(_less(item, [c for note in credits for c in note if c.at == item.at]) for item in items)


def _less(item: Item, gone: Sequence[Item]) -> Item:
    return replace(
        item,
        quantity=item.quantity - sum(c.quantity for c in gone),
        total=item.total - sum(c.total for c in gone),
        tax=item.tax - sum(c.tax for c in gone),
        discount=item.discount - sum(c.discount for c in gone),
    )


def taken_back(left: Sequence[Item], amount: int, wanted: Wanted, taxed: Taxed) -> tuple[Item, ...]:
    """The lines of a credit note over `amount`, tax included: what the refund names first, the rest spread.

    Shares go by largest remainder; none is more than what is left. Raises ValueError for more than is left.
    """
    whole = [taxed.gross(item) for item in left]
    if not 0 <= amount <= sum(whole):
        raise ValueError(f"{amount} of {sum(whole)}")
    units = _units(left, wanted)
    named = [min(most, _named(item, most, n, wanted)) for item, most, n in zip(left, whole, units, strict=True)]
    first = share_out(min(amount, sum(named)), named)
    rest = share_out(amount - sum(first), [most - part for most, part in zip(whole, first, strict=True)])
    parts = [one + more for one, more in zip(first, rest, strict=True)]
    taxes = _taxes_back(left, whole, parts)
    made = [_credit(*facts, taxed) for facts in zip(left, units, parts, taxes, strict=True)]
    return tuple(credit for credit, part in zip(made, parts, strict=True) if part)


def shared_back(
    left: Sequence[Sequence[Item]], taxes: Sequence[Taxed], amount: int, wanted: Wanted
) -> list[tuple[Item, ...]]:
    """The same over several papers of one order, each with rates of its own: the lines of a credit note for each."""
    rates = list(dict.fromkeys((rate.name, rate.rate_bp) for taxed in taxes for rate in taxed.rates))
    rows = [[rates.index((rate.name, rate.rate_bp)) for rate in taxed.rates] for taxed in taxes]
    together: list[Item] = []
    homes: list[tuple[int, Item]] = []
    for n, items in enumerate(left):
        for item in items:
            row = rows[n][item.row] if item.row is not None and item.row >= 0 else UNTAXED
            together.append(replace(item, at=len(together), row=row))
            homes.append((n, item))
    whole = Taxed((), inclusive=all(taxed.inclusive for taxed in taxes))
    shares: list[list[Item]] = [[] for _ in left]
    for item in taken_back(together, amount, wanted, whole):
        n, before = homes[item.at]
        shares[n].append(replace(item, at=before.at, row=before.row))
    return [tuple(share) for share in shares]


def _units(left: Sequence[Item], wanted: Wanted) -> list[int]:
    """How many units of each line are named; one that stands on several papers is taken from the first that has it."""
    still, found = dict(wanted.units), []
    for item in left:
        units = min(still.get(item.line, 0), item.quantity) if item.kind == "goods" else 0
        still[item.line] = still.get(item.line, 0) - units
        found.append(units)
    return found


def _named(item: Item, most: int, units: int, wanted: Wanted) -> int:
    if item.kind == "delivery":
        return most if wanted.delivery else 0
    return half_up(most * units, item.quantity) if units else 0


def _taxes_back(left: Sequence[Item], whole: Sequence[int], parts: Sequence[int]) -> list[int]:
    """Each line's share of its own tax, rounded on the sum of each rate."""
    taxes = [0] * len(left)
    for row in {item.row for item in left}:
        mine = [i for i, item in enumerate(left) if item.row == row and whole[i]]
        exact = {i: Fraction(left[i].tax * parts[i], whole[i]) for i in mine}
        total = sum(exact.values(), Fraction(0))
        over = half_up(total.numerator, total.denominator) - sum(int(share) for share in exact.values())
        rounded_up = sorted(mine, key=lambda i: (int(exact[i]) - exact[i], i))[:over]
        for i in mine:
            taxes[i] = int(exact[i]) + (i in rounded_up)
    return taxes


def _credit(item: Item, named: int, part: int, tax: int, taxed: Taxed) -> Item:
    """So much of a line; counted where it is whole units: all that are left, or those that were named."""
    total = part if taxed.inclusive else part - tax
    units = item.quantity if part == taxed.gross(item) else named
    counted = units > 0 and item.total == item.unit * item.quantity - item.discount
    if not counted or part != half_up(taxed.gross(item) * units, item.quantity):
        return replace(item, quantity=0, discount=0, total=total, tax=tax)
    return replace(item, quantity=units, discount=item.unit * units - total, total=total, tax=tax)
