"""What templates may do to words and addresses. Pure functions, registered as Jinja filters."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from urllib.parse import urlsplit
from zlib import crc32

LINK_SCHEMES = frozenset({"", "http", "https", "tel", "mailto"})
TINTS = 6
_SIGN_CATEGORIES = frozenset({"So", "Sm", "Sk", "Mn", "Cf"})


@lru_cache(maxsize=4096)
def safe_url(address: str) -> str:
    """The address when a browser may follow it (http, https, tel, mailto, or a path of this host), else ""."""
    address = address.strip()
    if any(unicodedata.category(char) == "Cc" or char.isspace() or char == "\\" for char in address):
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme.lower() not in LINK_SCHEMES:
        return ""
    return "" if not parts.scheme and ":" in address.split("/")[0] else address


def image_url(address: str) -> str:
    """The address of a picture the page's policy lets through: a path of this host, or https."""
    url = safe_url(address)
    return url if url.startswith(("https://", "/")) and not url.startswith("//") else ""


def is_outside(address: str) -> bool:
    """Whether following the address leaves the chat page, so it opens beside it."""
    return not address.startswith(("tel:", "mailto:"))


def paragraphs(text: str) -> list[list[str]]:
    """Plain text as paragraphs of lines."""
    chunks = text.replace("\r\n", "\n").strip("\n").split("\n\n")
    return [chunk.strip("\n").split("\n") for chunk in chunks if chunk.strip()]


def sign(label: str) -> tuple[str, str]:
    """A leading emoji or mark and the words after it: the mark is decoration, the words are the name."""
    head, _, rest = label.partition(" ")
    is_sign = bool(head) and all(unicodedata.category(char) in _SIGN_CATEGORIES for char in head)
    return (head, rest.strip()) if is_sign and rest.strip() else ("", label)


def initial(name: str) -> str:
    """The first letter or digit of a name, for tiles without a picture."""
    return next((char.upper() for char in name if char.isalnum()), "•")


def tint(name: str) -> int:
    """A calm background, 1–6, always the same for one name."""
    return crc32(name.encode()) % TINTS + 1


FILTERS = {
    "safe_url": safe_url,
    "image_url": image_url,
    "paragraphs": paragraphs,
    "sign": sign,
    "initial": initial,
    "tint": tint,
}
TESTS = {"outside": is_outside}
