"""S-05 before the words, S-07 when they find nothing."""

from __future__ import annotations

from collections.abc import Iterable

from domain.catalog.views import Tile
from domain.kit.i18n import Translator
from domain.search.queries_lists import PopularWords
from handlers.browse.buttons import OpenList
from handlers.browse.screens import product_choices, sheet
from handlers.home.buttons import Home
from handlers.product.text import cut
from handlers.screen import Action, Choice, Nav, Screen
from handlers.search.buttons import TellWhenFound
from handlers.support.buttons import Help

EXAMPLES = 3
EXAMPLE_LENGTH = 24
SHOWN = 60


def search_screen(
    names: Iterable[str], popular: Iterable[PopularWords], t: Translator, *, as_you_type: bool = False
) -> Screen:
    """S-05. No state is needed: words are searched for on every screen. `as_you_type`: the messenger can do that."""
    examples = example_words(names)
    body = t("S-05", "Type what you need, e.g. {words}.", words=t.listed(examples)) if examples else ""
    return Screen(
        id="S-05",
        title=t("S-05", "Search"),
        body=body or t("S-05", "Type what you need."),
        choices=tuple(Choice(OpenList(source=f"s{p.list_id}"), p.words, columns=2) for p in popular),
        actions=(
            *((Action(t("S-05", "🔎 Search as you type"), find="", row=0),) if as_you_type else ()),
            Action(t("S-05", "Browse everything"), press=OpenList(source="all"), row=1),
        ),
        nav=Nav(back=Home()),
    )


def example_words(names: Iterable[str]) -> tuple[str, ...]:
    """Real product words: short names as they are, long ones by their beginning."""
    plain = (name.split(",")[0].split("(")[0].strip().lower() for name in names)
    short = (cut(name, EXAMPLE_LENGTH).rstrip("…") for name in plain if name)
    return tuple(dict.fromkeys(short))[:EXAMPLES]


def nothing_screen(words: str, near: tuple[Tile, ...], t: Translator, alert: TellWhenFound | None = None) -> Screen:
    """S-07, with what is spelled a little like it. `alert` is the press that sets or stops waiting for the words."""
    choices = product_choices(near, t, "h")
    return Screen(
        id="S-07",
        title=t("S-07", "Nothing found for “{q}”.", q=cut(words, SHOWN)),
        body=t("S-07", "Did you mean one of these?") if choices else t("S-07", "Try fewer or other words."),
        media=sheet(choices),
        choices=choices,
        actions=(
            Action(t("S-07", "Browse categories"), press=Home(), role="primary", prio=0, row=0),
            Action(t("S-07", "Ask the shop for it"), press=Help(), row=1),
            *_alert(alert, t),
        ),
        nav=Nav(back=Home()),
    )


def _alert(press: TellWhenFound | None, t: Translator) -> Iterable[Action]:
    if press and press.on:
        label, short = t("S-07", "🔔 Tell me if it appears"), t("S-07", "🔔 Tell me")
        yield Action(label, press=press, row=2, short=short)
    elif press:
        label, short = t("S-07", "🔔 We'll tell you · Stop"), t("S-07", "🔔 Stop the alert")
        yield Action(label, press=press, row=2, short=short)
