"""The payload of a link: one place to open, and what came with it.

payload = entry *( "-" mod )   at most 64 of A-Z a-z 0-9 - _
entry   = p id [v id] product · c id category · l id list · k token shared · o token order · t slug help
          w token another messenger of the same person · h home
mod     = x CODE coupon · r code referrer · m id campaign · u id source · g lang        ids in base 36
An order's link and that to another messenger take m, u and g alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from domain.catalog.rules import base36
from domain.chats.views import ChatView
from domain.shop.views import ShopView

_ID = "[0-9a-z]{1,7}"
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_PRODUCT = re.compile("p(?P<ids>[0-9a-z]{1,15})")
_PLAIN_ID = re.compile(_ID)
_ENTRIES = (
    ("category", re.compile(rf"c(?P<id>{_ID})")),
    ("list", re.compile(rf"l(?P<id>{_ID})")),
    ("shared", re.compile(r"k(?P<word>[0-9a-z]{12})")),
    ("order", re.compile(r"o(?P<word>[A-Za-z0-9_-]{16,43})")),
    ("join", re.compile(r"w(?P<word>[A-Za-z0-9]{16})")),
    ("topic", re.compile(r"t(?P<word>[a-z_]{2,20})")),
    ("home", re.compile("h")),
)
_MODS = {
    "coupon": re.compile(r"x(?P<word>[A-Za-z0-9_]{3,16})"),
    "referrer": re.compile(rf"r(?P<word>{_ID})"),
    "campaign": re.compile(rf"m(?P<word>{_ID})"),
    "source": re.compile(r"u(?P<word>[0-9a-z]{1,6})"),
    "language": re.compile(r"g(?P<word>[a-z]{2})"),
}


_LETTERS = {"category": "c", "list": "l", "shared": "k", "order": "o", "join": "w", "topic": "t", "home": "h"}
_MARKS = (("coupon", "x"), ("referrer", "r"), ("campaign", "m"), ("source", "u"), ("language", "g"))
_PERSONAL = ("order", "join")
LONGEST = 64


@dataclass(frozen=True, slots=True)
class Link:
    """`kind`: product, category, list, shared, order, join, topic or home. What is absent is 0 or "".

    `pairs` are the (product, variant) it may mean: "v" is a digit too, so only the shop knows which of them exists.
    """

    kind: str
    id: int = 0
    pairs: tuple[tuple[int, int], ...] = ()
    word: str = ""
    coupon: str = ""
    referrer: str = ""
    campaign: str = ""
    source: str = ""
    language: str = ""


def read_link(payload: str) -> Link | None:
    """What a payload says; None when it says nothing we know."""
    if not _PAYLOAD.fullmatch(payload):
        return None
    for end in _ends(payload):
        entry = _entry(payload[:end])
        mods = _mods(payload[end:])
        if entry is not None and mods is not None:
            return replace(entry, **mods)
    return None


def payload_of(link: Link) -> str:
    """The payload that says this. Raises `ValueError` for what no link can hold."""
    marks = [mark for mark in _MARKS if link.kind not in _PERSONAL or mark[0] not in ("coupon", "referrer")]
    mods = (f"-{letter}{getattr(link, name)}" for name, letter in marks if getattr(link, name))
    payload = _written(link) + "".join(mods)
    if len(payload) > LONGEST or read_link(payload) is None:
        raise ValueError(f"no link says {payload!r}")
    return payload


def _written(link: Link) -> str:
    if link.kind == "product":
        return product_payload(*link.pairs[0]) if link.pairs else product_payload(link.id)
    return _LETTERS[link.kind] + (link.word or (base36(link.id) if link.id else ""))


def product_payload(product_id: int, variant_id: int = 0) -> str:
    """The link to a product, or to one variant of it."""
    return f"p{base36(product_id)}" + (f"v{base36(variant_id)}" if variant_id else "")


def share_link(shop: ShopView, chat: ChatView, payload: str) -> str:
    """What is passed on: an address that opens the shop where the reader is, else the payload alone."""
    if chat.channel == "web":
        return f"/chat/{shop.slug}?start={payload}"
    return telegram_link(shop, payload) if chat.channel == "telegram" and shop.telegram else payload


def telegram_link(shop: ShopView, payload: str) -> str:
    """What opens the shop in Telegram, "" where it has no bot."""
    return f"https://t.me/{shop.telegram}?start={payload}" if shop.telegram else ""


def _ends(payload: str) -> list[int]:
    """Where the entry may end: an order's token can hold dashes itself, so the longest is tried first."""
    dashes = [place for place, letter in enumerate(payload) if letter == "-" and place]
    return [len(payload), *reversed(dashes)]


def _entry(text: str) -> Link | None:
    if found := _PRODUCT.fullmatch(text):
        return _product(found["ids"])
    for kind, pattern in _ENTRIES:
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            return Link(kind, int(parts.get("id") or "0", 36), word=parts.get("word") or "")
    return None


def _product(ids: str) -> Link | None:
    splits = ((ids[:place], ids[place + 1 :]) for place, letter in enumerate(ids) if letter == "v")
    pairs = tuple((int(a, 36), int(b, 36)) for a, b in splits if _PLAIN_ID.fullmatch(a) and _PLAIN_ID.fullmatch(b))
    plain = int(ids, 36) if _PLAIN_ID.fullmatch(ids) else 0
    return Link("product", plain, pairs) if plain or pairs else None


def _mods(text: str) -> dict[str, Any] | None:
    found: dict[str, Any] = {}
    for part in text.split("-")[1:]:
        name = next((name for name, pattern in _MODS.items() if pattern.fullmatch(part)), None)
        if name is None:
            return None
        found[name] = part[1:]
    return found
