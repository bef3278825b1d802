"""Drawings of the demo goods, one function per kind of thing, and the frame each is put in."""

from __future__ import annotations

from integrations.feeds.demo.drawings import carry, clothes, cooking, house, light, pantry, paper, table, tea, wear
from integrations.feeds.demo.drawings.look import Drawing
from integrations.feeds.demo.drawings.shapes import Point

_BY_ROOM: dict[object, str] = {
    tea: "teapot ironpot glasspot mug mugs cups kettle dripper",
    cooking: "skillet casserole knife paring board spoons pin",
    table: "bowl bowls plate nest teatowel apron",
    pantry: "tin coffeebag honey jam chocolate",
    clothes: "tee longsleeve sweater shirt",
    wear: "scarf bandana beanie sunhat socks",
    carry: "tote backpack umbrella",
    light: "desklamp tablelamp paperlantern lanterns stormlantern candles jarcandle",
    house: "cushion blanket towels basket plantpot plantpots planter soap clock",
    paper: "notebook pocketbooks cards pen pencils giftbox",
}

DRAWINGS: dict[str, Drawing] = {kind: getattr(room, kind) for room, kinds in _BY_ROOM.items() for kind in kinds.split()}

# What a close-up looks at, on the 900 × 900 sheet.
FOCUS: dict[str, Point] = {
    "teapot": (540, 430),
    "ironpot": (390, 470),
    "board": (470, 260),
    "tin": (430, 480),
    "coffeebag": (450, 440),
    "shirt": (480, 300),
    "sweater": (470, 300),
    "blanket": (330, 560),
    "pen": (250, 600),
}

# Hangs from the upper edge, so it stays where it was drawn.
HANGING = frozenset({"paperlantern", "lanterns"})
