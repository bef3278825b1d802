"""The methods the fake server knows: each parameter with its type, `!` when it is required.

c chat id or @username · s words · i integer · f number · b yes or no · j a JSON object or list · u a file
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from tests.kit.telegram.refusals import bad

PLACE = "business_connection_id:s message_thread_id:i direct_messages_topic_id:i"
QUIET = "disable_notification:b protect_content:b allow_paid_broadcast:b message_effect_id:s"
REPLY = "suggested_post_parameters:j reply_parameters:j"
SEND = f"chat_id:c! {PLACE} {QUIET} {REPLY} reply_markup:j"
CAPTION = "caption:s parse_mode:s caption_entities:j"
TARGET = "business_connection_id:s chat_id:c message_id:i inline_message_id:s"
INTO = "message_thread_id:i direct_messages_topic_id:i"
INVOICE = (
    "title:s! description:s! payload:s! provider_token:s currency:s! prices:j! max_tip_amount:i"
    " suggested_tip_amounts:j provider_data:s photo_url:s photo_size:i photo_width:i photo_height:i need_name:b"
    " need_phone_number:b need_email:b need_shipping_address:b send_phone_number_to_provider:b"
    " send_email_to_provider:b is_flexible:b"
)
FORWARD = (
    f"chat_id:c! {INTO} from_chat_id:c! message_id:i! video_start_timestamp:i disable_notification:b"
    " protect_content:b message_effect_id:s suggested_post_parameters:j"
)
SCOPED = "scope:j language_code:s"

METHODS = {
    "getMe": "",
    "logOut": "",
    "close": "",
    "getUpdates": "offset:i limit:i timeout:i allowed_updates:j",
    "setWebhook": "url:s certificate:u ip_address:s max_connections:i allowed_updates:j drop_pending_updates:b"
    " secret_token:s",
    "deleteWebhook": "drop_pending_updates:b",
    "getWebhookInfo": "",
    "sendMessage": f"{SEND} text:s! parse_mode:s entities:j link_preview_options:j",
    "sendPhoto": f"{SEND} photo:u! {CAPTION} show_caption_above_media:b has_spoiler:b",
    "sendDocument": f"{SEND} document:u! thumbnail:u {CAPTION} disable_content_type_detection:b",
    "sendMediaGroup": f"chat_id:c! {PLACE} {QUIET} reply_parameters:j media:j!",
    "sendInvoice": f"chat_id:c! {INTO} {QUIET} {REPLY} reply_markup:j {INVOICE} start_parameter:s",
    "sendLocation": f"{SEND} latitude:f! longitude:f! horizontal_accuracy:f live_period:i heading:i",
    "sendVenue": f"{SEND} latitude:f! longitude:f! title:s! address:s! foursquare_id:s",
    "sendContact": f"{SEND} phone_number:s! first_name:s! last_name:s vcard:s",
    "sendChatAction": "business_connection_id:s chat_id:c! message_thread_id:i action:s!",
    "copyMessage": f"{FORWARD} {CAPTION} show_caption_above_media:b allow_paid_broadcast:b reply_parameters:j"
    " reply_markup:j",
    "forwardMessage": FORWARD,
    "createInvoiceLink": f"business_connection_id:s subscription_period:i {INVOICE}",
    "editMessageText": f"{TARGET} text:s! parse_mode:s entities:j link_preview_options:j reply_markup:j",
    "editMessageCaption": f"{TARGET} {CAPTION} show_caption_above_media:b reply_markup:j",
    "editMessageMedia": f"{TARGET} media:j! reply_markup:j",
    "editMessageReplyMarkup": f"{TARGET} reply_markup:j",
    "deleteMessage": "chat_id:c! message_id:i!",
    "deleteMessages": "chat_id:c! message_ids:j!",
    "answerCallbackQuery": "callback_query_id:s! text:s show_alert:b url:s cache_time:i",
    "answerInlineQuery": "inline_query_id:s! results:j! cache_time:i is_personal:b next_offset:s button:j",
    "answerPreCheckoutQuery": "pre_checkout_query_id:s! ok:b! error_message:s",
    "answerShippingQuery": "shipping_query_id:s! ok:b! shipping_options:j error_message:s",
    "setMyCommands": f"commands:j! {SCOPED}",
    "getMyCommands": SCOPED,
    "deleteMyCommands": SCOPED,
    "setMyName": "name:s language_code:s",
    "getMyName": "language_code:s",
    "setMyDescription": "description:s language_code:s",
    "getMyDescription": "language_code:s",
    "setMyShortDescription": "short_description:s language_code:s",
    "getMyShortDescription": "language_code:s",
    "setChatMenuButton": "chat_id:i menu_button:j",
    "getChatMenuButton": "chat_id:i",
    "getChat": "chat_id:c!",
    "getChatMember": "chat_id:c! user_id:i!",
    "getChatAdministrators": "chat_id:c!",
    "getChatMemberCount": "chat_id:c!",
    "leaveChat": "chat_id:c!",
    "pinChatMessage": "business_connection_id:s chat_id:c! message_id:i! disable_notification:b",
    "unpinChatMessage": "business_connection_id:s chat_id:c! message_id:i",
    "createForumTopic": "chat_id:c! name:s! icon_color:i icon_custom_emoji_id:s",
    "editForumTopic": "chat_id:c! message_thread_id:i! name:s icon_custom_emoji_id:s",
    "closeForumTopic": "chat_id:c! message_thread_id:i!",
    "reopenForumTopic": "chat_id:c! message_thread_id:i!",
    "setMessageReaction": "chat_id:c! message_id:i! reaction:j is_big:b",
    "getFile": "file_id:s!",
    "getMyStarBalance": "",
    "getStarTransactions": "offset:i limit:i",
    "refundStarPayment": "user_id:i! telegram_payment_charge_id:s!",
}
NAMES = {name.lower(): name for name in METHODS}

MISSING = {
    "text": "message text is empty",
    "chat_id": "chat_id is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "message_id": "message identifier is not specified",
    "prices": "there must be at least one price component",
}


@cache
def parameters(method: str) -> dict[str, tuple[str, bool]]:
    """name -> (type, required)"""
    found = {}
    for word in METHODS[method].split():
        name, kind = word.split(":")
        found[name] = (kind.rstrip("!"), kind.endswith("!"))
    return found


def read_values(method: str, given: dict[str, Any], files: Any) -> dict[str, Any]:
    """The parameters with their types; unknown ones are left out, as Telegram does."""
    values = {}
    for name, (kind, required) in parameters(method).items():
        value = given.get(name)
        if value is not None and value != "":
            values[name] = READERS[kind](value)
        elif required and name not in files:
            raise bad(MISSING.get(name, f'parameter "{name}" is required'))
    return values


def integer(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0


def chat(value: Any) -> int | str:
    words = str(value)
    return int(words) if words.lstrip("-").isdigit() else words


def number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise bad("wrong number in the request") from error


def yes(value: Any) -> bool:
    return str(value).strip().lower() in ("true", "yes", "1")


def structure(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise bad("can't parse JSON object in the request") from error


READERS: dict[str, Callable[[Any], Any]] = {
    "c": chat,
    "s": str,
    "i": integer,
    "f": number,
    "b": yes,
    "j": structure,
    "u": str,
}
