"""What a feed gives to the importer: whole products, and rows that need a look. No database, no network here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from domain.kit.money import Money

Action = Literal["refused", "warned", "skipped"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to know about one place in the file.

    `line` is the file's physical line (1-based), None when the file could not be read at all.
    `refused`: the row did not go in. `warned`: it went in and needs a look. `skipped`: left out on purpose.
    """

    line: int | None
    column: str | None
    key: str | None
    problem: str
    action: Action


@dataclass(frozen=True, slots=True)
class ImageRow:
    """`source` is a URL, or a path relative to the feed's own folder (demo shop)."""

    source: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class VariantRow:
    """One sellable variant. `values` follows `ProductRow.options`, one value per option.

    `stock` None means untracked. `weight_g` in grams. `key` is unique inside the product (SKU, else the values).
    """

    key: str
    values: tuple[str, ...]
    price: Money
    compare_at: Money | None = None
    sku: str = ""
    gtin: str = ""
    stock: int | None = None
    policy: Literal["deny", "backorder", "untracked"] = "deny"
    weight_g: int = 0
    image: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One product with everything a file says about it.

    `key` identifies it for ever (Shopify handle): a second import with the same key updates.
    `names`/`descriptions` map locale → text; descriptions are sanitised HTML or plain text.
    `categories` are paths from the root, first is primary: (("Home", "Lamps"),).
    """

    key: str
    names: dict[str, str]
    variants: tuple[VariantRow, ...]
    descriptions: dict[str, str] = field(default_factory=dict)
    status: Literal["draft", "active", "archived"] = "active"
    brand: str = ""
    categories: tuple[tuple[str, ...], ...] = ()
    tags: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    attributes: dict[str, str] = field(default_factory=dict)
    images: tuple[ImageRow, ...] = ()
    tax_class: str = "standard"
    requires_shipping: bool = True
    line: int | None = None


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """What a category is called, locale → text. `path` is the one that products name, from the root."""

    path: tuple[str, ...]
    names: dict[str, str]
    descriptions: dict[str, str] = field(default_factory=dict)
    line: int | None = None


@dataclass(frozen=True, slots=True)
class WordRow:
    """One short word of the merchant (an option, its value, an attribute) in other languages, locale → text."""

    word: str
    texts: dict[str, str]
    line: int | None = None


Item: TypeAlias = ProductRow | CategoryRow | WordRow | Problem


class UnreadableFile(Exception):
    """The file is not of this format at all; the text says what it looks like and what to do."""


class Feed(Protocol):
    """One file format. Lives in `integrations/feeds/<name>/`."""

    @property
    def name(self) -> str: ...

    def recognises(self, path: Path) -> bool:
        """Whether the first bytes of the file look like this format."""
        ...

    def read(self, path: Path, *, currency: str) -> Iterator[Item]:
        """Stream products, names in other languages and problems in file order; prices are read in `currency`.

        Raises `UnreadableFile`.
        """
        ...
