"""Who puts a paper on a page: somebody outside, chosen once for the process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class Drawer(Protocol):
    """Draws the `body` of a paper. The same body always gives the same bytes."""

    def draw(self, body: Mapping[str, Any]) -> bytes: ...


_drawer: Drawer | None = None


def draws_with(drawer: Drawer) -> None:
    """Let this one draw every paper of the process."""
    global _drawer
    _drawer = drawer


def drawer() -> Drawer:
    if _drawer is None:
        raise RuntimeError("nobody has said who draws papers: draws_with()")
    return _drawer
