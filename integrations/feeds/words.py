"""Names, descriptions, tags and category paths from cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from integrations.feeds.markup import KEEP_BYTES, safe_html, size_of
from integrations.feeds.table import Notes, Row
from integrations.feeds.text import cut, fold, one_line

MAX_TITLE = 255
MAX_CATEGORY = 120
LONG_BYTES = 100_000


def title(row: Row, name: str, notes: Notes) -> str:
    """The name on one line; one that no list can show is cut, and said so."""
    text = one_line(row.get(name))
    if len(text) > MAX_TITLE:
        what = notes.columns.title(name)
        notes.warned(row.line, name, f"This {what} has {len(text)} characters; it is cut to {MAX_TITLE}.")
    return cut(text, MAX_TITLE)


def description(row: Row, name: str, notes: Notes, read: Callable[[str], str] = safe_html) -> str:
    """Sanitised HTML; a very long one is said so."""
    text = row.get(name)
    safe = read(text)
    if size_of(safe) > LONG_BYTES:
        size, most = size_of(text) // 1000, KEEP_BYTES // 1000
        notes.warned(row.line, name, f"This description is {size} kB long; at most {most} kB of it are kept.")
    return safe


def tags(words: Iterable[str]) -> tuple[str, ...]:
    """Each once, however it is spelled."""
    found: dict[str, str] = {}
    for tag in filter(None, map(one_line, words)):
        found.setdefault(fold(tag), tag)
    return tuple(found.values())


def cut_name(text: str) -> str:
    """The name of a category on one line, short enough for any list."""
    return cut(one_line(text), MAX_CATEGORY)


def path(names: Iterable[str]) -> tuple[str, ...]:
    """A category's names from the root, empty ones left out."""
    return tuple(name for name in map(one_line, names) if name)


def deepest(paths: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Without the paths that only lead to another one: whoever opens Clothing finds Clothing > Shirts."""
    known = tuple(dict.fromkeys(path for path in paths if path))
    return tuple(own for own in known if not any(own != one and own == one[: len(own)] for one in known))
