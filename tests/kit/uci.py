"""Orders of a real shop (UCI "Online Retail") as a list of past orders, and its sums straight from the raw rows."""

from __future__ import annotations

import csv
import io
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

DATA = Path("/work/shared/data/uci-online-retail")
HEADS = ("order", "placed_at", "customer", "sku", "title", "quantity", "unit_price")
PENNY = Decimal("0.01")
Raw = dict[str, str]


def archive() -> Path | None:
    """The packed days, where they are at hand."""
    return next(iter(sorted(DATA.glob("*.tar.xz"))), None)


def raw_days(packed: Path, days: str) -> Iterator[list[Raw]]:
    """The rows of every day whose date begins so ("2010-12"), in the order of time."""
    with tarfile.open(packed) as tar:
        for member in sorted((m for m in tar if m.name.endswith(".csv")), key=lambda m: m.name):
            if Path(member.name).stem.startswith(days):
                file = tar.extractfile(member)
                assert file is not None
                yield list(csv.DictReader(io.TextIOWrapper(file, encoding="utf-8", newline="")))


def _is_shrinkage(row: Raw) -> bool:
    """Goods that were lost or thrown away: no sale and no return."""
    return int(row["Quantity"]) < 0 and Decimal(row["UnitPrice"]) == 0


def write_orders(days: list[list[Raw]], path: Path) -> int:
    """Write them as a list of past orders; returns how many rows."""
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADS)
        for day in days:
            invoices: dict[str, list[Raw]] = defaultdict(list)
            for row in day:
                invoices[row["InvoiceNo"]].append(row)
            for row in (row for invoice in invoices.values() for row in invoice if not _is_shrinkage(row)):
                out.writerow(_cells(row))
                rows += 1
    return rows


def _cells(row: Raw) -> tuple[str, ...]:
    """A price below zero is a debt that was written off: money that went, as one unit given back."""
    price, quantity = Decimal(row["UnitPrice"]), int(row["Quantity"])
    if price < 0:
        price, quantity = -price, -quantity
    penny = price.quantize(PENNY, ROUND_HALF_UP)
    customer, title = row["CustomerID"].removesuffix(".0"), row["Description"].strip()
    return row["InvoiceNo"], row["InvoiceDate"], customer, row["StockCode"], title, str(quantity), str(penny)


@dataclass
class Month:
    """Sums of a month, straight from the raw rows; money in pounds."""

    sales: Decimal = Decimal(0)
    returns: Decimal = Decimal(0)
    units: int = 0
    units_back: int = 0
    invoices: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)


def truth(days: list[list[Raw]]) -> dict[str, Month]:
    """By month."""
    found: dict[str, Month] = defaultdict(Month)
    for row in (row for day in days for row in day if not _is_shrinkage(row)):
        month, units = found[row["InvoiceDate"][:7]], int(row["Quantity"])
        amount = (units * Decimal(row["UnitPrice"])).quantize(PENNY, ROUND_HALF_UP)
        if amount < 0:
            month.returns -= amount
            month.units_back += abs(units)
            continue
        month.sales += amount
        month.units += units
        month.invoices.add(row["InvoiceNo"])
        month.people |= {row["CustomerID"]} - {""}
    return dict(found)
