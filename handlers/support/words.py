"""Words that ask for help rather than for goods, in the reader's language. Pure."""

from __future__ import annotations

import re

from domain.kit.i18n import Translator
from domain.kit.text import folded

LONGEST = 120
HAN_PHRASE = 3
_HAN = re.compile(r"[\u3400-\u9fff]")
_ENGLISH = Translator("en")


def phrases(t: Translator) -> dict[str, str]:
    """What people type, by topic, in order of importance: phrases separated by commas. Translators write their own."""
    return {
        "orders": t(
            "help words",
            "where is my order, where's my order, my order, my orders, order status, track, tracking, track my order, "
            "not arrived, has not arrived, late order, when will it arrive, where is my parcel, where is my package",
        ),
        "returns": t(
            "help words",
            "refund, refunds, money back, i want my money back, return, returns, return policy, send back, exchange, "
            "broken, damaged, wrong item, complaint, cancel, cancel my order, cancel order",
        ),
        "delivery": t(
            "help words",
            "delivery, delivery cost, delivery price, delivery time, how much is delivery, shipping, shipping cost, "
            "do you deliver, how long does delivery take",
        ),
        "payment": t(
            "help words",
            "payment, how to pay, how do i pay, can i pay, payment methods, pay by card, bank transfer, invoice",
        ),
        "terms": t("help words", "terms, terms of sale, conditions"),
        "privacy": t("help words", "privacy, my data, delete my data, personal data"),
        "seller": t("help words", "who are you, who sells here, company, imprint"),
        "human": t(
            "help words",
            "help, support, human, person, operator, agent, talk to a human, speak to someone, contact, contact us, "
            "phone number, call me, call you, email, opening hours",
        ),
    }


def topic_of(text: str, t: Translator) -> str:
    """The topic some words ask about; "" when they are to be searched for.

    A whole message that is one of the phrases, or a longer one with a phrase of several words or a question mark.
    Chinese puts no space between words: there a phrase of three characters is long enough.
    """
    if len(text) > LONGEST:
        return ""
    said = _plain(text)
    asks = text.rstrip().endswith(("?", "؟", "？"))
    for translator in (t, _ENGLISH):
        for topic, listed in phrases(translator).items():
            if any(_fits(said, phrase, asks) for phrase in map(_plain, re.split(r"[,،、]", listed)) if phrase):
                return topic
    return ""


def _fits(said: str, phrase: str, asks: bool) -> bool:
    if said == phrase:
        return True
    if len(_HAN.findall(phrase)) >= HAN_PHRASE:
        return phrase in said
    long_enough = " " in phrase or asks
    return long_enough and re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", said) is not None


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s']", " ", folded(text).replace("’", "'")).split())
