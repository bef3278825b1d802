"""Screens as each messenger shows them, for the panel: by the renderers that show them to customers."""

from __future__ import annotations

import re

from admin_web.previews import Drawn
from admin_web.render import STATIC_DIR as PANEL_STATIC
from bot.channels.telegram.keyboard import Frame, keyboard
from bot.channels.telegram.text import html_of, plain
from bot.channels.webchat.render import SCREEN_SHEETS, STATIC_DIR, Renderer
from domain.kit.i18n import Translator
from handlers.channel import CAPABILITIES, WHATSAPP
from handlers.fit import composed, overflow
from handlers.product.text import cut
from handlers.screen import Photo, Screen

_KEYFRAMES = re.compile(r"@keyframes[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
# the panel has classes of these names too; what it says of them stays outside
_FREE = ".preview :is(.badge, .card, .chip, .chips, .done, .error, .facts, .field, .hint, .row, .steps) {all: revert}"
_ROOTS = re.compile(r":root\s*\{([^{}]*)\}")


class Preview:
    """Draws for the panel's product page."""

    def __init__(self, renderer: Renderer, site: str) -> None:
        self._renderer = renderer
        self._site = site

    def draw(self, channel: str, screen: Screen, t: Translator) -> Drawn:
        """The screen in one messenger."""
        if channel == "telegram":
            return self._telegram(screen, t)
        if channel == "whatsapp":
            return _whatsapp(screen)
        return Drawn(self._renderer.node(screen, t), tight=_tight(screen, "web"))

    def _telegram(self, screen: Screen, t: Translator) -> Drawn:
        keys = keyboard(screen, Frame(t, self._site))
        rows = tuple(tuple(button.text for button in row) for row in keys.inline_keyboard) if keys else ()
        return Drawn(html_of(screen), _picture(screen), rows, _tight(screen, "telegram"))

    def stylesheet(self) -> str:
        """The chat's sheets inside `.preview`, where either scheme can be chosen."""
        sheets = "\n".join((STATIC_DIR / f"{name}.css").read_text(encoding="utf-8") for name in SCREEN_SHEETS)
        tokens = (PANEL_STATIC / "tokens.css").read_text(encoding="utf-8")
        light, dark = _ROOTS.findall(tokens)[:2]
        schemes = {"light": light, "dark": light + dark}
        themed = "\n".join(f'.preview[data-scheme="{name}"] {{{own}}}' for name, own in schemes.items())
        return f"{themed}\n{_FREE}\n.preview {{\n{_KEYFRAMES.sub('', sheets)}\n}}"


def _whatsapp(screen: Screen) -> Drawn:
    """Three reply buttons, or a list of ten rows; words and labels cut as that messenger would."""
    labels = [choice.short or choice.label for choice in screen.choices if choice.state != "sold_out"]
    actions = sorted((action for action in screen.actions if action.press), key=lambda action: action.prio)
    labels = [action.short or action.label for action in actions if action.prio == 0] + labels
    labels += [action.short or action.label for action in actions if action.prio > 0]
    few = len(labels) <= WHATSAPP.buttons
    most, longest = (WHATSAPP.buttons, WHATSAPP.button_label) if few else (WHATSAPP.rows, WHATSAPP.row_label)
    rows = tuple((cut(label, longest),) for label in labels[:most])
    return Drawn(plain(cut(composed(screen), WHATSAPP.caption)), _picture(screen), rows, _tight(screen, "whatsapp"))


def _picture(screen: Screen) -> str:
    return screen.media.path if isinstance(screen.media, Photo) else ""


def _tight(screen: Screen, channel: str) -> tuple[str, ...]:
    return tuple(problem.partition(": ")[2] for problem in overflow(screen, CAPABILITIES[channel]))
