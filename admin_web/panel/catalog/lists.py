"""What the address of a list of products says: which ones, in which order."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from admin_web.visit import Visit
from domain.catalog.filters import MISSING, SORTS, STOCKS, ProductFilter

STATUSES = ("", "active", "draft", "archived")
CHIPS = ("category", "tag", "brand", "stock", "lacks", "demo", "sale")


def wanted(visit: Visit) -> ProductFilter:
    """The filter of this page's address."""
    return _filter(visit, {name: visit.asked(name) for name in ("q", "status", *CHIPS)})


def wanted_by(visit: Visit, query: str) -> ProductFilter:
    """The filter of an address a form carries along."""
    return _filter(visit, dict(parse_qsl(query.replace("\x00", "")[:2000])))


def _filter(visit: Visit, said: dict[str, str]) -> ProductFilter:
    category = said.get("category", "")
    return ProductFilter(
        search=said.get("q", "")[:200],
        status=_one_of(said.get("status", ""), STATUSES),
        category_id=int(category) if category.isdecimal() and len(category) < 16 else 0,
        tag=said.get("tag", ""),
        brand=said.get("brand", ""),
        stock=_one_of(said.get("stock", ""), STOCKS),
        lacks=_one_of(said.get("lacks", ""), MISSING),
        demo=said.get("demo") == "1",
        sale=said.get("sale") == "1",
        low=visit.shop.settings.low_stock,
        locales=tuple(visit.shop.locales),
    )


def _one_of(value: str, known: tuple[str, ...]) -> str:
    return value if value in known else ""


def sort_of(visit: Visit) -> str:
    return _one_of(visit.asked("sort"), SORTS) or SORTS[0]


def query_of(visit: Visit) -> str:
    """The filter's part of the address, for a form to carry along."""
    pairs = {name: visit.asked(name) for name in ("q", "status", *CHIPS, "sort")}
    return urlencode({name: value for name, value in pairs.items() if value})
