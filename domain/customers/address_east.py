"""Addresses written from the large to the small without commas: Chinese, Japanese, Korean."""

from __future__ import annotations

import re

_CODE = r"(?:〒\s*)?(?:(?P<postcode>\d{3}-\d{4}|\d{5,6})[,\s]*)?"
_CHINESE = re.compile(
    rf"(?:中国|中华人民共和国)?\s*{_CODE}"
    r"(?:(?P<region>[^\d\s]{2,8}?(?:省|自治区|自治區))\s*)?"
    r"(?P<city>(?:北京|上海|天津|重庆|重慶)市?|[^\d\s]{2,8}?(?:市|自治州|地区|盟))\s*"
    r"(?P<district>(?:[^\d\s]{1,6}?(?:新区|区|區|县|縣|旗|市)\s*)?(?:[^\d\s]{1,8}?(?:街道|镇|鎮|乡|鄉)\s*)?)"
    r"(?P<street>[^\d\s]{1,16}?(?:大道|大街|路|街|巷|道|胡同|弄|村|条|里)(?:[东南西北中]?段)?)?\s*"
    r"(?P<house>\d+(?:-\d+)?(?:号院|号楼|号|號|弄))?\s*"
    r"(?P<unit>[^,]*?)[,\s]*(?P<last>\d{6})?"
)
_JAPANESE = re.compile(
    rf"(?:日本|日本国)?\s*{_CODE}"
    r"(?P<region>東京都|北海道|(?:京都|大阪)府|[^\d\s]{2,3}県)\s*"
    r"(?P<city>[^\d\s]{1,6}?郡[^\d\s]{1,6}?[町村]|[^\d\s]{1,7}?[市区町村](?:[^\d\s]{1,4}?区)?)\s*"
    r"(?P<district>)(?P<street>[^\d\s]{1,16})?\s*"
    r"(?P<house>\d+(?:丁目|番地|番|号|-|の|\d)*)?\s*(?P<unit>[^,]*?)(?P<last>)"
)
_KOREAN = re.compile(
    rf"(?:대한민국|한국)?\s*{_CODE}"
    r"(?P<region>\w+(?:특별시|광역시|특별자치시|특별자치도|도|시))\s+"
    r"(?P<city>\w+(?:시|군|구)(?:\s+\w+구)?)\s+"
    r"(?P<district>(?:\w+[읍면동]\s+)?)(?P<street>\w+?(?:대로|로|길)(?:\d+\w*길)?)\s*"
    r"(?P<house>\d+(?:-\d+)?)\s*,?\s*(?P<unit>.*?)[,\s]*(?P<last>\d{5})?"
)
_KANA = re.compile(r"[ぁ-ヿ]|〒|東京都|北海道|京都府|大阪府|県")


_TRADITIONAL = re.compile(r"[號區縣鄉鎮]")


def east_asian(text: str, country: str) -> dict[str, str] | None:
    """The parts of an address in Chinese, Japanese or Korean, its country among them; None for other texts."""
    for speaks_of, pattern in _order(text, country):
        if found := pattern.fullmatch(text):
            parts = {name: (value or "").strip() for name, value in found.groupdict().items()}
            parts["postcode"] = parts["postcode"] or parts.pop("last")
            return {**parts, "country": speaks_of}
    return None


def _order(text: str, country: str) -> list[tuple[str, re.Pattern[str]]]:
    if re.search(r"[가-힣]", text):
        return [("KR", _KOREAN)]
    if not re.search(r"[\u4e00-\u9fff]", text):
        return []
    return [("JP", _JAPANESE)] if _KANA.search(text) else [(_chinese_home(text, country), _CHINESE)]


def _chinese_home(text: str, country: str) -> str:
    """The writing tells Taiwan from the mainland; a shop of Hong Kong or Macau is taken to mean its own."""
    if country in ("HK", "MO"):
        return country
    return "TW" if _TRADITIONAL.search(text) else "CN"
