"""A merchant's long text in small places: cut at a word, paged at a paragraph. Pure."""

from __future__ import annotations

EXCERPT = 160
EXCERPT_LINES = 3
PAGE = 550


def cut(text: str, length: int) -> str:
    """At most `length` characters, ending at a word with "…"; scripts without spaces end anywhere."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    at_word = head.rsplit(None, 1)[0] if not text[length - 1].isspace() and " " in head else head
    return f"{(at_word if len(at_word) > length // 2 else head).rstrip(' ,.;:–-')}…"


def excerpt(text: str) -> str:
    """The first lines of a description, short enough to stand above the buttons."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    joined = "\n".join(lines[:EXCERPT_LINES])
    short = cut(joined, EXCERPT)
    return short if short != joined or len(lines) <= EXCERPT_LINES else f"{short.rstrip('.…')} …"


def pages_of(text: str) -> list[str]:
    """A long text as pages of whole paragraphs, or of whole words where one paragraph is longer than a page."""
    pages = [""]
    for piece in (part for paragraph in _paragraphs(text) for part in _pieces(paragraph)):
        if pages[-1] and len(pages[-1]) + len(piece) + 2 > PAGE:
            pages.append(piece)
        else:
            pages[-1] = f"{pages[-1]}\n\n{piece}" if pages[-1] else piece
    return pages


def _paragraphs(text: str) -> list[str]:
    return [paragraph.strip() for paragraph in text.split("\n\n") if paragraph.strip()]


def _pieces(paragraph: str) -> list[str]:
    pieces = []
    while len(paragraph) > PAGE:
        head = paragraph[:PAGE]
        at = max(head.rfind(" "), head.rfind("\n"))
        at = at if at > PAGE // 2 else PAGE
        pieces.append(paragraph[:at].rstrip())
        paragraph = paragraph[at:].lstrip()
    return [*pieces, paragraph]
