"""The fields of one object, read by name and type; what is wrong is told with its path, such as variants[1].price."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from domain.imports.port import Action, Problem
from integrations.feeds.table import Refused
from integrations.feeds.text import quoted, tidy
from integrations.feeds.values import Unreadable

T = TypeVar("T")
_LOCALE = re.compile(r"[a-z]{2,3}([_-][A-Za-z0-9]{2,8}){0,2}")


class Number(str):
    """A number as it stands in the file, so that 19.90 is never rounded."""

    __slots__ = ()


@dataclass(slots=True)
class Notes:
    """The problems of one line."""

    line: int
    key: str | None = None
    found: list[Problem] = field(default_factory=list)

    def add(self, action: Action, path: str | None, problem: str) -> None:
        self.found.append(Problem(self.line, path, self.key, problem, action))


@dataclass(slots=True)
class Fields:
    """An object of the file. Every getter raises `Refused` for a value of the wrong type."""

    values: dict[str, Any]
    notes: Notes
    path: str = ""
    read: set[str] = field(default_factory=set)

    def place(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def get(self, name: str) -> Any:
        """The raw value, None where there is none."""
        self.read.add(name)
        return self.values.get(name)

    def text(self, name: str) -> str:
        """A text or a number as a text, "" where there is none."""
        return self._as_text(self.get(name), self.place(name))

    def texts(self, name: str) -> list[str]:
        """A list of texts, empty ones left out."""
        found = [self._as_text(value, place) for place, value in self.items(name)]
        return [text for text in found if text]

    def items(self, name: str) -> Iterator[tuple[str, Any]]:
        """(path, value) of a list."""
        values = self.get(name)
        if values is None:
            return
        if not isinstance(values, list):
            raise Refused(self.place(name), "This must be a list: […].")
        yield from ((f"{self.place(name)}[{n}]", value) for n, value in enumerate(values))

    def mapped(self, name: str) -> dict[str, str]:
        """An object of texts, such as attributes."""
        values = self.get(name)
        if values is None:
            return {}
        if not isinstance(values, dict):
            raise Refused(self.place(name), 'This must be an object: {"name": "value"}.')
        return {tidy(key): self._as_text(value, f"{self.place(name)}.{key}") for key, value in values.items()}

    def spoken(self, one: str, many: str, locale: str) -> dict[str, str]:
        """Locale → text: `one` in the shop's own language, `many` by locale. zh-Hans is zh_Hans."""
        found = {locale: self.text(one)} if one else {}
        for code, text in self.mapped(many).items():
            if not _LOCALE.fullmatch(code):
                raise Refused(f"{self.place(many)}.{code}", f"{quoted(code)} is no language; write en, ru or zh_Hans.")
            found[code.replace("-", "_")] = text
        return {code: text for code, text in found.items() if text}

    def flag(self, name: str, default: bool) -> bool:
        value = self.get(name)
        if value is not None and not isinstance(value, bool):
            raise Refused(self.place(name), "This must be true or false.")
        return default if value is None else value

    def soft(self, read: Callable[[str], T], name: str, default: T) -> T:
        """The value as `read` understands it; with a warning, the default where it does not."""
        text = self.text(name)
        if not text:
            return default
        try:
            return read(text)
        except Unreadable as error:
            self.notes.add("warned", self.place(name), str(error))
            return default

    def unknown(self) -> list[str]:
        """Fields that nothing has read."""
        return [self.place(name) for name in self.values if name not in self.read]

    def _as_text(self, value: Any, place: str) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if not isinstance(value, str | int):
            raise Refused(place, "This must be a text.")
        text = tidy(str(value))
        if "\0" in text:
            raise Refused(place, "This text holds a NUL character, which is no text.")
        return text
