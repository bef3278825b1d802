"""Keyboards: what a person sees of them, and the ones Telegram refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.kit.telegram.refusals import bad

Markup = dict[str, Any]

KINDS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)
URL = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[\w-]{2,}(?:[:/?#]\S*)?|https?://localhost\S*|tg://\S+|ton://\S+", re.I)
MOST_BUTTONS = 100
WIDEST = 8


@dataclass(frozen=True)
class Button:
    """One button under a message; exactly one of the fields after the words is set."""

    text: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None
    pay: bool = False
    switch_inline: str | None = None
    style: str | None = None


def shown(markup: Markup | None) -> list[list[Button]]:
    """The rows of an inline keyboard."""
    return [[button(raw) for raw in row] for row in (markup or {}).get("inline_keyboard", [])]


def button(raw: Markup) -> Button:
    chosen = raw.get("switch_inline_query_chosen_chat")
    switch = raw.get("switch_inline_query", raw.get("switch_inline_query_current_chat"))
    return Button(
        text=raw["text"],
        data=raw.get("callback_data"),
        url=raw.get("url"),
        copy=(raw.get("copy_text") or {}).get("text"),
        pay=bool(raw.get("pay")),
        switch_inline=chosen.get("query", "") if chosen else switch,
        style=raw.get("style"),
    )


def checked(markup: Any, *, invoice: bool = False) -> Markup | None:
    """The markup as it is kept, or a refusal."""
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        return check_inline(markup, invoice)
    if "keyboard" in markup:
        check_reply(markup)
    return markup


def check_inline(markup: Markup, invoice: bool) -> Markup | None:
    rows = [row for row in markup["inline_keyboard"] if row]
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad("reply markup is too long")
    for place, raw in enumerate(each(rows)):
        check_button(raw, pays=invoice and place == 0)
    if invoice and rows and not any(raw.get("pay") for raw in each(rows)):
        raise bad("REPLY_MARKUP_BUY_EMPTY")
    return {"inline_keyboard": rows} if rows else None


def each(rows: list[list[Markup]]) -> Iterator[Markup]:
    for row in rows:
        yield from row


def check_button(raw: Markup, *, pays: bool) -> None:
    if not str(raw.get("text", "")).strip():
        raise bad("BUTTON_TEXT_INVALID")
    given = [kind for kind in KINDS if raw.get(kind) is not None and raw.get(kind) is not False]
    if not given:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(given) > 1:
        raise bad("BUTTON_TYPE_INVALID")
    if given[0] == "pay" and not pays:
        raise bad("BUTTON_POS_INVALID")
    check_value(given[0], raw[given[0]])
    if raw.get("style") not in (None, "primary", "success", "danger"):
        raise bad("can't parse inline keyboard button: Unsupported button style specified")


def check_value(kind: str, value: Any) -> None:
    if kind == "callback_data" and not 1 <= len(str(value).encode()) <= 64:
        raise bad("BUTTON_DATA_INVALID")
    if kind == "url" and not URL.fullmatch(str(value)):
        raise bad(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    if kind == "copy_text" and not 1 <= len(value.get("text", "")) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    if kind == "web_app" and not str(value.get("url", "")).startswith("https://"):
        raise bad(f"inline keyboard button Web App URL '{value.get('url')}' is invalid: Only HTTPS links are allowed")


def check_reply(markup: Markup) -> None:
    rows = markup["keyboard"]
    words = [raw if isinstance(raw, str) else raw.get("text", "") for row in rows for raw in row]
    if not words:
        raise bad("reply keyboard must contain at least one button")
    if not all(word.strip() for word in words):
        raise bad("keyboard button text must be non-empty")
    if len(words) > 300:
        raise bad("reply markup is too long")
    if len(markup.get("input_field_placeholder") or "") > 64:
        raise bad("input_field_placeholder is too long")


def too_wide(markup: Markup | None) -> bool:
    """A row of more than eight is taken by the server and cut by the apps."""
    return any(len(row) > WIDEST for row in (markup or {}).get("inline_keyboard", []))
