"""The words of a Screen as Telegram's HTML. Pure.

Lengths are counted as Telegram counts them, after its tags are read: UTF-16 units are the strictest reading of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from bot.channels.telegram.keyboard import left_out, stays_here
from handlers.product.text import cut
from handlers.screen import Fact, Screen, Step

CAPTION, TEXT = 1024, 4096
SIGNS = {"done": "✅", "current": "➡️", "todo": "▫️", "failed": "✖️"}
LINK_SCHEMES = ("tel:", "mailto:")


def html_of(screen: Screen, most: int = CAPTION, *, said: str = "") -> str:
    """Everything the screen says, in at most so many characters; `said` stands above it. Never empty."""
    for shorter in _shorter(screen):
        if length(text := _html(shorter, said)) <= most:
            return text
    return plain(cut(_plain(screen, said), most))


def length(html: str) -> int:
    """How long Telegram finds it."""
    return len(stripped(html).encode("utf-16-le")) // 2


def stripped(html: str) -> str:
    """The words without our tags."""
    for tag in ("b", "i", "s"):
        html = html.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    return html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def plain(words: str) -> str:
    """Words as they are, whatever a merchant or a customer has written."""
    return escape(words, quote=False)


def _shorter(screen: Screen) -> Iterable[Screen]:
    """The screen as it is, then with a shorter body, then without its longest lists."""
    yield screen
    for most in (600, 300, 120):
        yield replace(screen, body=cut(screen.body, most))
    yield replace(screen, body="", lines=screen.lines[:6], facts=(*screen.facts[:6], *screen.facts[-2:]))


def _html(screen: Screen, said: str) -> str:
    blocks = [plain(said), plain(screen.notice), _head(screen), plain(screen.body)]
    blocks += ["\n".join(_step(step) for step in screen.steps)]
    blocks += ["\n".join(_stepper_lines(screen)), "\n".join(_fact(fact) for fact in screen.facts)]
    blocks += ["\n".join(plain(line) for line in (*screen.lines, *_details(screen), *_reachable(screen)))]
    return "\n\n".join(block for block in blocks if block.strip()) or "…"


def _plain(screen: Screen, said: str) -> str:
    return stripped(_html(screen, said))


def _head(screen: Screen) -> str:
    """The name, and under it what it costs."""
    title = f"<b>{plain(screen.title)}</b>" if screen.title else ""
    old = f"<s>{plain(screen.old_price)}</s>" if screen.old_price else ""
    price = " ".join(filter(None, (plain(screen.price), old, plain(screen.badge))))
    return "\n".join(filter(None, (title, price)))


def _stepper_lines(screen: Screen) -> Iterable[str]:
    """The lines of a cart, numbered as their buttons are; a lone stepper says everything on its button."""
    if not any(stepper.open for stepper in screen.steppers):
        return
    for number, stepper in enumerate(screen.steppers, 1):
        amounts = " · ".join(filter(None, (stepper.detail, stepper.amount)))
        yield f"{number}. {plain(stepper.label)}\n    {plain(amounts)}"


def _details(screen: Screen) -> Iterable[str]:
    for choice in screen.choices:
        if detail := left_out(choice):
            yield f"{choice.label}: {detail}"


def _reachable(screen: Screen) -> Iterable[str]:
    """A keyboard cannot dial, write a letter or open a page of this machine: the words say where it is."""
    for action in screen.actions:
        if action.url.startswith("http") and stays_here(action.url):
            yield f"{action.label}: {action.url}"
        if action.url.startswith(LINK_SCHEMES):
            address = action.url.partition(":")[2].partition("?")[0]
            said = _bare(address) in _bare(action.label)
            yield action.label if said else f"{action.label}: {address}"


def _bare(words: str) -> str:
    """As numbers are compared, however they are written."""
    return "".join(filter(str.isalnum, words)).casefold()


def _fact(fact: Fact) -> str:
    line = f"{plain(fact.label)}: {plain(fact.value)}"
    return f"<b>{line}</b>" if fact.strong else line


def _step(step: Step) -> str:
    line = " ".join(filter(None, (SIGNS[step.state], plain(step.label), plain(step.when))))
    return f"<b>{line}</b>" if step.state == "current" else line
