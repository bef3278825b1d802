"""How the choices and actions of a Screen are laid out on a page. Pure: no words, no markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal
from zlib import crc32

from handlers.screen import Action, Choice, Screen, Sheet

BlockKind = Literal["chips", "cards", "shelf", "grid", "rows"]
MAX_COLUMNS = 4
CROWDED = 8
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Block:
    """Choices that stand together and look alike. `title` names the option axis of chips."""

    kind: BlockKind
    choices: tuple[Choice, ...]
    title: str = ""
    columns: int = 1


@dataclass(frozen=True, slots=True)
class ActionRow:
    actions: tuple[Action, ...]
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Actions:
    """`above` stands before the choices (negative rows), `more` is folded away where there is much to press."""

    above: tuple[ActionRow, ...]
    rows: tuple[ActionRow, ...]
    more: tuple[ActionRow, ...]


def place(screen: Screen) -> str:
    """Says whether two drawings are the same place changed (a quantity, a chosen size) or another place."""
    goods = () if screen.price else (choice.label for choice in screen.choices if choice.price and not choice.group)
    names = "|".join((screen.id, screen.title, next(iter(goods), "")))
    return format(crc32(_DIGITS.sub("", names).encode()), "08x")


def is_plain(screen: Screen) -> bool:
    """A card of words alone: drawn as a message, not as a record."""
    seen = (screen.media, screen.album, screen.document, screen.price, screen.title, screen.lines, screen.facts)
    pressed = (screen.choices, screen.actions, screen.steppers, screen.form)
    return screen.kind == "card" and not any((*seen, *screen.steps, *pressed))


def alert(screen: Screen) -> str:
    """What is said above the screen; not what a field of its form says already."""
    inputs = screen.form.inputs if screen.form else ()
    return "" if any(field.error == screen.alert for field in inputs) else screen.alert


def blocks(screen: Screen) -> tuple[Block, ...]:
    """Runs of choices: values of one axis, products with pictures, narrow cells, plain rows."""
    pictured = isinstance(screen.media, Sheet) or any(choice.image for choice in screen.choices)
    cards: BlockKind = "cards" if isinstance(screen.media, Sheet) else "shelf"
    runs = groupby(screen.choices, key=lambda choice: _run(choice, pictured))
    return tuple(_block(kind, title, columns, tuple(choices), cards) for (kind, title, columns), choices in runs)


def _run(choice: Choice, pictured: bool) -> tuple[str, str, int]:
    if choice.group:
        return "chips", choice.group, 1
    if choice.image or (pictured and choice.price):
        return "pictured", "", 1
    columns = min(choice.columns, MAX_COLUMNS)
    return ("grid", "", columns) if columns > 1 else ("rows", "", 1)


def _block(kind: str, title: str, columns: int, choices: tuple[Choice, ...], cards: BlockKind) -> Block:
    if kind == "chips":
        return Block("chips", choices, title)
    if kind == "pictured":
        return Block(cards, choices)
    return Block("grid" if kind == "grid" else "rows", choices, columns=columns)


def actions(screen: Screen) -> Actions:
    """The primary action first and alone, the others by row number; the least needed behind "More"."""
    rest = [action for action in screen.actions if action.role != "primary"]
    crowded = len(screen.actions) > CROWDED
    folded = [action for action in rest if crowded and action.prio >= 4]
    shown = [action for action in rest if action not in folded]
    primary = tuple(ActionRow((action,), primary=True) for action in screen.actions if action.role == "primary")
    return Actions(
        above=_rows(action for action in shown if action.row < 0),
        rows=primary + _rows(action for action in shown if action.row >= 0),
        more=_rows(folded),
    )


def _rows(chosen: Iterable[Action]) -> tuple[ActionRow, ...]:
    ordered = sorted(chosen, key=lambda action: action.row)
    return tuple(ActionRow(tuple(row)) for _, row in groupby(ordered, key=lambda action: action.row))
