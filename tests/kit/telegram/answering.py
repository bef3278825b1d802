"""The methods that answer what a person waits for."""

from __future__ import annotations

import re

from tests.kit.telegram import keyboards
from tests.kit.telegram.ask import Ask
from tests.kit.telegram.chats import Raw
from tests.kit.telegram.marks import read_text
from tests.kit.telegram.refusals import bad

LONGEST_TOAST = 200
MOST_RESULTS = 50
LONGEST_OFFSET = 64
START = re.compile(r"[A-Za-z0-9_-]{1,64}")
RESULTS = "article audio contact game document gif location mpeg4_gif photo venue video voice sticker".split()


def answer_callback(ask: Ask) -> bool:
    if len(ask.get("text") or "") > LONGEST_TOAST:
        raise bad("MESSAGE_TOO_LONG")
    url = ask.get("url") or ""
    if url and not url.startswith((f"https://t.me/{ask.bot.username}", f"t.me/{ask.bot.username}", "tg://")):
        raise bad("URL_INVALID")
    ask.query("callback_query_id", "callback").settle(ask.values)
    return True


def answer_inline(ask: Ask) -> bool:
    results = ask["results"]
    if len(results) > MOST_RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    ids = [str(result.get("id", "")) for result in results]
    if not all(1 <= len(name.encode()) <= 64 for name in ids):
        raise bad("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad("RESULT_ID_DUPLICATE")
    if len((ask.get("next_offset") or "").encode()) > LONGEST_OFFSET:
        raise bad("NEXT_OFFSET_INVALID")
    for result in results:
        check_result(result)
    check_button(ask.get("button"))
    ask.query("inline_query_id", "inline").settle(ask.values)
    return True


def check_result(result: Raw) -> None:
    if result.get("type") not in RESULTS:
        raise bad("can't parse inline query result: Unsupported inline query result type")
    if result["type"] == "article" and not (result.get("title") and result.get("input_message_content")):
        raise bad("can't parse inline query result: Can't find field")
    markup = keyboards.checked(result.get("reply_markup"))
    if markup and "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    content = result.get("input_message_content") or {}
    if "message_text" in content and not written(content):
        raise bad("message text is empty")


def written(content: Raw) -> str:
    return read_text(content["message_text"], content.get("parse_mode"), content.get("entities"))[0]


def check_button(button: Raw | None) -> None:
    """The button above the results: into the private chat, or a page."""
    if not button:
        return
    start = button.get("start_parameter")
    if start is not None and not START.fullmatch(start):
        raise bad("START_PARAM_INVALID")
    if not button.get("text") or (start is None and "web_app" not in button):
        raise bad("can't parse inline query results button")
