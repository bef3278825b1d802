"""Descriptions as other shops write them, made safe: plain formatting and web links, nothing that runs or loads."""

from __future__ import annotations

import html
import re

import nh3

KEEP_BYTES = 200_000
_SLACK = 1_000  # room for the tags that a cut leaves open
_MAX_MARKS = 10_000  # tags and entities; the sanitiser's time grows with the square of their nesting
_TAG = re.compile(r"<[^<>]*>")
_HALF_ENTITY = re.compile(r"&[a-z#0-9]*$")
_BLOCKS = re.compile(r"<(p|br|div|ul|ol|li|table|h[1-6]|img|span)\b[^<>]*>", re.IGNORECASE)
_TAGS = (
    "p br hr b strong i em u s del ins sub sup small ul ol li dl dt dd h1 h2 h3 h4 h5 h6 blockquote pre code div a "
    "table caption thead tbody tfoot tr th td"
).split()
_DROPPED_WHOLE = "script style iframe object embed noscript template svg math title textarea select".split()
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_DROPPED_WHOLE),
    attributes={"a": {"href", "title"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}},
    url_schemes={"http", "https"},
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
)
_WORDS = nh3.Cleaner(tags=set())


def safe_html(text: str) -> str:
    """Sanitised HTML of at most 200 kB; what is longer is cut between words and its open tags are closed."""
    if text.count("<") + text.count("&") > _MAX_MARKS:
        text = _TAG.sub(" ", text)[:KEEP_BYTES]
    clean = _CLEANER.clean(text).strip()
    if size_of(clean) <= KEEP_BYTES:
        return clean
    shorter = _CLEANER.clean(_piece(clean)).strip()
    # Thousands of tags that must be closed can make the piece grow past the limit: then only its words are kept.
    return shorter if size_of(shorter) <= KEEP_BYTES else _piece(_WORDS.clean(clean))


def described(text: str) -> str:
    """A description that may be HTML or plain words: without a block, a line break or a picture it is words."""
    return safe_html(text) if _BLOCKS.search(text) else literal(text)


def literal(text: str) -> str:
    """Plain words as HTML that shows every character of them, within the same limit."""
    lines = html.escape(text[:KEEP_BYTES], quote=False).splitlines()
    clean = "<br>".join(line.rstrip() for line in lines)
    return clean if size_of(clean) <= KEEP_BYTES else _piece(clean)


def size_of(text: str) -> int:
    """Bytes in UTF-8."""
    return len(text) if text.isascii() else len(text.encode())


def _piece(clean: str) -> str:
    """The beginning of sanitised HTML, never ending inside a tag or an entity, nor inside a word if that can be."""
    piece = clean.encode()[: KEEP_BYTES - _SLACK].decode(errors="ignore")
    if piece.rfind("<") > piece.rfind(">"):
        return piece[: piece.rfind("<")]
    edge = max(piece.rfind(" "), piece.rfind("\n"), piece.rfind(">") + 1)
    return piece[:edge] if edge > len(piece) - _SLACK else _HALF_ENTITY.sub("", piece)
