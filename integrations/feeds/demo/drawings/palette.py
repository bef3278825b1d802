"""The colors of the demo pictures: one warm family, with chili, leaf, turmeric and plum as accents."""

from __future__ import annotations

Rgb = tuple[int, int, int]

PAPER: Rgb = (250, 247, 242)
INK: Rgb = (52, 40, 44)

PALETTE: dict[str, Rgb] = {
    "white": (241, 237, 230),
    "cream": (240, 226, 200),
    "sand": (219, 192, 150),
    "kraft": (202, 166, 120),
    "wood": (206, 158, 104),
    "walnut": (126, 84, 58),
    "clay": (199, 112, 74),
    "chili": (190, 66, 38),
    "rose": (221, 152, 142),
    "plum": (134, 44, 74),
    "turmeric": (225, 160, 48),
    "brass": (202, 162, 84),
    "leaf": (52, 112, 74),
    "moss": (110, 118, 74),
    "sage": (154, 172, 140),
    "celadon": (168, 198, 178),
    "sky": (158, 188, 200),
    "indigo": (52, 72, 116),
    "slate": (98, 112, 122),
    "steel": (184, 188, 190),
    "charcoal": (66, 62, 62),
}


def mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    """`one` with `share` (0–1) of `other` stirred in."""
    r, g, b = (round(a + (z - a) * share) for a, z in zip(one, other, strict=True))
    return r, g, b


def darker(color: Rgb, share: float = 0.25) -> Rgb:
    """Toward warm ink, never toward black: shadows keep the family's hue."""
    return mix(color, INK, share)


def readable(color: Rgb) -> Rgb:
    """A tone of the color that can be read on a cream label."""
    return darker(color, 0.55) if sum(color) > 400 else color


def lighter(color: Rgb, share: float = 0.3) -> Rgb:
    """Toward white, as under the lamp."""
    return mix(color, (255, 252, 246), share)
