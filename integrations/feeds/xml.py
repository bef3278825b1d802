"""XML read as a stream by names of elements. Nothing is declared, expanded or fetched; memory holds one element."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from domain.imports.port import UnreadableFile
from integrations.feeds.table import Columns
from integrations.feeds.text import one_line, tidy

CHUNK = 1 << 16
LONGEST = 4 << 20  # of one element with all that is in it
BEHIND = 8 << 20  # a name or an attribute that has no end
DEEPEST = 64
_ELEMENT_COSTS = 64


@dataclass(slots=True)
class Node:
    """An element by its local name; `fault` when it is too long to be read."""

    tag: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list[Node] = field(default_factory=list)
    fault: str = ""

    def every(self, tag: str) -> list[Node]:
        return [child for child in self.children if child.tag == tag]

    def said(self, *tags: str) -> str:
        """The text of the first child of this name that has any, tidy."""
        return next((tidy(c.text) for tag in tags for c in self.every(tag) if tidy(c.text)), "")

    def within(self, *tags: str) -> list[Node]:
        """The children at the end of a path: within("Группы", "Ид")."""
        found = [self]
        for tag in tags:
            found = [child for node in found for child in node.every(tag)]
        return found

    def named(self, name: str) -> str:
        return one_line(self.attributes.get(name, ""))


class Broken(Exception):
    """The file is not well formed from this line on."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line
        self.problem = problem


def columns_of(*names: str) -> Columns:
    """Elements as if they were columns, so that notes call them by their names."""
    return Columns((), {name: name for name in names}, (), 0)


def root_of(path: Path) -> str:
    """The local name of the first element, "" when the beginning is no XML; declarations are passed over."""
    found: list[str] = []
    with path.open("rb") as stream:
        if not _looks_like_markup(stream.read(CHUNK)):
            return ""
        stream.seek(0)
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda name, _attributes: found.append(_local(name))
        try:
            while not found and (chunk := stream.read(4096)) and stream.tell() <= 4 * CHUNK:
                parser.Parse(chunk, False)
        except (expat.ExpatError, ValueError, LookupError):
            pass
    return found[0] if found else ""


def check(path: Path) -> None:
    """Raises `UnreadableFile` for entities and encodings nobody reads; they stand before the first element."""
    with path.open("rb") as stream:
        reader = _Reader(frozenset())
        try:
            while not reader.begun and (chunk := stream.read(4096)):
                reader.feed(chunk)
        except Broken as broken:
            if not reader.begun:
                raise UnreadableFile(f"This XML file cannot be read: {broken.problem}") from None


def nodes(path: Path, tags: Collection[str]) -> Iterator[Node]:
    """The outermost elements of these names, in file order. Raises `Broken` after the last good one."""
    with path.open("rb") as stream:
        yield from _stream(stream, _Reader(frozenset(tags)))


def _stream(stream: BinaryIO, reader: _Reader) -> Iterator[Node]:
    chunk = b"-"
    while chunk:
        chunk = stream.read(CHUNK)
        broken: Broken | None = None
        try:
            reader.feed(chunk, final=not chunk)
        except Broken as error:
            broken = error
        while reader.ready:
            yield reader.ready.popleft()
        if broken:
            raise broken


class _Reader:
    """What the parser calls; elements that are complete wait in `ready`."""

    def __init__(self, tags: frozenset[str]) -> None:
        self._tags = tags
        self._open: list[Node] = []
        self._texts: list[list[str]] = []
        self._depth = self._size = self._fed = 0
        self.begun = False
        self.ready: deque[Node] = deque()
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = _refuse_entities
        self._parser.UnparsedEntityDeclHandler = _refuse_entities
        self._parser.ExternalEntityRefHandler = _refuse_entities
        self._parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def feed(self, chunk: bytes, *, final: bool = False) -> None:
        self._fed += len(chunk)
        try:
            self._parser.Parse(chunk, final)
        except expat.ExpatError as error:
            why = expat.ErrorString(error.code)
            raise Broken(error.lineno, f"the XML is damaged here ({why}).") from None
        except (ValueError, LookupError):
            raise Broken(1, "its encoding is not known; save it as UTF-8.") from None
        if self._fed - self._parser.CurrentByteIndex > BEHIND:
            raise Broken(self._parser.CurrentLineNumber, "something here is longer than 8 MB and has no end.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.begun = True
        self._depth += 1
        if self._depth > DEEPEST:
            raise Broken(self._parser.CurrentLineNumber, f"its elements are nested more than {DEEPEST} deep.")
        tag = _local(name)
        if not self._open and tag not in self._tags:
            return
        size = sum(len(key) + len(value) for key, value in attributes.items())
        node = Node(tag, self._parser.CurrentLineNumber, attributes)
        if self._open and self._fits(_ELEMENT_COSTS + size):
            self._open[-1].children.append(node)
        self._open.append(node)
        self._texts.append([])

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if not self._open:
            return
        node = self._open.pop()
        node.text = "".join(self._texts.pop())
        if not self._open:
            self.ready.append(node)
            self._size = 0

    def _characters(self, text: str) -> None:
        if self._open and self._fits(len(text)):
            self._texts[-1].append(text)

    def _fits(self, size: int) -> bool:
        self._size += size
        if self._size > LONGEST:
            self._open[0].fault = "This is longer than four million characters and is left out."
            self._open[0].children.clear()
        return self._size <= LONGEST


def _refuse_entities(*_: object) -> int:
    raise UnreadableFile("This XML file declares entities, which can hide other files or fill the memory: refused.")


def _looks_like_markup(head: bytes) -> bool:
    return head.translate(None, b"\0\xef\xbb\xbf\xff\xfe").lstrip().startswith(b"<")


def _local(name: str) -> str:
    return name.rpartition(":")[2]
