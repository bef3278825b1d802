"""Text as Telegram reads it: HTML marks, lengths in UTF-16 units, the words a person's message marks by itself."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

from tests.kit.telegram.refusals import bad

Entity = dict[str, Any]

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
CHARACTER = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")
ATTRIBUTE = re.compile(r"""([^\s=>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?""")
MARKED = re.compile(
    r"(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)"
    r"|(?P<mention>(?<!\w)@[A-Za-z]\w{2,31})|(?P<url>https?://[^\s]+)|(?P<hashtag>(?<!\w)#\w+)"
)


def units(text: str) -> int:
    """The length Telegram counts: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


@dataclass
class Opened:
    tag: str
    start: int
    more: Entity


@dataclass
class HtmlReader:
    """One pass over the text; `text` and `entities` are the result."""

    source: str
    at: int = 0
    length: int = 0
    words: list[str] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    stack: list[Opened] = field(default_factory=list)

    def read(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            self.step()
        if self.stack:
            raise cannot(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        self.entities.sort(key=lambda e: (e["offset"], -e["length"]))
        return "".join(self.words), self.entities

    def step(self) -> None:
        if self.source[self.at] != "<":
            self.take_words()
        elif self.source.startswith("</", self.at):
            self.close()
        else:
            self.open()

    def take_words(self) -> None:
        end = self.source.find("<", self.at)
        end = len(self.source) if end < 0 else end
        words = CHARACTER.sub(lambda m: html.unescape(m[0]), self.source[self.at : end])
        self.words.append(words)
        self.length += units(words)
        self.at = end

    @property
    def offset(self) -> int:
        return len(self.source[: self.at].encode())

    def open(self) -> None:
        end = self.source.find(">", self.at)
        if end < 0:
            raise cannot(f"Unclosed start tag at byte offset {self.offset}")
        tag, _, rest = self.source[self.at + 1 : end].partition(" ")
        tag = tag.lower()
        if tag not in TAGS:
            raise cannot(f'Unsupported start tag "{tag}" at byte offset {self.offset}')
        self.stack.append(Opened(tag, self.length, self.more(tag, attributes(rest))))
        self.at = end + 1

    def more(self, tag: str, given: dict[str, str]) -> Entity:
        if tag == "span" and given.get("class") != "tg-spoiler":
            raise cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {self.offset}')
        if tag == "a":
            return {"url": given.get("href", "")}
        if tag == "tg-emoji":
            return {"custom_emoji_id": given.get("emoji-id", "")}
        if tag == "code" and given.get("class", "").startswith("language-"):
            return {"language": given["class"].removeprefix("language-")}
        return {"type": "expandable_blockquote"} if tag == "blockquote" and "expandable" in given else {}

    def close(self) -> None:
        end = self.source.find(">", self.at)
        tag = self.source[self.at + 2 : end].strip().lower() if end >= 0 else ""
        if end < 0:
            raise cannot(f"Unclosed end tag at byte offset {self.offset}")
        if not self.stack:
            raise cannot(f"Unexpected end tag at byte offset {self.offset}")
        opened = self.stack.pop()
        if tag and tag != opened.tag:
            where = f'at byte offset {self.offset}, expected "</{opened.tag}>", found "</{tag}>"'
            raise cannot(f"Unmatched end tag {where}")
        self.at = end + 1
        self.mark(opened)

    def mark(self, opened: Opened) -> None:
        length = self.length - opened.start
        if not length or (opened.tag == "a" and not sound_link(opened.more["url"])):
            return
        kind = {"type": TAGS[opened.tag], "offset": opened.start, "length": length}
        self.entities.append(kind | opened.more)


def cannot(why: str) -> Exception:
    return bad(f"can't parse entities: {why}")


def attributes(rest: str) -> dict[str, str]:
    return {m[1].lower(): html.unescape((m[2] or "").strip("\"'")) for m in ATTRIBUTE.finditer(rest)}


def sound_link(url: str) -> bool:
    """Telegram drops the mark of a link it cannot follow, and keeps the words."""
    return bool(re.match(r"(?:https?://[^\s/]+\.[^\s]+|https?://localhost|tg://\S+|mailto:\S+|tel:\S+)", url))


def marked(text: str) -> list[Entity]:
    """What a person's own message marks by itself: commands, mentions, links."""
    found = []
    for match in MARKED.finditer(text):
        start = units(text[: match.start()])
        found.append({"type": match.lastgroup, "offset": start, "length": units(match[0])})
    return found


def read_text(text: str, parse_mode: str | None, entities: list[Entity] | None) -> tuple[str, list[Entity]]:
    """(what is shown, its marks), without the spaces around it. Of the parse modes this server knows HTML alone."""
    mode = (parse_mode or "").lower()
    if mode not in ("", "html"):
        raise bad("unsupported parse_mode")
    shown, marks = HtmlReader(text).read() if mode else (text, [dict(e) for e in entities or []])
    return trimmed(shown, marks)


def trimmed(text: str, marks: list[Entity]) -> tuple[str, list[Entity]]:
    start = len(text) - len(text.lstrip())
    text = text.strip()
    cut, full = start, units(text)
    kept = []
    for mark in marks:
        begin = max(0, mark["offset"] - cut)
        end = min(full, mark["offset"] + mark["length"] - cut)
        if end > begin:
            kept.append(mark | {"offset": begin, "length": end - begin})
    return text, kept


def fragment(text: str, mark: Entity) -> str:
    """The words a mark covers."""
    raw = text.encode("utf-16-le")
    return raw[mark["offset"] * 2 : (mark["offset"] + mark["length"]) * 2].decode("utf-16-le")
