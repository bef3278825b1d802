"""What a paper says, in the language it was issued in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from domain.kit.i18n import Translator, format_skeleton_day
from domain.kit.money import Money


class Words:
    """The words, amounts and dates of one paper."""

    def __init__(self, body: Mapping[str, Any]) -> None:
        self.body = body
        self.t = Translator(body["locale"], default_locale=body["shop_locale"], whole_prices=body["whole_prices"])

    def money(self, minor: int) -> str:
        return self.t.money(Money(minor, self.body["currency"]))

    def day(self, iso: str) -> str:
        return format_skeleton_day(date.fromisoformat(iso), "yMMMd", self.t.locale)

    @cached_property
    def title(self) -> str:
        t = self.t
        words = {
            "invoice": t("paper", "Invoice"),
            "receipt": t("paper", "Receipt"),
            "credit_note": t("paper", "Credit note"),
        }
        return words[self.body["kind"]]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Labels and values beside the buyer; empty ones are left out."""
        t, dates = self.t, self.body["dates"]
        found = [
            (t("paper", "Number"), self.body["name"]),
            (t("paper", "Date"), self._maybe_day(dates["issued"])),
            (t("paper", "Corrects"), self._paper("corrects")),
            (t("paper", "Adds to"), self._paper("adds_to")),
            (t("paper", "Order"), f"#{self.body['order']} · {self.day(dates['ordered'])}"),
            (t("paper", "Delivered"), self._maybe_day(dates["delivered"])),
            (t("paper", "Paid"), " · ".join(word for word in (self._maybe_day(dates["paid"]), self._ways()) if word)),
        ]
        return [(label, value) for label, value in found if value]

    def _maybe_day(self, iso: str) -> str:
        return self.day(iso) if iso else ""

    def _paper(self, which: str) -> str:
        """Another paper by its number; those from before there were some of a kind say nothing of it."""
        found = self.body.get(which)
        return f"{found['name']} · {self.day(found['issued'])}" if found else ""

    def _ways(self) -> str:
        t = self.t
        names = {
            "cash": t("paper", "cash"),
            "transfer": t("paper", "bank transfer"),
            "telegram": t("paper", "card"),
            "stripe": t("paper", "card"),
            "stars": t("paper", "Telegram Stars"),
            "wallet": t("paper", "shop credit"),
            "test-gateway": t("paper", "test payment"),
            "free": "",
        }
        return ", ".join(name for name in (names.get(way, way) for way in self.body["ways"]) if name)

    def item(self, item: Mapping[str, Any]) -> tuple[str, str]:
        """What a line is called, and what is said of it in small."""
        t = self.t
        names = {
            "goods": item["title"],
            "delivery": t("paper", "Delivery: {name}", name=item["title"]) if item["title"] else t("paper", "Delivery"),
            "fees": t("paper", "Fees"),
            "tip": t("paper", "Tip"),
        }
        discount = t("paper", "discount −{sum}", sum=self.money(item["discount"])) if item["discount"] else ""
        return names[item["kind"]], " · ".join(part for part in (item["options"], item["sku"], discount) if part)

    def rate_of(self, item: Mapping[str, Any]) -> str:
        """The rate of a line, "–" for none."""
        found = item.get("rate_bp")
        return "–" if found is None else self.t.percent(found)

    def rate(self, rate: Mapping[str, Any]) -> str:
        return f"{rate['name'] or self.t('paper', 'Tax')} {self.t.percent(rate['rate_bp'])}"

    @property
    def columns(self) -> dict[str, str]:
        t = self.t
        return {
            "item": t("paper", "Item"),
            "quantity": t("paper", "Qty"),
            "unit": t("paper", "Unit price"),
            "rate": t("paper", "Tax rate"),
            "net": t("paper", "Net"),
            "total": t("paper", "Total"),
        }

    @property
    def total(self) -> str:
        if self.body["kind"] == "credit_note":
            return self.t("paper", "Credited")
        return self.t("paper", "Total")

    @property
    def notes(self) -> list[str]:
        """Sentences under the sums."""
        t, said = self.t, []
        if self.body["rates"] and self.body["inclusive"]:
            said.append(t("paper", "Unit prices include tax."))
        if self.body["rates"] and not self.body["inclusive"]:
            said.append(t("paper", "Unit prices are without tax."))
        if self.body["footer"]:
            said.append(self.body["footer"])
        return said

    def buyer(self) -> list[str]:
        buyer = self.body["buyer"]
        country = self.t.country(buyer["country"]) if buyer["country"] else ""
        return [row for row in (*buyer["address"], country, buyer["phone"]) if row]

    def seller(self) -> list[str]:
        seller = self.body["seller"]
        number = self.t("paper", "Tax no. {number}", number=seller["tax_number"]) if seller["tax_number"] else ""
        shop = seller["shop"] if seller["shop"] != seller["name"] else ""
        return [row for row in (shop, *seller["address"], number, *seller["contact"]) if row]

    def page(self, number: int, pages: int) -> str:
        return self.t("paper", "Page {number} of {pages}", number=self.t.number(number), pages=self.t.number(pages))
