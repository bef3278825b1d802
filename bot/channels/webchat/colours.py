"""A merchant's colour, made readable: words on it reach 4.5:1 whatever was asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

ENOUGH = 4.5
_HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
_STEP = 4
_DEFAULT = "#b83a1e"
_WHITE, _INK = (255, 255, 255), (28, 25, 23)
# Links stand in the brand colour on these, the darkest light ground and the lightest dark one.
_LIGHT_GROUND, _DARK_GROUND = (243, 237, 227), (58, 52, 47)

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Brand:
    """`light` carries white words, `dark` carries ink ones."""

    light: str
    dark: str

    @property
    def css(self) -> str:
        return (
            f":root{{--chili:{self.light};--chili-press:{self.light};--chili-wash:var(--sunk)}}\n"
            f"@media (prefers-color-scheme:dark){{:root{{--chili:{self.dark};--chili-press:{self.dark}}}}}\n"
        )


def readable(colour: str) -> Brand:
    """The nearest colours to `colour` (#rrggbb) that can be read in both schemes; ours when it is not a colour."""
    rgb = _parse(colour if _HEX.match(colour) else _DEFAULT)
    light = _until(rgb, (0, 0, 0), (_WHITE, _LIGHT_GROUND))
    dark = _until(rgb, (255, 255, 255), (_INK, _DARK_GROUND))
    return Brand(_hex(light), _hex(dark))


def contrast(one: Rgb, other: Rgb) -> float:
    """WCAG 2 contrast ratio, 1–21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _until(rgb: Rgb, towards: Rgb, grounds: tuple[Rgb, Rgb]) -> Rgb:
    for percent in range(0, 101, _STEP):
        mixed = _mix(rgb, towards, percent)
        if all(contrast(mixed, ground) >= ENOUGH for ground in grounds):
            return mixed
    return towards


def _mix(rgb: Rgb, towards: Rgb, percent: int) -> Rgb:
    red, green, blue = (old + (new - old) * percent // 100 for old, new in zip(rgb, towards, strict=True))
    return red, green, blue


def _luminance(rgb: Rgb) -> float:
    red, green, blue = (_linear(channel / 255) for channel in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _parse(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(rgb: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*rgb)
