"""Words that run from right to left, put into the order in which a page is drawn: from the left.

What a browser does for every text, a PDF has to have done. Letters of Arabic take the forms their neighbours ask for,
and runs of each direction are turned (the rules of Unicode's bidirectional algorithm for one line without controls).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_CONTROLS = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xFE0F])
_OPENING, _CLOSING = "([{", ")]}"
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_FORMS = ("isolated", "final", "initial", "medial")
_RIGHT, _NUMBER = ("R", "AL"), ("EN", "AN")


def plain(text: str) -> str:
    """Without signs that only steer a direction or a joining."""
    return text.translate(_CONTROLS)


def runs_right(text: str) -> bool:
    """Whether any of it is written from right to left."""
    return any(unicodedata.bidirectional(sign) in _RIGHT for sign in text)


@lru_cache(maxsize=1)
def _shapes() -> dict[str, dict[str, str]]:
    """Letters, and pairs that become one sign, by the form they take: what Unicode itself says of them."""
    found: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFDF2), *range(0xFE80, 0xFEFD)):
        form, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if form.strip("<>") in _FORMS:
            base = "".join(chr(int(letter, 16)) for letter in letters)
            if len(base) == 1 or base[0] == "ل":
                found.setdefault(base, {}).setdefault(form.strip("<>"), chr(code))
    return found


def shaped(text: str) -> str:
    """Letters in the forms their neighbours ask for."""
    for pair in ("لا", "لأ", "لإ", "لآ"):
        text = text.replace(pair, f"\ue000{pair[1]}")
    signs = [sign for sign in text]
    return "".join(_form(signs, at) for at in range(len(signs))).replace("\ue000", "")


def _form(signs: list[str], at: int) -> str:
    sign = signs[at]
    if sign == "\ue000":
        return ""
    ligature = at > 0 and signs[at - 1] == "\ue000"
    forms = _shapes().get(f"ل{sign}" if ligature else sign, {})
    before = _joins_on(_neighbour(signs, at, -2 if ligature else -1))
    after = "initial" in forms and bool(_shapes().get(_neighbour(signs, at, 1)))
    wanted = {(True, True): "medial", (True, False): "final", (False, True): "initial"}.get((before, after), "isolated")
    return forms.get(wanted) or forms.get("isolated") or sign


def _neighbour(signs: list[str], at: int, step: int) -> str:
    """The next letter that way, over marks that stand above letters; "" where the line ends."""
    at += step
    while 0 <= at < len(signs) and unicodedata.combining(signs[at]):
        at += 1 if step > 0 else -1
    found = signs[at] if 0 <= at < len(signs) else ""
    return "ل" if found == "\ue000" else found


def _joins_on(sign: str) -> bool:
    return "initial" in _shapes().get(sign, {})


def drawn(text: str, *, rightward: bool) -> str:
    """One line in the order it is drawn. `rightward`: the page around it runs from right to left."""
    signs = shaped(text)
    levels = _levels(signs, int(rightward))
    order = list(range(len(signs)))
    for level in range(max(levels, default=0), 0, -1):
        _turn(order, levels, level)
    return "".join(signs[at].translate(_MIRRORED) if levels[at] % 2 else signs[at] for at in order)


def _turn(order: list[int], levels: list[int], level: int) -> None:
    """Every stretch of this level or above, back to front."""
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and levels[order[end]] >= level:
            end += 1
        order[at:end] = reversed(order[at:end])
        at = end + 1


def _levels(text: str, base: int) -> list[int]:
    side = "R" if base else "L"
    kinds = _resolved(_bracketed(text, [_kind(sign) for sign in text], side), side)
    above = {"L": base + base % 2, "R": 1, "N": 2}
    return [above[kind] for kind in kinds]


def _bracketed(text: str, kinds: list[str], base: str) -> list[str]:
    """Both brackets of a pair go the same way: that of the line, unless what is in and before them goes the other."""
    other, waiting = "L" if base == "R" else "R", list[int]()
    for at, sign in enumerate(text):
        if sign in _OPENING:
            waiting.append(at)
        elif sign in _CLOSING and waiting:
            start = waiting.pop()
            inside = {kind for kind in kinds[start:at] if kind in ("L", "R")}
            before = next((kind for kind in reversed(kinds[:start]) if kind in ("L", "R")), base)
            if inside:
                kinds[start] = kinds[at] = other if inside == {other} and before == other else base
    return kinds


def _kind(sign: str) -> str:
    kind = unicodedata.bidirectional(sign)
    if kind in _RIGHT:
        return "R"
    return "N" if kind in _NUMBER else "L" if kind == "L" else "M" if kind == "NSM" else "-"


def _resolved(kinds: list[str], base: str) -> list[str]:
    """Every sign has a direction: marks that of their letter, numbers after Latin that of Latin, others by both sides.

    Signs between two digits belong to the number.
    """
    strong, found = base, list(kinds)
    for at, kind in enumerate(found):
        if kind == "M":
            found[at] = found[at - 1] if at else base
        elif kind == "N" and strong == "L":
            found[at] = "L"
        strong = found[at] if found[at] in "LR" else strong
    for at, kind in enumerate(found[1:-1], 1):
        if kind == "-" and found[at - 1] == found[at + 1] == "N":
            found[at] = "N"
    return _filled(found, base)


def _filled(found: list[str], base: str) -> list[str]:
    at = 0
    while at < len(found):
        end = at
        while end < len(found) and found[end] == "-":
            end += 1
        left = found[at - 1] if at else base
        right = found[end] if end < len(found) else base
        sides = {"R" if side in "RN" else "L" for side in (left, right)}
        found[at:end] = [sides.pop() if len(sides) == 1 else base] * (end - at)
        at = end + 1
    return found
