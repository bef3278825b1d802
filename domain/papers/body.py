"""Everything that is printed on a paper, as plain values: read from the order once, then never from anywhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from domain.kit.money import STARS
from domain.orders.models import Order, OrderLine
from domain.papers.models import Paper, PaperKind
from domain.papers.rules import Item, Rate, Taxed, rates_on, written
from domain.shop.views import ShopSettings, ShopView

VERSION = 1
PREFIX_LENGTH = 24
TEST = "TEST-"
ADDRESS_ROWS = 12


@dataclass(frozen=True, slots=True)
class Head:
    """What tells one paper from another. `corrects` is the paper a credit note belongs to, `adds_to` the one it goes on
    from: a paper over what came to an order later."""

    kind: PaperKind
    name: str = ""
    issued_at: datetime | None = None
    corrects: Paper | None = None
    adds_to: Paper | None = None


@dataclass(frozen=True, slots=True)
class Sold:
    """What papers are written from: the order, its lines, and when money came by which ways."""

    order: Order
    lines: Sequence[OrderLine]
    paid_at: datetime | None
    delivered_at: datetime | None
    ways: tuple[str, ...]


def kind_for(shop: ShopView, currency: str) -> PaperKind:
    """An invoice needs to say who sells, and their number at the tax office; what cannot is a receipt."""
    s = shop.settings
    complete = s.legal_name and s.legal_address and s.tax_number and currency != STARS
    return PaperKind.INVOICE if complete else PaperKind.RECEIPT


def series_for(kind: PaperKind, settings: ShopSettings, year: int, *, test: bool) -> str:
    """The series a paper is numbered in. Tests have theirs, so that no number of a real one is used up."""
    prefix = {
        PaperKind.INVOICE: settings.invoice_prefix,
        PaperKind.RECEIPT: settings.receipt_prefix,
        PaperKind.CREDIT_NOTE: settings.credit_prefix,
    }[kind]
    return f"{TEST if test else ''}{prefix.replace('{year}', str(year))}"


def name_of(series: str, number: int) -> str:
    """ "INV-0012"."""
    return f"{series}{number:04d}"


def taxed_of(order: Order) -> Taxed:
    rates = tuple(Rate(str(name), int(rate), int(net), int(tax)) for name, rate, net, tax in order.taxes)
    return Taxed(rates, inclusive=not order.tax_on_top)


def items_of(sold: Sold, taxed: Taxed) -> tuple[Item, ...]:
    """The lines of an invoice; what the order's total is made of, exactly."""
    goods = [_goods(line) for line in sold.lines]
    return written(goods, list(_charges(sold.order)), sold.order.tax, taxed)


def _goods(line: OrderLine) -> Item:
    return Item(
        "goods", line.total, line.tax, line.tax_row, line.title, line.options, line.sku,
        line.quantity, line.unit_price, line.discount, line=line.id,
    )  # fmt: skip


def _charges(order: Order) -> Sequence[Item]:
    fees = order.fees - order.tip
    found = {"delivery": order.delivery_fee, "fees": fees, "tip": order.tip}
    titles = {"delivery": str(order.delivery.get("name", ""))}
    return [Item(kind, sum_, unit=sum_, title=titles.get(kind, "")) for kind, sum_ in found.items() if sum_]


def body(head: Head, sold: Sold, shop: ShopView, items: Sequence[Item], taxed: Taxed) -> dict[str, Any]:
    """The paper itself."""
    order, zone = sold.order, shop.zone
    return {
        "version": VERSION,
        "kind": head.kind.value,
        "name": head.name,
        "corrects": _named(head.corrects),
        "adds_to": _named(head.adds_to),
        "dates": {
            "issued": _day(head.issued_at, zone),
            "ordered": _day(order.created_at, zone),
            "paid": _day(sold.paid_at, zone),
            "delivered": _day(sold.delivered_at, zone),
        },
        "order": order.number,
        "test": order.is_test,
        "locale": order.locale,
        "shop_locale": shop.locale,
        "whole_prices": shop.settings.whole_prices,
        "currency": order.currency,
        "inclusive": taxed.inclusive,
        "seller": _seller(shop),
        "buyer": _buyer(order, shop),
        "items": [asdict(item) for item in items],
        "order_rates": [asdict(rate) for rate in taxed.rates],
        "rates": [asdict(rate) for rate in rates_on(items, taxed)],
        "tax": sum(item.tax for item in items),
        "total": sum(taxed.gross(item) for item in items),
        "ways": list(sold.ways),
        "coupon": order.coupon,
        "footer": shop.settings.papers_footer,
    }


def _named(paper: Paper | None) -> dict[str, str] | None:
    return {"name": str(paper.body["name"]), "issued": str(paper.body["dates"]["issued"])} if paper else None


def _day(value: datetime | None, zone: Any) -> str:
    return value.astimezone(zone).date().isoformat() if value else ""


def _seller(shop: ShopView) -> dict[str, Any]:
    s = shop.settings
    name, rest = s.legal_name or shop.name, s.legal_address or shop.seller
    return {
        "shop": shop.name,
        "name": name,
        "address": _rows(rest.removeprefix(name)),
        "tax_number": s.tax_number,
        "contact": [word for word in (shop.email, shop.phone) if word],
    }


def _buyer(order: Order, shop: ShopView) -> dict[str, Any]:
    where: Mapping[str, Any] = order.address
    rows = _rows(str(where.get("full", "")))
    country = str(where.get("country", ""))
    return {
        "name": str(order.contact.get("name", "")),
        "address": rows,
        "country": country if country and country != shop.country else "",
        "phone": str(order.contact.get("phone", "")),
    }


def _rows(text: str) -> list[str]:
    return [row.strip(" ,") for row in text.splitlines() if row.strip(" ,")][:ADDRESS_ROWS]


def items_in(content: Mapping[str, Any]) -> tuple[Item, ...]:
    """The lines of a stored paper."""
    return tuple(Item(**item) for item in content["items"])


def taxed_in(content: Mapping[str, Any]) -> Taxed:
    """How the order was taxed when a stored paper was written: its rates may be others by now."""
    rates = tuple(Rate(x["name"], x["rate_bp"], x["net"], x["tax"]) for x in content["order_rates"])
    return Taxed(rates, inclusive=content["inclusive"])
