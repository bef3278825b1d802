"""Descriptions: what formatting they may carry, and the same words as plain text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3

_PARAGRAPHS = frozenset("p ul ol dl h1 h2 h3 h4 h5 h6 blockquote pre table".split())
_LINES = _PARAGRAPHS | frozenset("br hr li dt dd div tr caption".split())
_CLEANER = nh3.Cleaner(
    tags=set(_LINES | frozenset("a b strong i em u s del ins sub sup small code thead tbody tfoot th td".split())),
    attributes={"a": {"href", "title"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}},
    url_schemes={"http", "https"},
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
)
_MARKUP = re.compile(r"<[a-z/!]|&[a-z#0-9]+;", re.IGNORECASE)
_EMPTY_BULLET = re.compile(r"• *\n\s*")
_WIDE_GAP = re.compile(r"\n{3,}")


def safe_html(text: str) -> str:
    """A merchant's description with plain formatting and web links, and nothing that runs or loads."""
    return _CLEANER.clean(text).strip()


def plain(html: str) -> str:
    """The words of a sanitised description: a line per block, an empty line between paragraphs, dots before items."""
    if not _MARKUP.search(html):
        return html.strip()
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = "\n".join(" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return _WIDE_GAP.sub("\n\n", _EMPTY_BULLET.sub("• ", text)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's own
        if tag in _LINES:
            self.pieces.append("\n\n" if tag in _PARAGRAPHS else "\n")
        if tag in ("li", "td", "th"):
            self.pieces.append("• " if tag == "li" else " ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _LINES:
            self.pieces.append("\n\n" if tag in _PARAGRAPHS else "\n")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data.replace("\n", " "))
