"""Telegram's flood limits, when a test asks for them, and who did not wait after a 429."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from tests.kit.telegram.refusals import too_many

if TYPE_CHECKING:
    from tests.kit.telegram.ask import Call, FakeBot
    from tests.kit.telegram.fake import FakeTelegram

BURST = 5
IN_A_GROUP = 20
IN_ALL = 30


def check(fake: FakeTelegram, bot: FakeBot, method: str, values: dict[str, Any]) -> None:
    """About one a second to a chat with a short burst, 20 a minute to a group, 30 a second in all.

    A group counts every picture of an album.
    """
    chat: int | str = values.get("chat_id", 0)
    if not fake.limits or not method.startswith(("send", "copy", "forward")) or method == "sendChatAction":
        return
    group = isinstance(chat, int) and chat < 0
    rules = [(0, IN_ALL, 1)] + ([(chat, IN_A_GROUP, 60)] if group else [(chat, BURST, BURST)])
    at = fake.time()
    for key, most, seconds in rules:
        wait = too_early(bot.sends.setdefault(key, []), at, most, seconds)
        if wait:
            raise too_many(wait)
    for key, _, _ in rules:
        bot.sends[key] += [at] * (len(values.get("media", "1")) if group else 1)


def too_early(times: list[float], at: float, most: int, seconds: int) -> int:
    """Seconds to wait, 0 for none."""
    times[:] = [one for one in times if one > at - seconds]
    if len(times) < most:
        return 0
    return max(1, ceil(times[0] + seconds - at))


def note_impatience(fake: FakeTelegram, call: Call) -> None:
    """A call to a chat that was told to wait longer."""
    for earlier in reversed(fake.calls[:-1][-50:]):
        if earlier.bot is call.bot and earlier.refusal and same_place(earlier, call):
            wait = earlier.refusal.parameters.get("retry_after", 0)
            left = wait - (call.at - earlier.at).total_seconds()
            if left > 0:
                fake.impatient.append(f"{call.method} came {left:.1f} s too early")
            return


def same_place(one: Call, other: Call) -> bool:
    return one.method == other.method and str(one.params.get("chat_id")) == str(other.params.get("chat_id"))
