"""Reading a file in tests: products and problems apart, and files made on the spot."""

from __future__ import annotations

import zipfile
from pathlib import Path

from domain.imports.port import Problem, ProductRow
from integrations.feeds.detect import feed_of

Read = tuple[list[ProductRow], list[Problem]]


def read_text(path: Path, text: str, *, format: str, currency: str = "EUR", locale: str = "en") -> Read:
    """Write a file and read it; it must be known as this format."""
    path.write_text(text, encoding="utf-8")
    return read_file(path, format=format, currency=currency, locale=locale)


def read_file(path: Path, *, format: str, currency: str = "EUR", locale: str = "en") -> Read:
    feed = feed_of(path, locale)
    assert feed.name == format
    items = list(feed.read(path, currency=currency))
    return [i for i in items if isinstance(i, ProductRow)], [i for i in items if isinstance(i, Problem)]


def zipped(path: Path, **files: Path | str) -> Path:
    """An archive of these files, `name_ending` for name.ending; a text is what the file holds."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in files.items():
            data = held.read_bytes() if isinstance(held, Path) else held.encode()
            archive.writestr(".".join(name.rsplit("_", 1)), data)
    return path


def sold(product: ProductRow) -> dict[tuple[str, ...], tuple[int, int | None]]:
    """Values → price and stock of each variant."""
    return {variant.values: (variant.price.minor, variant.stock) for variant in product.variants}


def told(problems: list[Problem]) -> list[tuple[int | None, str | None, str]]:
    return [(problem.line, problem.column, problem.action) for problem in problems]
