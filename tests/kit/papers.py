"""Bodies of papers, as issuing writes them, for those who draw."""

from __future__ import annotations

from typing import Any


def item(title: str, quantity: int, unit: int, **more: Any) -> dict[str, Any]:
    """A line at 20 percent, unless told otherwise."""
    total = quantity * unit - more.get("discount", 0)
    plain = {
        "kind": "goods", "total": total, "tax": total // 6, "row": 0, "title": title, "options": "", "sku": "",
        "quantity": quantity, "unit": unit, "discount": 0, "at": 0, "line": 1,
    }  # fmt: skip
    return plain | more


def paper(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An invoice of a shop in Riga over these lines."""
    lines = list(items) or [item("Linen shirt", 2, 4900, options="M, blue", sku="LS-M-BL")]
    total, tax = sum(x["total"] for x in lines), sum(x["tax"] for x in lines)
    rates = [{"name": "VAT", "rate_bp": 2000, "net": total - tax, "tax": tax}]
    plain: dict[str, Any] = {
        "version": 1, "kind": "invoice", "name": "INV-0012", "corrects": None, "order": 1042, "test": False,
        "dates": {"issued": "2026-11-23", "ordered": "2026-11-21", "paid": "2026-11-22", "delivered": ""},
        "locale": "en", "shop_locale": "en", "whole_prices": False, "currency": "EUR", "inclusive": True,
        "seller": seller(), "buyer": buyer(), "items": lines, "order_rates": rates, "rates": rates, "tax": tax,
        "total": total, "ways": ["transfer"], "coupon": "", "footer": "Goods can be sent back for 14 days.",
    }  # fmt: skip
    return plain | more


def seller(name: str = "Riga Linen SIA", *address: str, shop: str = "Tea & Linen") -> dict[str, Any]:
    rows = list(address) or ["Brīvības iela 12-4", "Rīga LV-1010"]
    contact = ["hello@linen.example", "+371 2000 0000"]
    return {"shop": shop, "name": name, "address": rows, "tax_number": "LV40103456789", "contact": contact}


def buyer(name: str = "Anna Ozola", *address: str, country: str = "") -> dict[str, Any]:
    rows = list(address) or ["Kr. Barona iela 5-12, Rīga, LV-1011"]
    return {"name": name, "address": rows, "country": country, "phone": "+371 2911 1111"}


def chinese() -> dict[str, Any]:
    goods = "龙井茶(明前特级)西湖核心产区手工炒制礼盒装,送礼自用皆宜,每年限量发售"
    return paper(
        item(goods, 2, 52800, options="250 克, 罐装"), locale="zh_Hans", currency="CNY",
        seller=seller("杭州街边小店有限公司", "浙江省杭州市西湖区文三路 100 号", shop="街边小店"),
        buyer=buyer("王小明", "310000 浙江杭州中山路12号"), footer="如需退换货,请在七天内联系我们。",
    )  # fmt: skip


def russian() -> dict[str, Any]:
    return paper(
        item("Чай улун «Те Гуань Инь»", 3, 129000, options="100 г"), locale="ru", currency="RUB",
        seller=seller("ООО «Чайная лавка»", "123056, Москва, Большой Козихинский пер., 12", shop="Лавка"),
        buyer=buyer("Константин Константинопольский", "Санкт-Петербург, Невский проспект, 100"),
    )  # fmt: skip


def rightward() -> dict[str, Any]:
    """A page that runs from right to left, with Arabic on it."""
    return paper(
        item("قميص كتان أزرق Linen (M)", 2, 4900), locale="qps",
        seller=seller("متجر الكتان (ش.م.م)", "شارع السلام 12، دبي", shop="متجر"),
        buyer=buyer("محمد علي", "شارع الملك فهد 15، الرياض", country="SA"),
    )  # fmt: skip


def long() -> dict[str, Any]:
    return paper(*(item(f"Thing number {n}", 1, 1000 + n, options="blue" if n % 3 else "") for n in range(70)))


def wide() -> dict[str, Any]:
    """Names and amounts that hardly fit."""
    name = "Very long " * 20 + "Donaudampfschifffahrtsgesellschaft" * 6
    return paper(
        item(name[:300], 99, 123_456_789_012, discount=7), currency="VND",
        seller=seller("Gesellschaft mit sehr beschränkter Haftung " * 3, "W" * 200),
        buyer=buyer("X" * 120, "Straße " * 60), footer="No space" * 90,
    )  # fmt: skip


def credit() -> dict[str, Any]:
    part = item("Courier", 0, 590, kind="delivery", total=200, tax=33)
    corrects = {"name": "INV-0012", "issued": "2026-11-23"}
    return paper(item("Linen shirt", 1, 4900), part, kind="credit_note", name="CN-0003", corrects=corrects)


EVERY = {
    "plain": paper(), "zh": chinese(), "ru": russian(), "rightward": rightward(), "long": long(), "wide": wide(),
    "credit": credit(), "test": paper(test=True), "untaxed": paper(order_rates=[], rates=[], items=[
        item("Tea", 1, 100, tax=0, row=-1)], total=100, tax=0),
}  # fmt: skip
