"""What a recipe asks for: colors in order, and words such as "enamel" or "detail"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from integrations.feeds.demo.drawings.canvas import Canvas
from integrations.feeds.demo.drawings.palette import PALETTE, Rgb


@dataclass(frozen=True, slots=True)
class Look:
    """The second half of a recipe."""

    colors: tuple[Rgb, ...]
    words: frozenset[str]

    @classmethod
    def of(cls, words: list[str]) -> Look:
        return cls(
            tuple(PALETTE[word] for word in words if word in PALETTE),
            frozenset(word for word in words if word not in PALETTE),
        )

    def color(self, number: int = 0) -> Rgb:
        return self.colors[number]

    def only(self, number: int, *words: str) -> Look:
        """The same with one of the colors first, and more words."""
        return replace(self, colors=(self.colors[number], *self.colors), words=self.words | set(words))


Drawing = Callable[[Canvas, Look], None]
