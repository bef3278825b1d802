"""What a file is, by its first bytes, so that it can be refused with a sentence and without being opened further."""

from __future__ import annotations

import re

from domain.imports.port import UnreadableFile

_MAGIC = (
    (b"PK\x03\x04", "an Excel workbook or another archive"),
    (b"PK\x05\x06", "an empty archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Office document"),
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
# what stands near the top of a file that begins with an angle bracket → what it is, and what to do
_MARKUP = (
    (
        b"wordpress extended rss",
        "This is a WordPress export (WXR), which carries pages and posts. In WooCommerce open Products, choose Export, "
        "and import the CSV file it gives.",
    ),
    (b"<html", "This is a web page and no product file. Perhaps the export asked you to log in: download it again."),
)
_ANY_MARKUP = (
    "This is an XML file of a kind that is not read. Read are YML price lists, CommerceML of 1C, and product feeds for "
    "Google Merchant; or export the products as CSV and import that file."
)


def refuse_by_magic(head: bytes) -> None:
    """Raises `UnreadableFile` for archives, pictures and documents, by their first bytes; nothing is unpacked."""
    _refuse(next((name for magic, name in _MAGIC if head.startswith(magic)), ""))


def refuse_binary(head: bytes) -> None:
    """One stray control character is damage to report with its line; one in twenty is no text at all."""
    _refuse("not a text file" if len(_CONTROLS.findall(head)) * 20 > len(head) else "")


def refuse_markup(head: bytes) -> None:
    """Raises `UnreadableFile` for XML and HTML in any encoding; no parser sees them, so nothing in them is expanded."""
    text = head.translate(None, b"\0\xef\xbb\xbf\xff\xfe").lstrip()[:8192].lower()
    if text.startswith(b"<"):
        raise UnreadableFile(next((said for sign, said in _MARKUP if sign in text), _ANY_MARKUP))


def _refuse(kind: str) -> None:
    if kind:
        raise UnreadableFile(
            f"This is {kind} and no CSV file. Open it in a spreadsheet and save it as “CSV UTF-8”, or export it again."
        )
