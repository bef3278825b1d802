"""Which columns of a list somebody wants to see, and how close its rows stand: kept by the browser, for each list.

The cookie reads "orders=units.when&products=dense": what is hidden, and `dense`. A column's name is the class of its
cells; those that say what a row is cannot be hidden.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from aiohttp import web

from domain.kit.i18n import Translator

COOKIE = "hawker-lists"
DENSE = "dense"
LISTS: Mapping[str, tuple[str, ...]] = {
    "orders": ("who", "units", "sum", "pays", "state", "when"),
    "products": ("thumb", "price", "stock", "state"),
    "customers": ("way", "count", "sum", "lang", "tags", "when"),
    "stock": ("code", "bound", "free", "waits", "when"),
}
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Look:
    """How one list is drawn."""

    name: str
    hidden: frozenset[str]
    dense: bool

    @property
    def classes(self) -> str:
        """Of the table."""
        return " ".join([*(f"no-{one}" for one in sorted(self.hidden)), *([DENSE] if self.dense else [])])

    def columns(self, t: Translator) -> list[tuple[str, str, bool]]:
        """(name, word, whether it is shown), in their order."""
        words = _words(t)
        return [(one, words[self.name, one], one not in self.hidden) for one in LISTS[self.name]]


def look(request: web.Request, name: str) -> Look:
    """As the browser has kept it; what it says of columns there are not is nothing."""
    said = set(_kept(request).get(name, "").split("."))
    return Look(name, frozenset(said & set(LISTS[name])), DENSE in said)


def keep(request: web.Request, response: web.StreamResponse, name: str, shown: Collection[str], dense: bool) -> None:
    """From now on this browser shows these columns of a list."""
    hidden = [one for one in LISTS[name] if one not in shown]
    lists = _kept(request) | {name: ".".join([*hidden, *([DENSE] if dense else [])])}
    said = urlencode({key: value for key, value in lists.items() if value and key in LISTS})
    response.set_cookie(COOKIE, said, path="/admin", max_age=_YEAR, httponly=True, samesite="Lax")


def _kept(request: web.Request) -> dict[str, str]:
    return {key: values[-1] for key, values in parse_qs(request.cookies.get(COOKIE, "")[:500]).items()}


def _words(t: Translator) -> Mapping[tuple[str, str], str]:
    return {
        ("orders", "who"): t("panel", "Customer"), ("orders", "units"): t("panel", "Items"),
        ("orders", "sum"): t("panel", "Total"), ("orders", "pays"): t("panel", "Payment"),
        ("orders", "state"): t("panel", "State"), ("orders", "when"): t("panel", "When"),
        ("products", "thumb"): t("panel", "Picture"), ("products", "price"): t("panel", "Price"),
        ("products", "stock"): t("panel", "Stock"), ("products", "state"): t("panel", "State"),
        ("customers", "way"): t("panel", "Channels"), ("customers", "count"): t("panel", "Orders"),
        ("customers", "sum"): t("panel", "Spent"), ("customers", "lang"): t("panel", "Language"),
        ("customers", "tags"): t("panel", "Tags"), ("customers", "when"): t("panel", "Last seen"),
        ("stock", "code"): "SKU", ("stock", "bound"): t("panel", "Held"), ("stock", "free"): t("panel", "Free"),
        ("stock", "waits"): t("panel", "Waiting"), ("stock", "when"): t("panel", "Last moved"),
    }  # fmt: skip
