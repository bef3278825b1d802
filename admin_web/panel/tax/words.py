"""Classes of goods in words: those feeds and examples bring are ours, others are the merchant's own."""

from __future__ import annotations

from collections.abc import Iterable

from domain.kit.i18n import Translator


def classes(t: Translator) -> dict[str, str]:
    """The classes that have words of ours, by their code."""
    return {
        "standard": t("tax class", "Standard"),
        "reduced-rate": t("tax class", "Reduced rate"),
        "zero-rate": t("tax class", "Zero rate"),
        "exempt": t("tax class", "Not taxed"),
        "food": t("tax class", "Food"),
    }


def said(code: str, t: Translator) -> str:
    """A class as the reader says it."""
    return classes(t).get(code, code)


def typed(text: str, t: Translator) -> str:
    """The class somebody means, by its words in their language or by its code."""
    return next((code for code, word in classes(t).items() if word.casefold() == text.casefold()), text)


def choices(codes: Iterable[str], own: str, t: Translator) -> tuple[tuple[str, str], ...]:
    """Classes to choose from, the one that is set among them."""
    return tuple((code, said(code, t)) for code in dict.fromkeys((*codes, own)) if code)
